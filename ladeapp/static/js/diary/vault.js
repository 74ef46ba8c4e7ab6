// @ts-check
/**
 * The vault: the whole diary as one sealed blob that the server keeps and cannot open.
 *
 * Saved at every opening whether changed or not, and padded to a power of two, so that neither that nor how much
 * was written shows. Another phone was first → fetch, merge, put again.
 */

import { send } from "../cellar/api.js";
import { text, utf8 } from "./bytes.js";
import { boundTo, open, OVERHEAD, seal, Unopened } from "./crypto.js";
import { marks, struck } from "./outbox.js";
import { absorb, records } from "./records.js";
import { change, databaseOf, read } from "./store.js";
/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./records.js").Book} Book */
/** @typedef {import("../cellar/api.js").Answer} Answer */
/** @typedef {{entries: any[], meta: any[]}} Contents */
/**
 * signIn: the server asks her to; someoneElse: another person is signed in; retryAt: not before this ms;
 * replace: a new diary takes the place of one nobody can open.
 * @typedef {{id: "sync", etag?: string, saved?: number, signIn?: boolean, someoneElse?: boolean, retryAt?: number,
 *   replace?: boolean, vaultProblem?: "unreadable" | "full" | "refused" | null}} Sync
 */

const SMALLEST = 64 * 1024;
const LARGEST = 4 * 1024 * 1024;
const VISIT_MS = 10 * 60_000;
const TRIES = 4;

/** The diary does not fit in 4 MiB. */
export class VaultFull extends Error {
  name = "VaultFull";
}

/** @param {string} owner @returns {Promise<Sync>} */
export const syncOf = async (owner) => (await read(databaseOf(owner), "outbox", "sync")) ?? { id: "sync" };

/** @param {string} owner @param {Partial<Sync>} news @returns {Promise<void>} */
export const note = (owner, news) =>
  change(databaseOf(owner), [{ store: "outbox", key: "sync", to: (old) => ({ ...old, ...news, id: "sync" }) }]);

/**
 * Padded with spaces, which JSON ignores.
 * @param {Book} book
 * @param {Contents} contents
 * @returns {Promise<Bytes>}
 * @throws {VaultFull}
 */
export async function sealVault(book, contents) {
  const json = utf8(JSON.stringify({ v: 1, ...contents }));
  let size = SMALLEST;
  while (size < json.length + OVERHEAD) size *= 2;
  if (size > LARGEST) throw new VaultFull("larger than 4 MiB");
  const padded = new Uint8Array(size - OVERHEAD).fill(32);
  padded.set(json);
  return seal(book.key, padded, boundTo(book.owner, "vault"));
}

/**
 * @param {Book} book
 * @param {Bytes} blob
 * @returns {Promise<Contents>}
 * @throws {Unopened}
 */
export async function openVault(book, blob) {
  const { entries = [], meta = [] } = JSON.parse(text(await open(book.key, blob, boundTo(book.owner, "vault"))));
  return { entries, meta };
}

/**
 * Bring the vault and this phone together.
 * @param {Book} book
 * @param {{opening?: boolean, now: number}} when
 * @returns {Promise<Answer | null>} null when there was nothing to do or it could not be sealed or opened
 */
export async function saveVault(book, { opening = false, now }) {
  const { saved = 0 } = await syncOf(book.owner);
  const quiet = now - saved < VISIT_MS && !(await marks(book.owner, "changed")).length;
  if (quiet && !opening) return null;
  try {
    return await putUntilFirst(book, now);
  } catch (error) {
    if (error instanceof VaultFull) await note(book.owner, { vaultProblem: "full" });
    else if (error instanceof Unopened) await note(book.owner, { vaultProblem: "unreadable" });
    else throw error;
    return null;
  }
}

/** @param {Book} book @param {number} now @returns {Promise<Answer>} */
async function putUntilFirst(book, now) {
  let answer = await put(book, now);
  for (let tries = 1; answer.status === 412 && tries < TRIES; tries += 1) {
    const fetched = await fetchVault(book);
    if (!fetched.ok && fetched.status !== 404) return fetched;
    answer = await put(book, now);
  }
  return answer;
}

/** @param {Book} book @param {number} now @returns {Promise<Answer>} */
async function put(book, now) {
  const { etag } = await syncOf(book.owner);
  const pending = await marks(book.owner, "changed");
  const blob = await sealVault(book, { entries: await records(book, "entries"), meta: await records(book, "meta") });
  /** @type {Record<string, string>} */
  const headers = etag ? { "If-Match": etag } : { "If-None-Match": "*" };
  const answer = await send("PUT", "/api/vault", blob, { as: book.owner, headers });
  if (answer.status === 204) {
    const news = { etag: answer.response?.headers.get("ETag") ?? undefined, saved: now, replace: false, vaultProblem: null };
    await note(book.owner, news);
    await change(databaseOf(book.owner), pending.map(struck));
  } else if (answer.status >= 400 && answer.status < 500 && ![401, 412, 429].includes(answer.status)) {
    await note(book.owner, { vaultProblem: answer.status === 413 ? "full" : "refused" });
  }
  return answer;
}

/**
 * Take in what the server has.
 * @param {Book} book
 * @returns {Promise<Answer>} 404 when it has nothing yet
 * @throws {Unopened} when it is another diary's
 */
export async function fetchVault(book) {
  const answer = await send("GET", "/api/vault");
  if (answer.status === 404) await note(book.owner, { etag: undefined });
  if (answer.status !== 200 || !answer.response) return answer;
  const blob = await answer.response.arrayBuffer().catch(() => null);
  if (!blob) return { ...answer, ok: false, status: 0 }; // coverage was lost on the way
  const { replace } = await syncOf(book.owner);
  if (!replace) {
    const theirs = await openVault(book, new Uint8Array(blob));
    await absorb(book, "entries", theirs.entries);
    await absorb(book, "meta", theirs.meta);
  }
  await note(book.owner, { etag: answer.response.headers.get("ETag") ?? undefined });
  return answer;
}
