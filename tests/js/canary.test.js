/** Attack 21: everything that leaves the browser during a week of check-ins, read as the server's owner would read it. */
import { aPhone, clockAt, NURSE, P07, pass, Server } from "./world.js";
import { freshShifts } from "../../ladeapp/static/js/shifts/own.js";
import assert from "node:assert/strict";
import { test } from "node:test";

const DAY = 86_400_000;
const LEAVES = [
  [/^GET \/api\/(session|vault|vault-keys|shifts)$/, (body) => body === null],
  [/^PUT \/api\/vault$/, (body) => body instanceof Uint8Array && body.length === 65_536],
  [/^PUT \/api\/contributions\/\d{4}-P\d\d$/, (body) => /^\{"value": (\d |10)\}$/.test(body)],
  [/^DELETE \/api\/contributions\/\d{4}-P\d\d$/, (body) => body === null],
  [/^PUT \/api\/vault-keys$/, (body) => isWrappedKey(JSON.parse(body))],
];
const HEADERS = new Set(["Accept", "Content-Type", "X-CSRFToken", "If-Match", "If-None-Match"]);

/** Thirty-two bytes sealed, a salt and a hash, and no key beside. */
function isWrappedKey({ kind, wrapped, salt, proof, ...more }) {
  const length = (text) => Buffer.from(text, "base64url").length;
  return kind === "recovery" && length(wrapped) === 60 && length(salt) === 32 && length(proof) === 32 && !Object.keys(more).length;
}

async function aWeek(server, phone) {
  clockAt(Date.parse("2026-06-29T07:40:00+02:00"));
  const { diary, recoveryCode } = await phone.createDiary(NURSE);
  for (let day = 0; day < 7; day += 1) {
    const { id } = await diary.saveCheckIn({ load: (day * 3) % 11, charge: day % 5, shift: day % 2 ? "night" : "evening" });
    await diary.changeEntry(id, { weighed: ["canary-weighed"], charged: ["canary-charged"], note: `canary note ${day} 🕯` });
    if (day === 3) await diary.undo();
    if (day === 5) server.periods = [{ ...P07, key: "key-new" }];
    await diary.flush({ hurry: day % 2 === 0 });
    pass(DAY);
    await diary.flush({ opening: true });
  }
  await freshShifts(diary);
  await diary.remember("reflection/canary-room", "canary thought");
  await diary.withdraw("2026-P07");
  const next = await diary.newRecoveryCode();
  await diary.useRecoveryCode(next, next.code);
  await diary.flush();
  return recoveryCode;
}

test("of a week with canary notes and tags only whole numbers, period ids and ciphertext leave", async () => {
  const server = new Server();
  const code = await aWeek(server, await aPhone());
  assert.ok(server.said("PUT", "/api/contributions").length >= 4);
  for (const { method, url, body, headers, credentials, redirect } of server.heard) {
    const rule = LEAVES.find(([where]) => where.test(`${method} ${url}`));
    assert.ok(rule?.[1](body), `${method} ${url}`);
    assert.ok(Object.keys(headers).every((name) => HEADERS.has(name)));
    assert.deepEqual([credentials, redirect], ["same-origin", "manual"]);
    const bytes = Buffer.concat([Buffer.from(url), Buffer.from(body ?? ""), Buffer.from(JSON.stringify(headers))]);
    for (const canary of ["canary", "night", "evening", "Y2FuYXJ5", code, code.replaceAll("-", "")]) assert.ok(!bytes.includes(canary));
  }
});

test("a busy week and an empty one look alike in the vault's size", async () => {
  const server = new Server();
  clockAt();
  const { diary } = await (await aPhone()).createDiary(NURSE);
  await diary.flush({ opening: true });
  const quiet = server.said("PUT", "/api/vault").at(-1).body.length;
  for (let count = 0; count < 7; count += 1) await diary.saveCheckIn({ load: 9, note: "x".repeat(4000) });
  await diary.flush({ opening: true });
  assert.equal(server.said("PUT", "/api/vault").at(-1).body.length, quiet);
});
