// @ts-check
/** Load before and after, and what it gave: asked on the phone, kept in her diary, sent nowhere. */

import { find } from "../cellar/dom.js";
import { roving } from "../cellar/roving.js";
import { localTime, openDiary } from "../diary/index.js";

/** 0 no, 1 a little, 2 yes. @typedef {0 | 1 | 2} Much */
/** @typedef {{day: string, protocol: string, before?: number, after?: number, helped?: Much, gave?: Much}} Memory */

export const ROOM = "stations";
const COLUMNS = 4;
const LOW_COLUMNS = 6;

/**
 * Her memory of this station; null where this phone has no diary of hers: then nothing is asked.
 * @param {string} place the station's id, or "here"
 * @param {string} protocol
 * @param {{owner?: string, anew?: boolean}} [how] owner: who is signed in, where somebody is; anew: not the one before a reload
 */
export async function memoryOf(place, protocol, { owner, anew = false } = {}) {
  const diary = await openDiary();
  if (!diary || (owner && owner !== diary.owner)) return null;
  const where = `station-memory-${place}`;
  const found = anew ? null : sessionStorage.getItem(where); // survives a reload, not the closing of the app; holds no answer
  const id = found ?? `${ROOM}/${crypto.randomUUID()}`;
  /** @type {Memory} */
  let memory = (found && await diary.recall(found)) || { day: localTime(new Date()).day, protocol };
  return {
    /** The first question has been answered or skipped. */
    asked: found !== null,
    skip() {
      if (!this.over) sessionStorage.setItem(where, id);
      this.asked = true;
    },
    /** The next station on this phone is another one. */
    over: false,
    end() {
      this.over = true;
      sessionStorage.removeItem(where);
    },
    /** What is on its way into the diary; null when everything lies there. @type {Promise<unknown> | null} */
    writing: null,
    /** @param {Partial<Memory>} part */
    async keep(part) {
      this.skip();
      memory = { ...memory, ...part };
      const written = diary.remember(id, memory);
      const all = this.writing = Promise.allSettled([this.writing, written]);
      await all;
      if (this.writing === all) this.writing = null;
      await written;
    },
  };
}

/** @typedef {NonNullable<Awaited<ReturnType<typeof memoryOf>>>} Own */

/**
 * The questions on this page, tied to her memory; hidden where there is none.
 * @param {Own | null} own
 * @param {{size: "alone" | "two" | "group" | "ward", next: () => void}} how next: the first question is done with
 */
export function ask(own, { size, next }) {
  find("[data-after]").hidden = own === null;
  if (!own) return;
  find("[data-load-after]").hidden = size === "alone"; // one minute has room for one question
  find("[data-gave]").hidden = size === "alone" || size === "ward";
  loads("[data-before]", (load) => { if (load === null) own.skip(); else own.keep({ before: load }); next(); });
  loads("[data-after]", (load) => { if (load !== null) own.keep({ after: load }); });
  stayUntilKept(own);
  for (const name of /** @type {const} */ (["helped", "gave"])) {
    find(`[data-${name}]`).addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement) own.keep({ [name]: Number(target.value) });
    });
  }
}

/** Whoever is quick to leave does not leave her last answer behind. @param {Own} own */
function stayUntilKept(own) {
  find("[data-stage=done]").addEventListener("click", async (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || !own.writing) return;
    event.preventDefault();
    await own.writing;
    location.assign(link.href);
  });
}

/**
 * @param {string} where
 * @param {(load: number | null) => void} answered
 */
function loads(where, answered) {
  for (const grid of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`${where} .load-grid`))) {
    roving(grid, grid.classList.contains("load-low") ? LOW_COLUMNS : COLUMNS, (button) => {
      for (const each of grid.querySelectorAll("[data-load]")) each.setAttribute("aria-pressed", String(each === button));
      answered(button.dataset.load ? Number(button.dataset.load) : null);
    });
  }
}
