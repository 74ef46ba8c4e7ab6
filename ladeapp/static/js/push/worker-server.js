// @ts-check
/// <reference lib="webworker" />
/** The worker's way to the server: in the name of the phone's owner, or not at all. */

(() => {
  const worker = /** @type {ServiceWorkerGlobalScope & {ladeappServer: unknown}} */ (/** @type {unknown} */ (self));

  const PATIENCE_MS = 10_000;

  worker.ladeappServer = { session, signed };

  /** Only for the phone's owner. @param {string} owner */
  async function session(owner) {
    const told = await (await fetch("/api/session", { headers: { Accept: "application/json" }, ...how() })).json();
    if (!owner || told.person?.key !== owner) throw new TypeError("somebody else, or nobody, is signed in");
    return told;
  }

  /** @param {string} method @param {string} url @param {string} owner @param {object} [body] */
  async function signed(method, url, owner, body) {
    const headers = { Accept: "application/json", "X-CSRFToken": (await session(owner)).csrf, ...(body ? { "Content-Type": "application/json" } : {}) };
    return fetch(url, { method, headers, body: body ? JSON.stringify(body) : null, ...how() });
  }

  /** @returns {RequestInit} */
  const how = () => ({ redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
})();
