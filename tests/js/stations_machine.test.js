// The phone's station against the table that the server's is held to.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { begin, move, position } from "../../ladeapp/static/js/stations/machine.js";

const table = JSON.parse(readFileSync(new URL("../stations/cases.json", import.meta.url), "utf8"));
const paces = table.paces.map(([seconds, waits]) => ({ seconds, waits }));

for (const { name, script } of table.cases) {
  test(name, () => {
    let state = begin(0);
    for (const { at, by, kind, seen, is } of script) {
      if (kind) {
        state = move(state, paces, kind, by, seen, at);
      } else {
        const now = { ...state, ...position(state, paces, at) };
        for (const [what, value] of Object.entries(is)) assert.deepEqual(now[what], value, `${what} at ${at}`);
      }
    }
  });
}
