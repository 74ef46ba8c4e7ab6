// @ts-check
/** Rows as a file that a spreadsheet opens by a tap: UTF-8 with a mark, semicolons as Norwegian ones expect, and nothing that calculates; pure. */

const FORMULA = /^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** @param {readonly (readonly (string | number)[])[]} rows @returns {string} */
export const csv = (rows) => `\ufeff${rows.map((row) => row.map(cell).join(";")).join("\r\n")}\r\n`;

/** A note that begins like a formula stays a note. @param {string | number} value */
function cell(value) {
  const text = typeof value === "string" && (FORMULA.test(value) || /^[\t\r\n]/.test(value)) ? `'${value}` : String(value);
  return /[;"\r\n\t,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
