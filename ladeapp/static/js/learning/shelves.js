// @ts-check
/** The shelves: where she left off in each, by her diary, and everything taken along when she says so. */

import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { openDiary } from "../diary/index.js";
import { register } from "../pwa/register.js";
import { kept, keepPages } from "./carrying.js";
import { places } from "./keeping.js";

const links = [...document.querySelectorAll("a[data-item]")].filter((each) => each instanceof HTMLAnchorElement);
const pages = links.map(({ pathname }) => pathname);
const status = find("[data-brought]");
const button = /** @type {HTMLButtonElement} */ (find("[data-take-all]"));

button.addEventListener("click", takeAll);
await Promise.allSettled([showPlaces(), showKept()]);
register();

async function showPlaces() {
  const diary = await openDiary();
  if (!diary) return;
  const found = await places(diary);
  for (const link of links) {
    const place = found.get(link.dataset.item ?? "");
    if (!place) continue;
    const line = find("[data-left-off]", link);
    const card = Number(place.screen);
    line.textContent = place.over ? word("read") : Number.isNaN(card) ? word("read") : word("at_card", { n: card, of: link.dataset.cards ?? "" });
    line.hidden = false;
  }
  const latest = [...found.values()].filter(({ over, screen }) => !over && Number(screen)).sort((a, b) => b.at - a.at)
    .map(({ item }) => links.find(({ dataset }) => dataset.item === item)).find(Boolean);
  if (latest) goOn(latest);
}

/** At the top, so that nobody has to look for it among all. @param {HTMLAnchorElement} to */
function goOn(to) {
  const row = find("[data-go-on]");
  find("a", row).setAttribute("href", to.pathname);
  find("small", row).textContent = `${find("b", to).textContent} · ${find("[data-left-off]", to).textContent}`;
  row.hidden = false;
}

async function showKept() {
  if (!pages.length || (await kept(pages)) < pages.length) return;
  status.textContent = word("all_kept");
  button.hidden = true;
}

async function takeAll() {
  button.disabled = true;
  status.textContent = word("fetching");
  const n = await keepPages(pages);
  button.disabled = false;
  button.hidden = n === pages.length;
  status.textContent = n === pages.length ? word("all_kept") : n ? word("some_kept", { n, of: pages.length }) : word("not_kept");
}
