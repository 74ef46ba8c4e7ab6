// @ts-check
/** A second phone, seen from the one that has the diary: the square and the ten characters, the number, and a yes. */

import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { LinkOver, NotReached, offerLink, openDiary } from "../diary/index.js";
import { showPart } from "./parts.js";
import { square } from "./square.js";
/** @typedef {Awaited<ReturnType<typeof offerLink>>} Link */

const diary = await openDiary();
const yes = find("[data-yes]");
/** @type {Link | null} */
let link = null;
/** @type {(() => Promise<boolean>) | null} */
let handOver = null;

if (diary) /** @type {HTMLButtonElement} */ (find("[data-show]")).disabled = false;
else showPart("none");

find("[data-show]").addEventListener("click", (event) => over(event.currentTarget, begin));
yes.addEventListener("click", (event) => over(event.currentTarget, async () => {
  if (!(await handOver?.())) return end("people_link_late");
  link = null;
  showPart("done");
}));
for (const button of document.querySelectorAll("[data-stop]")) button.addEventListener("click", () => {
  link?.stop();
  end("people_link_stopped");
});
find("[data-anew]").addEventListener("click", () => showPart("start"));

async function begin() {
  if (!diary) return;
  await diary.flush({ opening: true });
  const { vault, recoverySent } = await diary.state();
  if (vault.problem || !vault.saved || !recoverySent) return end(vault.problem ? "people_link_unsaved" : "people_not_reached");
  const mine = link = await offerLink(diary);
  const ten = mine.code.replace("-", "");
  find("[data-square]").replaceChildren(square(`${location.origin}/link#${ten}`, word("people_square")));
  find("[data-ten]").textContent = mine.code;
  showPart("show");
  follow(mine);
}

/** @param {Link} mine */
async function follow(mine) {
  const reply = await mine.reply().catch(() => null);
  if (link !== mine) return; // stopped, or begun again
  if (!reply) return end("people_link_late");
  handOver = reply.handOver;
  find("[data-number]").textContent = reply.number;
  showPart("number");
}

/** @param {string} why */
function end(why) {
  link = handOver = null;
  find("[data-square]").replaceChildren();
  find("[data-ten]").textContent = "";
  find("[data-why]").textContent = word(why);
  showPart("over");
}

/** One tap at a time. @param {EventTarget | null} button @param {() => Promise<void>} work */
async function over(button, work) {
  if (!(button instanceof HTMLElement) || button.ariaBusy) return;
  button.ariaBusy = "true";
  try {
    await work();
  } catch (error) {
    if (error instanceof NotReached && [401, 403].includes(error.status)) return location.assign("/sign-in/anew?next=/me/link");
    if (error instanceof NotReached) return end("people_not_reached");
    if (error instanceof LinkOver) return end("people_link_late");
    throw error;
  } finally {
    button.ariaBusy = null;
  }
}
