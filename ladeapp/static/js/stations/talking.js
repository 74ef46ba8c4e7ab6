// @ts-check
/** While people talk, on one's own phone: the ring, who keeps the clock, who shares, and what she may tap. */

import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { keeper, mayGoOn } from "./machine.js";
import { put, turnRing } from "./stage.js";
import { coming } from "./telling.js";

/** @typedef {import("./live.js").Told} Told */
/** @typedef {import("./machine.js").State} State */

/**
 * @param {Told} told
 * @param {State} state
 * @param {import("./stage.js").Step[]} steps
 * @param {import("./machine.js").Position} at
 * @param {"alone" | "two" | "group" | "ward"} size
 */
export function showTalk(told, state, steps, at, size) {
  const step = steps[at.step];
  if (!step) return;
  const keeps = size === "two" ? null : keeper(at.step, state.present, state.sharer);
  const over = !keeps ? word("now") : keeps === told.you ? word("keeps_mine") : word("keeps_theirs", { name: told.names[keeps] ?? "" });
  turnRing(step.seconds * 1000 - at.elapsed, step.seconds, at.paused, over);
  showSharing(told, state, steps, at.step);
  find("[data-next]").hidden = keeps !== told.you;
  put(find("[data-next] span"), coming(steps[at.step + 1], size));
  find('[data-do="next"]').hidden = !mayGoOn(state, step, told.you);
  find('[data-do="leave"]').hidden = !at.paused;
  find("[data-away]").hidden = size !== "two" || state.present.length === 2;
}

/**
 * In a group: who has said that she shares, and the button to say it, until the sharing is over.
 * @param {Told} told
 * @param {State} state
 * @param {import("./stage.js").Step[]} steps
 * @param {number} step
 */
function showSharing({ you, names }, state, steps, step) {
  const sharing = steps.findIndex(({ kind }) => kind === "share");
  const row = find("[data-sharing]");
  const taken = state.sharer !== null && state.present.includes(state.sharer);
  const mine = state.sharer === you;
  row.hidden = state.most === 2 || step > sharing || (step === sharing && taken);
  if (row.hidden) return;
  put(find("[data-sharing-words]"), mine ? word("sharing_mine") : taken ? word("sharing_theirs", { name: names[state.sharer ?? you] ?? "" }) : word("sharing_nobody"));
  const button = find('[data-do="share"], [data-do="unshare"]', row);
  button.hidden = taken && !mine;
  button.dataset.do = mine ? "unshare" : "share";
  put(button, word(mine ? "unshare" : "share"));
}
