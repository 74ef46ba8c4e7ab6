// The phone's station against the table that the server's is held to.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { begin, keeper, move, position } from "../../ladeapp/static/js/stations/machine.js";

const table = JSON.parse(readFileSync(new URL("../stations/cases.json", import.meta.url), "utf8"));

for (const { name, in: where, present, script } of table.cases) {
  const { fewest, most, paces: rows } = table.tables[where];
  const paces = rows.map(([kind, seconds, waits, seat]) => ({ kind, seconds, waits, seat }));
  test(name, () => {
    let state = begin(0, present, fewest, most);
    for (const { at, by, kind, seen, come, is } of script) {
      if (kind) {
        state = move(state, paces, kind, by, seen, at);
      } else if (come && !state.ending) { // the server's own; a phone only hears of it
        state = { ...state, present: [...state.present, come].sort(), version: state.version + 1 };
      } else if (is) {
        const now = { ...state, ...position(state, paces, at) };
        for (const [what, value] of Object.entries(is)) assert.deepEqual(now[what], value, `${what} at ${at}`);
      }
    }
  });
}

test("the clock goes round among those who do not share", () => {
  for (const { step, present, sharer, is } of table.keepers) assert.equal(keeper(step, present, sharer), is);
});
