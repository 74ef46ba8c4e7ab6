// @ts-check
/** The film on the page: a caption a sentence, the drawing as far as it has come, three buttons, and the phone's lock screen. */

import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { Film } from "./film.js";
import { lineAt, timed } from "./lines.js";
import { goTo, textOf } from "./reading.js";
import { onLockScreen, stayAwake } from "./phone.js";
/** @typedef {import("./screens.js").Screens} Screens */
/** @typedef {import("./lines.js").Said} Said */

/**
 * @param {HTMLElement} reader
 * @param {Screens} screens
 * @param {(card: number, sentence: number) => void} reached
 */
export function screening(reader, screens, reached) {
  const place = screens.screen("film");
  const [caption, over, way] = ["[data-caption]", "[data-film-card]", "[data-film-way]"].map((mark) => find(mark, place));
  const [play, end] = [find("[data-film-play]", place), find("[data-film-end]", place)];
  const film = new Film(timed(spoken(reader, screens)), show);
  let wanted = false; // she has not paused it

  play.addEventListener("click", toggle);
  find("[data-film-back]", place).addEventListener("click", () => film.back());
  find("[data-film-stop]", place).addEventListener("click", close);
  find("[data-film-again]", place).addEventListener("click", () => { film.to(0); start(); });
  find("[data-film-exercise]", place).addEventListener("click", () => screens.show("exercise"));
  addEventListener("keydown", (event) => {
    if (screens.at !== "film" || document.querySelector("dialog[open]")) return;
    if (event.key === "ArrowLeft") film.back();
    else if (event.key === "Escape") close();
    else if (event.key === " " && !(event.target instanceof Element && event.target.closest("button, a"))) toggle();
    else return;
    event.preventDefault();
  });
  screens.addEventListener("screen", () => { if (screens.at !== "film") film.pause(); });
  onLockScreen({ title: reader.dataset.title ?? "", series: reader.dataset.series ?? "" }, {
    play: start, pause, stop: close, seekbackward: () => film.back(), previoustrack: () => film.card(-1), nexttrack: () => film.card(1),
  });

  return { film, open };

  /** From this sentence on. @param {number} card @param {number} sentence */
  function open(card, sentence) {
    screens.show("film", { quietly: true });
    scrollTo({ top: 0 });
    film.to(film.over ? 0 : lineAt(film.lines, card, sentence));
    start();
    play.focus();
  }

  function toggle() {
    if (film.playing) pause();
    else start();
  }

  function start() {
    wanted = true;
    film.play();
  }

  function pause() {
    wanted = false;
    film.pause();
  }

  function close() {
    pause();
    const { card, sentence } = film.line ?? { card: 0, sentence: 0 };
    screens.show(card === 0 ? "cover" : card > screens.cards ? "exercise" : String(card));
    if (Number(screens.at)) goTo(screens.screen(screens.at), sentence);
  }

  function show() {
    const { line } = film;
    if (!line || !caption || !over || !(way instanceof HTMLProgressElement)) return;
    caption.textContent = film.over ? word("film_over") : line.text;
    caption.classList.toggle("titled", line.sentence === 0 && line.card <= screens.cards);
    over.textContent = line.card >= 1 && line.card <= screens.cards ? word("card_of", { n: line.card, of: screens.cards }) : reader.dataset.series ?? "";
    way.max = film.lines.length;
    way.value = film.over ? film.lines.length : film.at;
    play.toggleAttribute("data-playing", film.playing);
    play.setAttribute("aria-label", word(film.playing ? "pause" : "play"));
    find(".film-buttons", place).hidden = film.over;
    end.hidden = !film.over;
    if (screens.at === "film") screens.draw(film.over ? Infinity : line.card);
    stayAwake(film.playing);
    if (globalThis.navigator.mediaSession) navigator.mediaSession.playbackState = film.playing ? "playing" : wanted ? "none" : "paused";
    if (screens.at === "film") reached(film.over ? screens.cards + 1 : line.card, line.sentence);
  }
}

/** The cover's title, each card's title and sentences, and what is taken along. @param {HTMLElement} reader @param {Screens} screens @returns {Said[]} */
function spoken(reader, screens) {
  const cards = Array.from({ length: screens.cards }, (_, at) => screens.screen(String(at + 1)));
  return [
    { card: 0, sentence: 0, text: reader.dataset.title ?? "" },
    ...cards.flatMap((card, at) => [...card.querySelectorAll("[data-sentence]")].map((each) => ({
      card: at + 1, sentence: Number(each.getAttribute("data-sentence")), text: textOf(/** @type {HTMLElement} */ (each)),
    }))),
    { card: screens.cards + 1, sentence: 0, text: find(".remember > p:last-child", reader).textContent ?? "" },
  ];
}
