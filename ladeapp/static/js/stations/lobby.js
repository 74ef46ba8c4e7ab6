// @ts-check
/** Before it begins, on one's own phone: who is here, and how more come in. */

import { find, h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { put } from "./stage.js";

/** @typedef {import("./live.js").Told} Told */
/** @typedef {import("./machine.js").State} State */

const LATE_MS = 3 * 60_000;

/**
 * Before it begins.
 * @param {Told} told
 * @param {State} state
 * @param {boolean} ready she has answered
 * @param {number} elapsed milliseconds since it was opened, or the last change
 */
export function showLobby(told, state, ready, elapsed) {
  const { you, names, code } = told;
  const others = state.present.filter((letter) => letter !== you);
  const pair = state.most === 2;
  const name = names[others[0] ?? you] ?? "";
  put(find("[data-lobby]"), others.length === 0 ? word(pair ? "invite_one" : "invite") : pair ? word("waiting_for", { name }) : word("here_now", { n: state.present.length }));
  list(told, state);
  find("[data-here]").hidden = pair;
  put(find("[data-waiting]"), waiting());
  find("[data-code]").hidden = !code;
  put(find("[data-words]"), (code ?? "").replaceAll("-", " "));
  find('[data-do="on"]').hidden = ready;
  find('[data-do="start"]').hidden = pair || !ready || state.ready.length < state.fewest;

  function waiting() {
    if (!pair) return word(ready ? "starts_when" : "go_on_first");
    if (others.length === 0) return "";
    const lot = you === "a" ? word("lot_mine") : word("lot_theirs", { name });
    return `${lot} ${elapsed < LATE_MS ? word("starts_itself") : word("late", { name })}`;
  }
}

/**
 * @param {Told} told
 * @param {State} state
 */
function list({ you, names }, state) {
  const lines = state.present.map((letter) => ({
    name: letter === you ? word("you", { name: names[letter] ?? "" }) : names[letter] ?? "",
    how: word(state.ready.includes(letter) ? "is_ready" : "is_answering"),
  }));
  const told = JSON.stringify(lines);
  const place = find("[data-here]");
  if (place.dataset.told === told) return;
  place.dataset.told = told;
  place.replaceChildren(...lines.map(({ name, how }) => h("li", null, h("b", null, name), h("span", { class: "soft" }, how))));
}
