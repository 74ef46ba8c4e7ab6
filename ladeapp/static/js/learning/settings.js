// @ts-check
/** How she likes to read and listen, remembered on this phone: the size of the text, the voice, the speed; and a print of it all. */

import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { phoneNote, setPhoneNote } from "../diary/index.js";
import { said, voices } from "./voice.js";
/** @typedef {import("./film.js").Film} Film */

/** voice: its name, "" without sound, undefined never chosen. @typedef {{size?: string, voice?: string, speed?: string}} Liked */

const NOTE = "learning";

/** @param {HTMLElement} reader @param {Film} film */
export async function settle(reader, film) {
  const sheet = /** @type {HTMLDialogElement} */ (find("#settings"));
  const choice = /** @type {HTMLSelectElement} */ (find("[data-voice]", sheet));
  /** @type {Liked} */
  const liked = (await phoneNote(NOTE).catch(() => null)) ?? {}; // a browser that stores nothing
  /** @type {SpeechSynthesisVoice[]} */
  let found = [];

  find("[data-open-settings]", reader).addEventListener("click", () => {
    film.pause();
    sheet.showModal();
  });
  find("[data-print]", sheet).addEventListener("click", () => {
    sheet.close();
    print();
  });
  sheet.addEventListener("change", ({ target }) => {
    if (target === choice) liked.voice = choice.value;
    else if (target instanceof HTMLInputElement) liked[target.name === "size" ? "size" : "speed"] = target.value;
    setPhoneNote(NOTE, liked).catch(() => undefined);
    use();
  });
  for (const name of /** @type {const} */ (["size", "speed"])) {
    const input = sheet.querySelector(`[name="${name}"][value="${CSS.escape(liked[name] ?? "1")}"]`);
    if (input instanceof HTMLInputElement) input.checked = true;
  }
  voices(document.documentElement.lang, (all) => {
    found = all;
    choice.replaceChildren(...all.map(({ name }) => new Option(name, name)), new Option(word("silent"), ""));
    use();
  });

  function use() {
    const voice = liked.voice === "" ? null : found.find(({ name }) => name === liked.voice) ?? found[0] ?? null;
    choice.value = voice?.name ?? "";
    reader.dataset.size = liked.size ?? "1";
    find("[data-film-note]", reader).textContent = found.length ? "" : word("no_voice");
    film.speak({ utter: said(voice), speed: Number(liked.speed ?? "1") });
  }
}
