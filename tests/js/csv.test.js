/** The diary as a file for a spreadsheet: opened by a tap, and nothing in it calculates. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { csv } from "../../ladeapp/static/js/people/csv.js";

const cellOf = (value) => csv([[value, "x"]]).slice(1, -4);

test("it begins with the mark of UTF-8, has semicolons between and a line break that every spreadsheet knows", () => {
  assert.equal(csv([["Dag", "Belastning"], ["2026-11-27", 7]]), "\ufeffDag;Belastning\r\n2026-11-27;7\r\n");
});

test("a note that begins like a formula stays a note", () => {
  const notes = ["=1+1", "+47 22 33", "-1 i dag", "@alle", " =HYPERLINK(\"http://x\")", "\u200b=1", "\n=1", "\t=1", "＝1", "\r@x"];
  for (const note of notes) assert.match(cellOf(note), /^"?'/, JSON.stringify(note));
  assert.equal(cellOf(-1), "-1", "a number of ours is no note");
  for (const plain of ["helt vanlig", "7", "a=b", "ærlig – talt", "🫠"]) assert.equal(cellOf(plain), plain);
});

test("quotes, semicolons and lines in a note stay in their cell", () => {
  assert.equal(cellOf('sa "ja"; og\ngikk'), '"sa ""ja""; og\ngikk"');
});
