/** The cast's world without a browser: phones with their own store, and a server that remembers all it was told. */

import { mock } from "node:test";
import { MemoryIndexedDB } from "./indexeddb.js";

process.env.TZ = "Europe/Oslo";

export const NURSE = { key: "11111111-1111-4111-8111-111111111111", name: "Kari", language: "nb" };
export const COLLEAGUE = { key: "22222222-2222-4222-8222-222222222222", name: "Amir", language: "nn" };

/** Wednesday of the third week of 2026-P07. */
export const NOW = Date.parse("2026-07-01T07:40:00+02:00");
export const P07 = { id: "2026-P07", first_day: "2026-06-15", last_day: "2026-07-12", closes: "2026-07-15T10:00:00Z", counted: true, key: "key-a" };

let phones = 0;

/** The clock stands still until `at` moves it. */
export function clockAt(ms = NOW) {
  mock.timers.reset();
  mock.timers.enable({ apis: ["Date"], now: ms });
}
export const pass = (ms) => mock.timers.setTime(Date.now() + ms);

/** A phone: its own store and its own diary module; `use` before each act when there are several. */
export async function aPhone() {
  phones += 1;
  const indexedDB = new MemoryIndexedDB();
  const use = () => { globalThis.indexedDB = indexedDB; };
  use();
  const diary = await import(`../../ladeapp/static/js/diary/index.js?phone=${phones}`);
  return { ...diary, use, indexedDB };
}

export class Server {
  person = NURSE;
  csrf = "token-1";
  word = "shift";
  counts_from = "2026-P07";
  periods = [P07];
  shifts = [];
  reminders = { per_week: 3, open: [] };
  vault = null;
  link = null;
  keys = new Map();
  contributions = new Map();
  heard = [];
  /** A function that may answer instead: (method, path) => Response | "no coverage" | undefined. */
  instead = () => undefined;
  #etags = 0;

  constructor() {
    globalThis.fetch = (url, how) => this.#fetch(url, how);
  }

  said(method, start) {
    return this.heard.filter((one) => one.method === method && one.url.startsWith(start));
  }

  async #fetch(url, { method, body, headers, ...how }) {
    const kept = body instanceof Uint8Array ? body.slice() : body;
    this.heard.push({ url, method, body: kept, headers, ...how });
    const other = this.instead(method, url);
    if (other === "no coverage") throw new TypeError("Failed to fetch");
    if (other) return other;
    if (!this.person) return problem(401, "signed-out");
    if (method !== "GET" && headers["X-CSRFToken"] !== this.csrf) return problem(403, "csrf");
    const [, , room, rest] = url.split("/");
    return this[`${method} ${room}`](kept, headers, rest);
  }

  "GET session"() {
    const { csrf, person, word, counts_from, periods } = this;
    return json({ csrf, person, word, counts_from, periods, vapid: null });
  }

  "GET shifts"() {
    return json({ person: this.person.key, shifts: this.shifts });
  }

  "GET reminders"() {
    return json(this.reminders);
  }

  "PUT reminders"(body) {
    this.reminders.per_week = JSON.parse(body).per_week;
    return new Response(null, { status: 204 });
  }

  "POST reminders"(_body, _headers, id) {
    this.#handled(id);
    return new Response(null, { status: 204 });
  }

  #handled(id) {
    this.reminders.open = this.reminders.open.filter((one) => one.id !== id);
  }

  "GET vault"() {
    return this.vault ? new Response(this.vault.blob, { headers: { ETag: this.vault.etag } }) : problem(404, "no-vault");
  }

  "PUT vault"(blob, headers) {
    const free = headers["If-None-Match"] === "*" && !this.vault;
    if (!free && headers["If-Match"] !== this.vault?.etag) return problem(412, "conflict");
    this.vault = { blob, etag: `"etag-${(this.#etags += 1)}"` };
    return new Response(null, { status: 204, headers: { ETag: this.vault.etag } });
  }

  "GET vault-keys"() {
    return json({ keys: [...this.keys.values()].map(({ kind, wrapped, salt }) => ({ kind, wrapped, salt })) });
  }

  "PUT vault-keys"(body) {
    const row = JSON.parse(body);
    this.keys.set(row.kind, row);
    return new Response(null, { status: 204 });
  }

  "GET link"() {
    return this.link ? json(this.link) : problem(404, "no-link");
  }

  "PUT link"(body) {
    this.link = { reply: null, sealed: null, ...JSON.parse(body) };
    return new Response(null, { status: 204 });
  }

  "POST link"(body, _headers, what) {
    const { tag, ...thing } = JSON.parse(body);
    const [place] = Object.keys(thing);
    const isFree = what === "offer" ? this.link?.offer.length === 43 : !this.link?.[place];
    if (this.link?.tag !== tag || !isFree || (what !== "reply" && !this.link.reply)) return problem(409, "used");
    Object.assign(this.link, thing);
    return new Response(null, { status: 204 });
  }

  "DELETE link"() {
    this.link = null;
    return new Response(null, { status: 204 });
  }

  "PUT contributions"(body, _, period) {
    const { value, reminder } = JSON.parse(body);
    this.contributions.set(period, value);
    this.#handled(reminder);
    return new Response(null, { status: 204 });
  }

  "DELETE contributions"(_body, _headers, period) {
    this.contributions.delete(period);
    return new Response(null, { status: 204 });
  }
}

export const json = (body, status = 200) => new Response(JSON.stringify(body), { status });

export const problem = (status, slug, headers = {}) =>
  new Response(JSON.stringify({ type: `/help/problems#${slug}`, slug, status, title: "No" }), { status, headers });

/** Chance that is the same every time. */
export function chance(seed) {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}
