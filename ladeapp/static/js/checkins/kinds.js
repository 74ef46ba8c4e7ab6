// @ts-check
/** Load and battery by kind of shift, in words and a small picture; nothing at all until there is enough to say. */

import { h, svg } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { localTime } from "../diary/index.js";
import { plus } from "./days.js";
import { charge as chargeWords, number } from "./say.js";
import { byShift, step } from "./series.js";

/** @typedef {import("./series.js").OfKind} OfKind */

const BACK = 182; // days: half a year, so that what was long ago does not speak for now
const TELLING = 1; // a smaller difference is no difference
const ROW = 40;
const LEFT = 16;
const RIGHT = 270;
const BATTERY = { x: 296, width: 14, height: 26 };

/**
 * @param {HTMLElement} place emptied and filled, also when the diary changes
 * @param {import("../diary/diary.js").Diary} diary
 */
export async function showKinds(place, diary) {
  async function draw() {
    const kinds = byShift(await diary.entries(), plus(localTime(new Date()).day, -BACK));
    place.hidden = !kinds.length;
    place.replaceChildren(...(kinds.length ? card(kinds) : []));
  }
  diary.addEventListener("change", draw);
  await draw();
}

/** @param {OfKind[]} kinds */
function card(kinds) {
  return [h("section", { class: "card", "aria-labelledby": "by-shift" },
    h("p", { class: "overline" }, word("half_year")),
    h("h2", { id: "by-shift" }, heaviest(kinds)),
    h("figure", { class: "curve" }, picture(kinds)),
    h("ul", { class: "small soft kinds" }, kinds.map((one) => h("li", null, said(one)))))];
}

/** @param {OfKind[]} kinds */
function heaviest(kinds) {
  const [most, next] = [...kinds].sort((a, b) => b.load - a.load);
  return most && next && most.load - next.load >= TELLING ? word(`most_${most.kind}`) : word("weighed_alike");
}

/** @param {OfKind} of */
function said({ kind, load, charge, count }) {
  const values = { shift: word(`kind_${kind}`), load: number(load), count };
  return charge === null ? word("of_kind", values) : word("of_kind_battery", { ...values, charge: chargeWords(Math.round(charge)) });
}

/** A line for each kind from 0 to 10, its mean on it, and the battery at the end; the words below say the same. @param {OfKind[]} kinds */
function picture(kinds) {
  return svg("svg", { viewBox: `0 0 320 ${ROW * kinds.length}`, "aria-hidden": "true" }, kinds.flatMap(({ kind, load, charge }, index) => {
    const y = ROW * index + 26;
    const x = LEFT + (load / 10) * (RIGHT - LEFT);
    const tall = charge === null ? 0 : 2 + (charge / 4) * (BATTERY.height - 4);
    return [
      svg("text", { class: "curve-axis", x: 0, y: y - 16 }, word(`kind_${kind}`)),
      svg("line", { class: "curve-grid", x1: LEFT, x2: RIGHT, y1: y, y2: y }),
      svg("circle", { class: `curve-load ramp-${step(load)}`, cx: x, cy: y, r: 12 }),
      svg("text", { class: `curve-number ramp-${step(load)}`, x, y: y + 4, "text-anchor": "middle" }, number(load)),
      ...(charge === null ? [] : [
        svg("rect", { class: "curve-slot", x: BATTERY.x, y: y - 14, width: BATTERY.width, height: BATTERY.height, rx: 3.5 }),
        svg("rect", { class: "curve-charge", x: BATTERY.x, y: y - 14 + BATTERY.height - tall, width: BATTERY.width, height: tall, rx: 3.5 }),
      ]),
    ];
  }));
}
