// @ts-check
/** Following a station on the server: events first, polling where they do not come, and what could not be sent kept. */

import { send, session } from "../cellar/api.js";

const POLL_MS = 3000;
const SILENCE_MS = 45_000; // the server beats every 20 s
const PATIENCE_MS = 6000;

/** @typedef {import("./machine.js").Letter} Letter */
/**
 * present: who sits now; names: everyone who ever did; code: the four words, while more may come.
 * @typedef {{id: string, version: number, step: number, elapsed_ms: number, paused: boolean, halted: boolean, ready: Letter[],
 *   ended: "done" | "stopped" | null, you: Letter, names: Partial<Record<Letter, string>>, present: Letter[],
 *   sharer: Letter | null, code: string | null}} Told
 */
/** @typedef {"ok" | "offline" | "signed_out" | "over"} Line */

/**
 * Follow the station `id` until it has ended. `hear` gets each state and how old it is in milliseconds, as far as we know.
 * @param {string} id
 * @param {(told: Told, age: number) => void} hear
 * @param {(line: Line) => void} tellLine
 */
export function follow(id, hear, tellLine) {
  const address = `/api/stations/${id}`;
  /** @type {EventSource | null} */
  let events = null;
  let heardAt = performance.now();
  let triedAt = -POLL_MS;
  let etag = "";
  let over = false;
  /** @type {{move: string, step: number} | null} */
  let unsent = null;

  open();
  session(); // so that a first tap need not fetch its token
  const timer = setInterval(look, POLL_MS);
  addEventListener("online", () => { triedAt = -POLL_MS; open(); poll(); });
  addEventListener("offline", () => { close(); tellLine("offline"); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") anew(); });

  return { move, leave };

  function open() {
    if (over || (events && events.readyState !== EventSource.CLOSED) || performance.now() - triedAt < POLL_MS) return;
    triedAt = performance.now();
    events = new EventSource(`${address}/events`);
    events.addEventListener("state", (event) => { alive(); take(JSON.parse(event.data), 0); });
    events.addEventListener("beat", alive);
    events.addEventListener("error", () => { poll(); });
  }

  function close() {
    events?.close();
    events = null;
  }

  function alive() {
    heardAt = performance.now();
    tellLine("ok");
    if (unsent) move(unsent.move, unsent.step);
  }

  /** Every three seconds: is there still somebody at the other end? */
  function look() {
    if (over) return;
    if (events?.readyState === EventSource.OPEN && performance.now() - heardAt < SILENCE_MS) return;
    if (performance.now() - heardAt >= SILENCE_MS) close();
    poll();
  }

  async function poll() {
    const asked = performance.now();
    const answer = await send("GET", address, null, { headers: etag ? { "If-None-Match": etag } : {}, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (over) return;
    if (answer.status === 404) return finish("over");
    if (answer.status === 401) return tellLine("signed_out");
    if (answer.status !== 304 && !answer.ok) return tellLine("offline");
    alive();
    open();
    if (!answer.ok || !answer.response) return;
    etag = answer.response.headers.get("ETag") ?? "";
    weigh(await answer.response.json(), asked);
  }

  /** A phone that has slept does not know how old its news are, nor for how long its own clock stood. */
  function anew() {
    etag = "";
    poll();
  }

  /**
   * An answer that took longer than we wait has been asleep on its way: its age is anyone's guess.
   * @param {Told} told
   * @param {number} asked
   */
  function weigh(told, asked) {
    const took = performance.now() - asked;
    if (took > PATIENCE_MS) return anew();
    take(told, took / 2);
  }

  /**
   * @param {Told} told
   * @param {number} age
   */
  function take(told, age) {
    hear(told, age);
    if (told.ended) finish("ok");
  }

  /** @param {Line} line */
  function finish(line) {
    over = true;
    clearInterval(timer);
    close();
    tellLine(line);
  }

  /**
   * One tap. An answer or a stop that does not get through is kept and sent when there is coverage; the rest is forgotten.
   * @param {string} kind
   * @param {number} step
   * @returns {Promise<boolean>} whether it got through
   */
  async function move(kind, step) {
    const asked = performance.now();
    const kept = ["ready", "done", "stop"].includes(kind) ? { move: kind, step } : null;
    unsent = null;
    const answer = await send("POST", `${address}/moves`, { move: kind, step }, { keepalive: true, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok && answer.response) {
      weigh(await answer.response.json(), asked);
    } else if (answer.status === 0 || answer.status >= 500 || answer.status === 401) {
      unsent = kept;
      tellLine(answer.status === 401 ? "signed_out" : "offline");
    }
    return answer.ok;
  }

  function leave() {
    over = true;
    clearInterval(timer);
    close();
  }
}
