// @ts-check
/** The plan, as this phone alone can mark it: what she has been through stands in her diary. */

import { openDiary } from "../diary/index.js";

const OVER = "learning/at"; // where learning keeps how far she has come, by item
const diary = await openDiary();

if (diary) {
  diary.addEventListener("change", mark);
  await mark();
}

async function mark() {
  /** @type {{item: string, over: boolean}[]} */
  const places = await diary?.recallAll(OVER) ?? [];
  const over = new Set(places.filter((place) => place.over).map((place) => place.item));
  for (const sign of document.querySelectorAll("[data-finished]")) {
    if (sign instanceof HTMLElement) sign.hidden = !over.has(sign.dataset.finished ?? "");
  }
}
