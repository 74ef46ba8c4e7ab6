// @ts-check
/** One screen at a time: the cover, each card, the exercise, the sources, the film. By buttons, keys, a swipe, or a mark. */

import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { way } from "./swipe.js";

/** Dispatches "screen" when another is shown. */
export class Screens extends EventTarget {
  at = "cover";

  /** @param {HTMLElement} reader */
  constructor(reader) {
    super();
    this.reader = reader;
    /** @type {HTMLElement[]} */
    this.all = [...reader.querySelectorAll("[data-screen]")].filter((each) => each instanceof HTMLElement);
    this.names = this.all.map(({ dataset }) => dataset.screen ?? "").filter((name) => name !== "film");
    this.cards = this.names.filter((name) => /^\d+$/.test(name)).length;
    find("[data-back-one]", reader).addEventListener("click", () => this.step(-1));
    find("[data-next-one]", reader).addEventListener("click", () => this.step(1));
    addEventListener("keydown", (event) => this.#key(event));
    way(reader, (by) => { if (this.at !== "film") this.step(by); });
    reader.addEventListener("click", (event) => this.#follow(event));
  }

  /** @param {string} name @returns {HTMLElement} */
  screen(name) {
    return this.all.find(({ dataset }) => dataset.screen === name) ?? /** @type {HTMLElement} */ (this.all[0]);
  }

  /** @param {string} name @param {{quietly?: boolean}} [how] quietly: the focus stays where it is */
  show(name, { quietly = false } = {}) {
    this.at = this.all.some(({ dataset }) => dataset.screen === name) ? name : "cover";
    for (const each of this.all) each.hidden = each.dataset.screen !== this.at;
    this.reader.dataset.live = "";
    if (this.at === "cover") delete this.reader.dataset.at;
    else this.reader.dataset.at = this.at;
    find("[data-foot]", this.reader).hidden = this.at === "cover" || this.at === "film";
    find("[data-next-one]", this.reader).hidden = this.at === this.names.at(-1);
    this.#tell();
    if (!quietly) {
      scrollTo({ top: 0 });
      const title = this.screen(this.at).querySelector("h1, h2");
      if (title instanceof HTMLElement) title.focus({ preventScroll: true });
    }
    this.dispatchEvent(new Event("screen"));
  }

  /** @param {1 | -1} by */
  step(by) {
    const to = this.names[this.names.indexOf(this.at) + by];
    if (to) this.show(to);
  }

  /** How much of the drawing and of the way is there: up to this card; on the cover, all of the drawing. @param {number} card */
  draw(card) {
    for (const part of this.reader.querySelectorAll("[data-picture] [data-part]")) {
      part.toggleAttribute("data-shown", Number(part.getAttribute("data-part")) <= card);
    }
    for (const step of this.reader.querySelectorAll("[data-way]")) {
      const n = Number(step.getAttribute("data-way"));
      step.toggleAttribute("data-been", this.at === "cover" ? false : Number.isNaN(n) ? card > this.cards : n <= card);
    }
  }

  #tell() {
    const card = Number(this.at);
    const number = this.at === "cover" ? 0 : Number.isNaN(card) ? this.cards + 1 : card;
    if (this.at !== "film") this.draw(this.at === "cover" ? Infinity : number);
    find("[data-place]", this.reader).textContent = number === 0 || this.at === "film" ? ""
      : Number.isNaN(card) ? word(this.at) : word("card_of", { n: card, of: this.cards });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const busy = event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")
      || (event.target instanceof Element && event.target.closest("input, textarea, select"));
    if (busy || this.at === "film") return;
    if (event.key === "ArrowRight" || event.key === "PageDown") this.step(1);
    else if (event.key === "ArrowLeft" || event.key === "PageUp") this.step(-1);
    else return;
    event.preventDefault();
  }

  /** From a mark to its source, and back to the mark. @param {MouseEvent} event */
  #follow(event) {
    const link = event.target instanceof Element ? event.target.closest("a[data-mark], a[data-back]") : null;
    const there = link && document.getElementById((link.getAttribute("href") ?? "").slice(1));
    const screen = there?.closest("[data-screen]");
    if (!there || !(screen instanceof HTMLElement)) return;
    event.preventDefault();
    this.show(screen.dataset.screen ?? "cover");
    there.scrollIntoView({ block: "center" });
    there.focus({ preventScroll: true });
  }
}
