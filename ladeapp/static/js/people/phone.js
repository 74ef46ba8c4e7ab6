// @ts-check
/** Between signing in and going on: a phone with its diary goes on at once, an own one without gets one, the rest is asked. */

import { session } from "../cellar/api.js";
import { find } from "../cellar/dom.js";
import { createDiary, diaryAtServer, DiaryExists, Mistyped, NotReached, openDiary, setPhoneNote, Unopened, unlockOnNewPhone } from "../diary/index.js";
import { link, offerTyping, takeCode } from "./linked.js";
import { input, say, showPart } from "./parts.js";
import { inAppleTab, isOwn } from "./platform.js";

const next = find("[data-next]").dataset.next ?? "/";
let isHers = isOwn; // anything but a phone is asked first, also whoever has her diary elsewhere
const goOn = () => location.replace(next);

/** @param {() => Promise<void>} work whatever the server cannot be asked becomes a part of the page */
async function orOffline(work) {
  try {
    await work();
  } catch (error) {
    if (error instanceof DiaryExists) return goOn();
    if (!(error instanceof NotReached)) throw error;
    if (error.status === 401) location.replace(`/sign-in?next=${encodeURIComponent(next)}`);
    else showPart("offline");
  }
}

async function look() {
  const asked = await session();
  if (!asked.session) throw new NotReached(asked.status);
  const code = takeCode();
  if (code) return link(code, goOn);
  const diary = await openDiary(asked.session.person.key);
  if (diary && (await diary.state()).vault.problem !== "unreadable") return goOn();
  if (inAppleTab) return showPart("install");
  if (diary) return showPart("code");
  if (!isHers) return showPart("own");
  return (await diaryAtServer()) ? showPart("code") : create();
}

async function sayHers() {
  isHers = true;
  await setPhoneNote("shared", undefined);
  await look();
}

/** @param {{replace?: boolean}} [how] the code it comes with is shown later, under Me: the first check-in does not wait for paper */
async function create(how) {
  const asked = await session();
  if (!asked.session) throw new NotReached(asked.status);
  await createDiary(asked.session.person, how);
  goOn();
}

async function unlock() {
  say("recovery-code");
  try {
    await unlockOnNewPhone(input("recovery-code").value);
    goOn();
  } catch (error) {
    if (error instanceof Mistyped) say("recovery-code", "people_mistyped");
    else if (error instanceof Unopened) say("recovery-code", "people_not_this_code");
    else throw error;
  }
}

find("[data-hers]").addEventListener("click", () => orOffline(sayHers));
find("[data-replace]").addEventListener("click", () => orOffline(() => create({ replace: true })));
find("[data-again]").addEventListener("click", () => orOffline(look));
find("[data-unlock]").addEventListener("submit", (event) => {
  event.preventDefault();
  orOffline(unlock);
});
offerTyping(orOffline, goOn);
for (const shared of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("[data-shared]"))) {
  shared.addEventListener("submit", async (event) => {
    event.preventDefault();
    await setPhoneNote("shared", true);
    shared.submit();
  });
}

await orOffline(look);
