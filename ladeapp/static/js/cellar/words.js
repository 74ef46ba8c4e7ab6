// @ts-check
/** The person's words: what js_words() put on the page, by key; no sentence is written in JavaScript. */

/** @type {Record<string, string> | undefined} */
let table;

/**
 * The sentence for `key`, with each "%(name)s" replaced by values.name and "%%" by "%".
 * A key that the page did not send is shown as itself and reported, never thrown on a person.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function word(key, values = {}) {
  table ??= read();
  const sentence = table[key];
  if (sentence === undefined) {
    console.error(`word missing on this page: ${key}`);
    return key;
  }
  return sentence.replace(/%%|%\((\w+)\)[sd]/g, (whole, name) =>
    whole === "%%" ? "%" : String(values[name] ?? whole));
}

/** @returns {Record<string, string>} */
function read() {
  const source = document.getElementById("words");
  return source ? JSON.parse(source.textContent ?? "{}") : {};
}
