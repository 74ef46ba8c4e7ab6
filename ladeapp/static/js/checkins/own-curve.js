// @ts-check
/** The page's own curve: fills section[data-own-curve] from the diary on this phone. */

import { h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { openDiary } from "../diary/index.js";
import { showCurve } from "./curve.js";

const place = document.querySelector("[data-own-curve]");
if (place instanceof HTMLElement) {
  const diary = await openDiary();
  if (diary) await showCurve(place, diary);
  else place.replaceChildren(h("p", { class: "soft" }, word("no_diary")));
}
