// @ts-check
/** One item: read card by card or played, its exercise answered, its place kept. Whole without coverage, and whole without a diary. */

import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { openDiary } from "../diary/index.js";
import { register } from "../pwa/register.js";
import { kept, keepPages } from "./carrying.js";
import { offer } from "./exercise.js";
import { keepPlace, placeIn } from "./keeping.js";
import { goTo, sentenceOn, watch } from "./reading.js";
import { screening } from "./screening.js";
import { Screens } from "./screens.js";
import { settle } from "./settings.js";
/** @typedef {import("./keeping.js").Place} Place */

const reader = find("[data-reader]");
const item = reader.dataset.key ?? "";
const screens = new Screens(reader);
const diary = await openDiary().catch(() => null);
/** @type {Place | null} */
let place = diary && await placeIn(diary, item).catch(() => null);
let late = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
const { film, open } = screening(reader, screens, (card, sentence) => {
  if (card > 0) soon(card > screens.cards ? "exercise" : String(card), sentence);
});

for (const mark of reader.querySelectorAll("a[data-mark]")) mark.setAttribute("aria-label", word("source", { n: mark.getAttribute("data-mark") ?? "" }));
find("[data-read]", reader).addEventListener("click", () => screens.show("1"));
find("[data-play]", reader).addEventListener("click", () => open(Number(place?.over ? 0 : place?.screen) || 0, place?.sentence ?? 0));
find("[data-play-here]", reader).addEventListener("click", () => open(Number(screens.at), sentenceOn(screens.screen(screens.at))));
screens.addEventListener("screen", () => { find("[data-play-here]", reader).hidden = !Number(screens.at); });
begin();
addEventListener("hashchange", () => screens.show(location.hash.slice(1)));
screens.addEventListener("screen", () => {
  if (screens.at === "film") return;
  if (screens.at !== "cover") keep(screens.at, 0);
  history.replaceState(null, "", screens.at === "cover" ? location.pathname : `#${screens.at}`);
});
watch(() => {
  if (Number(screens.at)) keep(screens.at, sentenceOn(screens.screen(screens.at)));
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && Number(screens.at)) keep(screens.at, sentenceOn(screens.screen(screens.at)));
});
await offer(find("[data-exercise]", reader), diary, { item, title: reader.dataset.title ?? "", version: Number(reader.dataset.version) });
await settle(reader, film);
await register();
const series = JSON.parse(find("#series").textContent ?? "[]");
if ((await kept(series)) < series.length) await keepPages(series);

/** What the address asks for, or where she left off, or the cover. */
function begin() {
  const left = place && !place.over ? place.screen : "cover";
  const to = screens.names.find((name) => name === location.hash.slice(1)) ?? left;
  screens.show(to, { quietly: true });
  if (place?.screen === to) goTo(screens.screen(to), place.sentence);
}

/** While the film runs, a moment after it has come there. @param {string} screen @param {number} sentence */
function soon(screen, sentence) {
  clearTimeout(late);
  late = setTimeout(() => keep(screen, sentence), 1000);
}

/** @param {string} screen @param {number} sentence */
async function keep(screen, sentence) {
  clearTimeout(late);
  const over = place?.over || !Number(screen);
  if (!diary || (place?.screen === screen && place.sentence === sentence && place.over === over)) return;
  place = { item, screen, sentence, over, at: Date.now() };
  await keepPlace(diary, place).catch(() => undefined);
}
