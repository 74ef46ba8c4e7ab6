// @ts-check
/** The film's machine: one line after another, said or only shown, paused, and taken back; the page shows what it tells. */

import { before } from "./lines.js";
/** @typedef {import("./lines.js").Line} Line */
/** Begins to say a line and calls done once it is over; the answer stops it. @typedef {(line: Line, speed: number, done: () => void) => () => void} Utter */

const BACK_MS = 10_000;

/** Without a voice: each line for as long as it takes to read. @type {Utter} */
export const inSilence = (line, speed, done) => {
  const timer = setTimeout(done, line.ms / speed);
  return () => clearTimeout(timer);
};

export class Film {
  #stop = () => {};
  #since = 0;
  #into = 0;
  playing = false;
  over = false;
  /** @type {Utter} */
  utter = inSilence;
  speed = 1;

  /**
   * @param {readonly Line[]} lines
   * @param {() => void} show called after every change
   * @param {() => number} [now]
   */
  constructor(lines, show, now = () => performance.now()) {
    this.lines = lines;
    this.show = show;
    this.now = now;
    this.at = 0;
  }

  /** @returns {Line | undefined} */
  get line() {
    return this.lines[this.at];
  }

  play() {
    if (this.playing || !this.lines.length) return;
    if (this.over) this.at = 0;
    this.over = false;
    this.playing = true;
    this.#say();
  }

  /** The line begins anew when she carries on: phones cannot be trusted to stop a voice in the middle. */
  pause() {
    if (!this.playing) return;
    this.playing = false;
    this.#into = this.now() - this.#since;
    this.#stop();
    this.show();
  }

  back() {
    const into = this.playing ? (this.now() - this.#since) * this.speed : this.#into;
    this.to(before(this.lines, this.at, into, BACK_MS));
  }

  /** To the title of the card before, or after. @param {1 | -1} by */
  card(by) {
    const card = (this.line?.card ?? 0) + by;
    const found = this.lines.findIndex((line) => line.card === card);
    if (found >= 0) this.to(found);
  }

  /** @param {number} at */
  to(at) {
    this.#stop();
    this.over = false;
    this.at = at;
    if (this.playing) this.#say();
    else this.show();
  }

  /** With another voice or speed the line begins anew. @param {{utter?: Utter, speed?: number}} how */
  speak({ utter = this.utter, speed = this.speed }) {
    this.utter = utter;
    this.speed = speed;
    if (this.playing) this.to(this.at);
  }

  #say() {
    const { line } = this;
    if (!line) return;
    this.#into = 0;
    this.#since = this.now();
    let over = false;
    const stop = this.utter(line, this.speed, () => {
      if (over) return;
      over = true;
      this.#next();
    });
    this.#stop = () => {
      over = true;
      stop();
    };
    this.show();
  }

  #next() {
    if (this.at + 1 < this.lines.length) {
      this.at += 1;
      this.#say();
      return;
    }
    this.playing = false;
    this.over = true;
    this.show();
  }
}
