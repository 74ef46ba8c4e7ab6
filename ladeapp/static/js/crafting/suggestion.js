// @ts-check
/** Writing a suggestion, seeing it as it will be read, sending it under seal; and what became of the last one. */

import { announce } from "../cellar/announce.js";
import { send } from "../cellar/api.js";
import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { openDiary } from "../diary/index.js";
import { refuse, show } from "./fields.js";
import { body, cleaned, fate, left } from "./sealed.js";
import { draft, keepDraft, whileWriting } from "./shelf.js";
/** @typedef {import("../diary/diary.js").Diary} Diary */
/** @typedef {{type: "suggestion", words: string, key: string, fate: "waits" | "delivered" | "lost"}} Sent */

const SENT = "crafting/suggestion"; // one: on every phone of hers the same
const ADDRESS = "/api/suggestion";
const form = /** @type {HTMLFormElement} */ (find("[data-write]"));
const typed = /** @type {HTMLTextAreaElement} */ (find("[name=words]", form));
const longest = Number(typed.dataset.longest);
const said = find("[data-said]");
/** @type {Sent | null} */
let sent = null;

const diary = await openDiary();
find("[data-no-diary]").hidden = diary !== null;
if (diary) await begin(diary);

/** @param {Diary} diary */
async function begin(diary) {
  form.addEventListener("submit", (event) => { event.preventDefault(); look(); });
  typed.addEventListener("input", count);
  whileWriting(typed, () => keepDraft(diary, "suggestion", typed.value.trim() ? { words: typed.value } : null));
  find("[data-change]").addEventListener("click", () => { show("write"); typed.focus(); });
  find("[data-send]").addEventListener("click", () => seal(diary));
  find("[data-replace]").addEventListener("click", () => write(sent?.words ?? ""));
  find("[data-take-back]").addEventListener("click", () => takeBack(diary));
  sent = await diary.recall(SENT);
  const begun = (await draft(diary, "suggestion"))?.words ?? "";
  if (begun || !sent || sent.fate !== "waits") write(begun, false);
  tell("unknown");
  const before = sent;
  await diary.flush({ opening: true });
  const known = await diary.recall(SENT);
  if (sent !== before) return; // she has sent one meanwhile
  sent = known;
  await ask(diary);
}

/** What became of the last one; told once, and kept, so that it is not asked for ever. @param {Diary} diary */
async function ask(diary) {
  const asked = sent;
  if (!asked) return;
  const answer = asked.fate === "waits" ? await send("GET", ADDRESS) : null;
  const now = answer ? fate(asked.key, answer.ok && answer.response ? await answer.response.json() : null) : asked.fate;
  if (sent !== asked) return; // replaced or taken back meanwhile
  if (now !== "unknown" && now !== sent.fate) {
    sent = { ...sent, fate: now };
    await diary.remember(SENT, sent);
    if (now === "lost") write(sent.words, false);
    else write("", false);
  }
  tell(now);
}

/** @param {string} fate */
function tell(fate) {
  find("[data-standing]").hidden = sent === null;
  if (!sent) return;
  const known = sent.fate === "waits" ? fate : sent.fate;
  find("[data-status]").textContent = word(known);
  find("[data-sent]").textContent = sent.words;
  for (const name of ["[data-replace]", "[data-take-back]"]) find(name).hidden = sent.fate !== "waits";
}

/** @param {string} words @param {boolean} [focus] */
function write(words, focus = true) {
  typed.value = words;
  count();
  show("write");
  if (focus) typed.focus();
}

function count() {
  const n = left(cleaned(typed.value), longest);
  find("[data-left]").textContent = n < 0 ? word("too_many", { n: -n }) : word("left", { n });
}

function look() {
  const words = cleaned(typed.value);
  if (!words) return refuse(form, "words", word("empty"));
  if (left(words, longest) < 0) return refuse(form, "words", word("long"));
  find("[data-exactly]").textContent = words;
  said.textContent = "";
  show("look");
  find("[data-look-title]").focus();
}

/** @param {Diary} diary */
async function seal(diary) {
  const words = cleaned(typed.value);
  const answer = await send("PUT", ADDRESS, body(words), { as: diary.owner });
  if (!answer.ok || !answer.response) return refused(answer);
  const { key } = await answer.response.json();
  sent = { type: "suggestion", words, key, fate: "waits" };
  await diary.remember(SENT, sent);
  await keepDraft(diary, "suggestion", null);
  typed.value = "";
  show("sent");
  tell("waits");
  said.textContent = ""; // it stands where it waits
  announce(word("sent"));
  await diary.flush();
}

/** @param {Diary} diary */
async function takeBack(diary) {
  const answer = await send("DELETE", ADDRESS, null, { as: diary.owner });
  if (!answer.ok || !answer.response || !sent) return refused(answer);
  const { key } = await answer.response.json();
  if (key !== sent.key) return ask(diary); // it was too late, or the key is another
  const { words } = sent;
  sent = null;
  await diary.remember(SENT, null);
  tell("unknown");
  write(words);
  say("taken_back");
  await diary.flush();
}

/** @param {import("../cellar/api.js").Answer} answer */
function refused({ status, problem }) {
  find("[data-sign-in]").hidden = status !== 401;
  if (status === 422 && problem?.detail) said.textContent = problem.detail;
  else say(status === 401 ? "sign_in" : status === 0 ? "offline" : "not_received");
}

/** @param {string} key */
function say(key) {
  said.textContent = word(key);
  announce(word(key));
}
