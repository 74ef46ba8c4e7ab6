// @ts-check
/** One person's open diary: her check-ins, what she keeps beside them, what is unsent, her code, and leaving. */

import { CheckIns } from "./checkins.js";
import { PROVED, recall, remember } from "./memories.js";
import { markPeriod, PAUSED, withdrawn } from "./outbox.js";
import { records } from "./records.js";
import { codeOpens, newCode, useCode } from "./recovery.js";
import { answersOf, stateOf } from "./state.js";
import { change, databaseOf, phone, remove } from "./store.js";
import { flush } from "./sync.js";

/** Beside the events of CheckIns it dispatches "wiped", once. */
export class Diary extends CheckIns {
  /** The owner's person key. */
  get owner() {
    return this.book.owner;
  }

  /** @param {string} id "<room>/<name>" @param {any} value anything that JSON holds; null forgets */
  async remember(id, value) {
    await this.inTurn(() => remember(this.book, id, value));
    this.tell("saved", "change");
  }

  /** @param {string} id @returns {Promise<any>} null when there is none */
  recall(id) {
    return recall(this.book, id);
  }

  /** Every memory of a room that is there. @param {string} room @returns {Promise<any[]>} their values, in no order */
  async recallAll(room) {
    const all = await records(this.book, "meta");
    return all.filter(({ id, value }) => id.startsWith(`${room}/`) && (value ?? null) !== null).map(({ value }) => value);
  }

  /** My own pending answers, one for each open period that counts me. */
  answers() {
    return answersOf(this.book);
  }

  /** Keep my answer out of the team's number of this period, or let it in again. @param {string} period @param {boolean} [out] */
  async withdraw(period, out = true) {
    await this.remember(withdrawn(period), out);
    if (out) await (await import("./doubting.js")).doubtSent(this.book, [period]);
    await this.retry(period);
  }

  /** Stay out of the team's number, whatever the period, until she lets herself in again. @param {boolean} out */
  async pause(out) {
    await this.remember(PAUSED, out);
    const now = Date.now();
    const periods = (await this.answers()).map(({ period }) => period);
    if (out) await (await import("./doubting.js")).doubtSent(this.book, periods);
    await change(databaseOf(this.owner), periods.map((period) => markPeriod(period, now, 0)));
    await this.flush();
  }

  /** Whether she stays out. */
  async isPaused() {
    return Boolean(await this.recall(PAUSED));
  }

  /** Send again what the server refused. @param {string} period */
  async retry(period) {
    await change(databaseOf(this.owner), [markPeriod(period, Date.now(), 0)]);
    await this.flush();
  }

  /** Send what waits; never throws for want of coverage. @param {import("./sync.js").How} [how] */
  async flush(how) {
    const outcome = await flush(this.book, how);
    this.tell("change");
    return outcome;
  }

  state() {
    return stateOf(this.book);
  }

  /** A new recovery code, shown once and written down; until useRecoveryCode the old one holds. */
  newRecoveryCode() {
    return newCode(this.book);
  }

  /**
   * She has typed the new code back: from now on it holds, and the old one opens nothing.
   * @param {import("./recovery.js").NewCode} next
   * @param {string} typed
   * @returns {Promise<boolean>} false: that is not what it says
   * @throws {import("./recovery.js").NotReached}
   */
  async useRecoveryCode(next, typed) {
    if (!(await codeOpens(this.owner, next.recovery, typed))) return false;
    await useCode(this.book, next);
    await this.remember(PROVED, true);
    return true;
  }

  /** Everything, in clear, for a file of her own. */
  async exportAll() {
    const memories = (await records(this.book, "meta")).map(({ id, value }) => ({ id, value }));
    return { ladeapp: 1, exported: new Date().toISOString(), entries: await this.entries(), memories };
  }

  /** Nothing of hers is left on this phone. Ask first what state() calls unsent. */
  async wipe() {
    await remove(this.owner);
    if ((await phone.get("owner")) === this.owner) await phone.set({ owner: undefined, facts: undefined });
    this.tell("wiped", "change");
  }
}
