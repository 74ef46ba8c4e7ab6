// @ts-check
/**
 * What the workplace adds to a page of the learning series, where the page has a place for it:
 *   <div data-films="charging/peer-support" hidden></div>   its own films of that module or episode
 *   <li data-plan-next hidden><a>… <span></span></a></li>   what is next in the plan, in one line
 * Without coverage, signed out, or where there is nothing, the places stay hidden. The server writes down nothing about who plays what.
 */

import { send } from "../cellar/api.js";
import { find, h } from "../cellar/dom.js";

/** @typedef {{item: string, heading: string, title: string, kind: string, address: string, captions: {address: string, language: string, label: string}}} Film */
/** @typedef {{next: {text: string, path: string} | null, films: Film[]}} Told */

const films = document.querySelector("[data-films]");
const next = document.querySelector("[data-plan-next]");

if (films || next) await show();

async function show() {
  const answer = await send("GET", "/api/programme");
  if (!answer.ok || !answer.response) return;
  /** @type {Told} */
  const told = await answer.response.json();
  if (next instanceof HTMLElement && told.next) {
    find("a", next).setAttribute("href", told.next.path);
    find("span", next).textContent = told.next.text;
    next.hidden = false;
  }
  if (films instanceof HTMLElement) {
    const here = told.films.filter((film) => film.item === films.dataset.films);
    films.replaceChildren(...here.map(card));
    films.hidden = here.length === 0;
  }
}

/**
 * One film as a card. It begins when somebody says so, and its captions are on; sound too is a video, since only that shows them.
 * @param {Film} film
 */
function card(film) {
  const { address, language, label } = film.captions;
  const track = h("track", { kind: "captions", default: true, src: address, srclang: language, label });
  const sound = film.kind.startsWith("audio/") && "sound";
  const player = h("video", { controls: true, preload: "metadata", playsinline: true, src: film.address, class: sound, "aria-label": film.title }, track);
  return h("section", { class: "card film" }, h("p", { class: "overline" }, film.heading), h("h2", null, film.title), player);
}
