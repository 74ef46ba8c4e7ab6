/** Asking the server, and the words a page was given. */
import { aPhone, clockAt, Server } from "./world.js";
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { send, session } from "../../ladeapp/static/js/cellar/api.js";
import { workerAddress } from "../../ladeapp/static/js/cellar/trusted.js";
import { word } from "../../ladeapp/static/js/cellar/words.js";

let server;
beforeEach(async () => {
  clockAt();
  server = new Server();
  await aPhone();
  await session();
});

test("three parts of a page that ask who is signed in share one request", async () => {
  const before = server.heard.length;
  const answers = await Promise.all([session(), session(), session()]);
  assert.equal(server.heard.length, before + 1);
  assert.equal(answers[2].session.person.name, "Kari");
});

test("an old token is renewed once, and a server that never takes one is not asked for ever", async () => {
  server.csrf = "token-2";
  assert.equal((await send("PUT", "/api/vault-keys", { kind: "x" })).status, 204);
  const before = server.heard.length;
  server.instead = (method) => (method === "PUT" ? Response.json({ slug: "csrf" }, { status: 403 }) : undefined);
  const answer = await send("PUT", "/api/vault-keys", { kind: "x" });
  assert.deepEqual([answer.status, answer.problem.slug, server.heard.length - before], [403, "csrf", 3]);
});

test("a page of someone signed out gives its own token", async () => {
  server.person = null;
  await send("POST", "/sign-in/forgotten", { login: "kari" }, { headers: { "X-CSRFToken": "from-the-page" } });
  assert.deepEqual(server.heard.map(({ url }) => url), ["/api/session", "/sign-in/forgotten"]);
});

test("a problem without words, or none at all, is still a problem", async () => {
  server.instead = () => new Response("<html>bad gateway</html>", { status: 502 });
  assert.deepEqual((await send("GET", "/api/vault")).problem, { slug: "" });
  server.instead = () => "no coverage";
  assert.deepEqual(await send("GET", "/api/vault"), { ok: false, status: 0, problem: null, response: null });
});

test("words come from the page, with numbers and names in their places", () => {
  const words = JSON.stringify({ sent: "Sendt %(n)s av %(all)d, 100 %% ferdig", name: "Hei, %(name)s" });
  globalThis.document = { getElementById: () => ({ textContent: words }) };
  const loud = mock.method(console, "error", () => {});
  assert.equal(word("sent", { n: 3, all: 4 }), "Sendt 3 av 4, 100 % ferdig");
  assert.equal(word("name", { name: "%(n)s <b>" }), "Hei, %(n)s <b>");
  assert.equal(word("sent"), "Sendt %(n)s av %(all)d, 100 % ferdig");
  assert.equal(word("missing"), "missing");
  assert.equal(loud.mock.callCount(), 1);
  delete globalThis.document;
});

test("only our own worker gets an address that the browser trusts", () => {
  assert.equal(workerAddress(), "/sw.js");
});
