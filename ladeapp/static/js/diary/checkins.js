// @ts-check
/** The check-ins of one diary: saving, changing, removing, taking back, looking. Saving never waits for the network. */

import { answeredEntry, changedEntry, isEntry, newEntry, removedEntry } from "./entries.js";
import { stampAfter } from "./merge.js";
import { markHandled, UNDO_MS } from "./outbox.js";
import { records } from "./records.js";
import { change, databaseOf } from "./store.js";
import { hasRecord, recordOf, write } from "./writing.js";
/** @typedef {import("./entries.js").Entry} Entry */
/** @typedef {import("./entries.js").Answer} Answer */
/** @typedef {import("./records.js").EntryRecord} EntryRecord */
/** @typedef {import("./records.js").Book} Book */

/** Dispatches "saved" when something new waits to be sent, "change" when a page should look again. */
export class CheckIns extends EventTarget {
  #turn = /** @type {Promise<unknown>} */ (Promise.resolve());
  /** @type {{id: string, before: EntryRecord | undefined, at: number} | null} */
  #undo = null;

  /** @param {Book} book */
  constructor(book) {
    super();
    /** @protected */
    this.book = book;
  }

  /**
   * @param {Answer} answer load 0–10 or null ("not today"); the rest may follow with changeEntry
   * @param {readonly string[]} [reminders] the open ones it answers; taking the answer back does not open them again
   * @returns {Promise<Entry>} once it is on the phone
   */
  saveCheckIn(answer, reminders = []) {
    return this.inTurn(() => this.#keep(undefined, newEntry(answer, new Date()), reminders));
  }

  /**
   * What she answered on the lock screen, brought in later; again changes nothing, and it is no touch to take back.
   * @param {{id: string, at: number, word?: import("./entries.js").Word | null}} answered the reminder, and when
   * @returns {Promise<void>}
   */
  keepAnswer(answered) {
    return this.inTurn(async () => {
      if (await hasRecord(this.book, answered.id)) return;
      const now = new Date();
      await write(this.book, undefined, answeredEntry(answered, now), now.getTime());
      this.tell("saved", "change");
    });
  }

  /**
   * A reminder that is done with: without a check-in, or by one that was made before the phone knew of it.
   * @param {string} reminder
   * @param {number} [answered] when that check-in was made, in ms: it is told with its number
   * @returns {Promise<void>}
   */
  async handOn(reminder, answered) {
    await change(databaseOf(this.book.owner), [answered ? markHandled(reminder, answered) : markHandled(reminder, Date.now(), 0)]);
    if (answered) this.tell("saved");
  }

  /** @param {string} id @param {Answer} answer only what changes @returns {Promise<Entry>} */
  changeEntry(id, answer) {
    return this.inTurn(async () => {
      const before = await recordOf(this.book, id);
      if (!isEntry(before)) throw new RangeError("that entry is removed");
      return this.#keep(before, changedEntry(before, answer, new Date()));
    });
  }

  /** @param {string} id @returns {Promise<void>} */
  removeEntry(id) {
    return this.inTurn(async () => {
      const before = await recordOf(this.book, id);
      await this.#keep(before, removedEntry(before, new Date()));
    });
  }

  /**
   * Take back the last touch; saving and then adding to the same check-in within ten seconds is one touch.
   * @returns {Promise<boolean>} false when there is nothing to take back
   */
  undo() {
    return this.inTurn(async () => {
      if (!this.#undo) return false;
      const { id, before } = this.#undo;
      const current = await recordOf(this.book, id);
      const now = new Date();
      await this.#keep(current, before ? { ...before, changed: stampAfter(current, now.getTime()) } : removedEntry(current, now));
      this.#undo = null;
      return true;
    });
  }

  /** @returns {Promise<Entry[]>} the oldest first */
  async entries() {
    /** @type {EntryRecord[]} */
    const all = await records(this.book, "entries");
    return all.filter(isEntry).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  }

  /**
   * @template {EntryRecord} R
   * @param {EntryRecord | undefined} before
   * @param {R} after
   * @param {readonly string[]} [reminders]
   * @returns {Promise<R>}
   */
  async #keep(before, after, reminders) {
    const now = Date.now();
    await write(this.book, before, after, now, reminders);
    const sameTouch = this.#undo?.id === after.id && now - this.#undo.at < UNDO_MS;
    this.#undo = { id: after.id, before: sameTouch ? this.#undo?.before : before, at: now };
    this.tell("saved", "change");
    return after;
  }

  /**
   * Two taps at once: the second sees what the first saved.
   * @protected
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  inTurn(work) {
    const result = this.#turn.then(work, work);
    this.#turn = result;
    return result;
  }

  /** @protected @param {...string} news */
  tell(...news) {
    for (const name of news) this.dispatchEvent(new Event(name));
  }
}
