// @ts-check
/** A phone in a round: one answer, sent without a cookie, under a random number that this phone keeps until its next round. */

import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";

/** sent: what it was is kept nowhere. @typedef {{code: string, token: string, sent: boolean}} Paper */

const KEY = "gathering";
const form = find("[data-answer]");
const code = form.dataset.answer ?? "";
const button = find("[data-send]");
let paper = mine();
if (paper.sent) thank();
else button.addEventListener("click", () => void send());

/** @returns {Paper} */
function mine() {
  /** @type {Paper | null} */
  const kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
  if (kept?.code === code) return kept;
  const random = crypto.getRandomValues(new Uint8Array(16));
  return keep({ code, token: [...random].map((byte) => byte.toString(16).padStart(2, "0")).join(""), sent: false });
}

/** @param {Paper} kept */
function keep(kept) {
  localStorage.setItem(KEY, JSON.stringify(kept));
  return kept;
}

async function send() {
  const chosen = /** @type {HTMLInputElement | null} */ (form.querySelector("input:checked"));
  if (!chosen) return say(word("gathering_choose"));
  button.setAttribute("disabled", "");
  say("");
  const answer = await posted(JSON.stringify({ token: paper.token, option: Number(chosen.value) }));
  button.removeAttribute("disabled");
  if (!answer) return say(word("gathering_not_sent"));
  if (!answer.ok) return say((await answer.json().catch(() => ({}))).detail ?? word("gathering_failed"));
  paper = keep({ ...paper, sent: true });
  thank();
}

/** The same length for each option, and no cookie. @param {string} body */
function posted(body) {
  return fetch(`/api/gather/${code}/answers`, {
    method: "POST", body, headers: { "Content-Type": "application/json", Accept: "application/json" },
    credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", redirect: "error", signal: AbortSignal.timeout(15_000),
  }).catch(() => null);
}

function thank() {
  form.hidden = true;
  const thanks = find("[data-sent]");
  thanks.hidden = false;
  find("h2", thanks).focus();
}

/** @param {string} sentence */
function say(sentence) {
  const line = find("[data-trouble]");
  line.textContent = sentence;
  line.hidden = !sentence;
}
