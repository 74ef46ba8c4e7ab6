// @ts-check
/** The page's own curve: fills [data-own-curve] from the diary on this phone; without one it stays empty. */

import { openDiary } from "../diary/index.js";
import { showCurve } from "./curve.js";

const place = document.querySelector("[data-own-curve]");
const diary = await openDiary();
if (place instanceof HTMLElement && diary) await showCurve(place, diary);
