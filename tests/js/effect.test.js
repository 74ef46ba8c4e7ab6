/** The sick-leave sum in the browser, held to the same worked examples as the server's. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { costs, days, evenDays, evenPoints, parsed, saving } from "../../ladeapp/static/js/effect/scenario.js";

const { examples, typed } = JSON.parse(readFileSync(new URL("../effect/worked_examples.json", import.meta.url), "utf8"));
const WIDE = 10n ** 30n;

const scenario = (of) => ({
  employees: BigInt(of.employees ?? 20),
  workdays: parsed(of.workdays ?? "230", 1, 0n, WIDE),
  points: parsed(of.points ?? "1", 2, 0n, WIDE),
  cost: BigInt(of.cost ?? 4200),
  programme: BigInt(of.programme ?? 0),
  refunded: of.refunded ?? false,
  share: parsed(of.share ?? "66", 1, 0n, WIDE),
  refund: BigInt(of.refund ?? 3004),
});

for (const of of examples) {
  test(`worked example ${JSON.stringify(of)}`, () => {
    const told = scenario(of);
    assert.equal(saving(told), BigInt(of.saving));
    if ("days" in of) assert.equal(days(told), BigInt(of.days));
    if ("even_points" in of) {
      assert.equal(evenPoints(told), of.even_points === null ? null : parsed(of.even_points, 2, 0n, WIDE));
      assert.equal(evenDays(told), of.even_days === null ? null : BigInt(of.even_days));
    }
    if ("net" in of) assert.equal(saving(told) - told.programme, BigInt(of.net));
  });
}

test("what is typed is read as on the server", () => {
  for (const [text, places, value] of typed) {
    assert.equal(parsed(text, places, 0n, WIDE), value === null ? null : BigInt(value), JSON.stringify(text));
  }
});

test("what lies outside is not read, and the own cost a day stands among the others", () => {
  assert.equal(parsed("367", 1, 10n, 3660n), null);
  assert.equal(parsed("366", 1, 10n, 3660n), 3660n);
  assert.equal(parsed("0", 0, 1n, 10n), null);
  assert.deepEqual(costs(scenario({ cost: 5000 })), [3400n, 4200n, 5000n]);
  assert.deepEqual(costs(scenario({})), [3400n, 4200n]);
});
