// @ts-check
/** The page's own curve: fills [data-own-curve] from the diary on this phone; without one it stays empty. */

import { h } from "../cellar/dom.js";
import { openDiary } from "../diary/index.js";
import { freshShifts } from "../shifts/own.js";
import { showCurve } from "./curve.js";
import { showKinds } from "./kinds.js";

const place = document.querySelector("[data-own-curve]");
const diary = await openDiary();
if (place instanceof HTMLElement && diary) {
  const [curve, kinds] = [h("div"), h("div")];
  place.classList.add("stack");
  place.replaceChildren(curve, kinds);
  await showCurve(curve, diary);
  await showKinds(kinds, diary);
  freshShifts(diary).catch(() => undefined);
}
