// @ts-check
/** Answering: a part at a time, kept in the diary as she ticks, looked at before it is sent, changed or taken back until it closes. */

import { announce } from "../cellar/announce.js";
import { find, h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { openDiary } from "../diary/index.js";
import { change, databaseOf } from "../diary/store.js";
import { score, whole } from "./scoring.js";
import { ask, known, markSeen } from "./sending.js";
import { begun, door, isOver, memoryOf } from "./wave.js";
/** @typedef {import("../diary/diary.js").Diary} Diary */
/** @typedef {import("./wave.js").Given} Given */
/** @typedef {import("./wave.js").Running} Running */

const language = document.documentElement.lang;

/** @param {Diary} diary */
async function begin(diary) {
  const { running: before } = await known(diary.owner);
  const asked = before && !isOver(before, Date.now()) ? before : (await ask(diary.owner)).running;
  if (asked === undefined) return show("offline");
  const running = asked && !isOver(asked, Date.now()) ? asked : null;
  const met = door(running);
  if (met !== "asked" || !running) return show(met);
  await change(databaseOf(diary.owner), [markSeen(running.wave, Date.now())]);
  new Survey(diary, running, (await diary.recall(memoryOf(running))) ?? begun(running)).begin();
  await diary.flush({ opening: true });
}

class Survey {
  /** @param {Diary} diary @param {Running} running @param {Given} given */
  constructor(diary, running, given) {
    this.diary = diary;
    this.running = running;
    this.given = given;
    this.forms = running.scales.flatMap(({ scale }) => {
      const form = document.querySelector(`form[data-part="${scale}"]`);
      return form instanceof HTMLFormElement ? [form] : [];
    });
    this.day = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { weekday: "long", day: "numeric", month: "long", timeZone: "Europe/Oslo" }).format(new Date(running.closes));
  }

  begin() {
    find("[data-until]").textContent = word("survey_until", { day: this.day });
    find("[data-group]").textContent = this.running.group ? word("survey_group", { group: this.running.group }) : "";
    this.forms.forEach((form, place) => this.listen(form, place));
    find("[data-begin]").addEventListener("click", () => this.ask(0));
    find("[data-back-to-last]").addEventListener("click", () => this.ask(this.forms.length - 1));
    find("[data-send]").addEventListener("click", () => this.send());
    find("[data-change]").addEventListener("click", () => this.ask(0));
    find("[data-withdraw]").addEventListener("click", () => this.settle({ state: "withdrawn" }));
    this.diary.addEventListener("change", () => this.stand());
    show(this.given.state === "begun" ? "intro" : "done", false);
    this.stand();
  }

  /** @param {HTMLFormElement} form @param {number} place */
  listen(form, place) {
    const scale = String(form.dataset.part);
    find("[data-place]", form).textContent = word("survey_place", { n: place + 1, of: this.forms.length });
    for (const [item, value] of Object.entries(this.given.answers[scale] ?? {})) {
      const ticked = form.querySelector(`[data-item="${item}"][value="${value}"]`);
      if (ticked instanceof HTMLInputElement) ticked.checked = true;
    }
    form.addEventListener("change", () => this.ticked(form));
    form.addEventListener("submit", (event) => { event.preventDefault(); this.next(place); });
    find("[data-back]", form).addEventListener("click", () => (place ? this.ask(place - 1) : this.back()));
    find("[data-skip]", form).addEventListener("click", () => { form.reset(); this.ticked(form).then(() => this.next(place)); });
  }

  back() {
    show(this.given.state === "begun" ? "intro" : "done");
    this.stand();
  }

  /** @param {number} place */
  next(place) {
    if (place + 1 < this.forms.length) this.ask(place + 1);
    else this.look();
  }

  /** @param {number} place */
  ask(place) {
    show(String(this.forms[place]?.dataset.part));
  }

  /** What is ticked is kept; what was sent stands until she sends again. @param {HTMLFormElement} form */
  async ticked(form) {
    const ticks = [...form.querySelectorAll("input:checked")].filter((each) => each instanceof HTMLInputElement);
    const answers = Object.fromEntries(ticks.map((each) => [String(each.dataset.item), Number(each.value)]));
    await this.keep({ answers: { ...this.given.answers, [String(form.dataset.part)]: answers } });
  }

  look() {
    find("[data-wrong]").hidden = true;
    find("[data-numbers]").replaceChildren(...this.lines(this.numbers()));
    show("look");
  }

  /** Scale → what it comes to, null where too little is answered. */
  numbers() {
    return Object.fromEntries(this.forms.map((form) => {
      const scale = String(form.dataset.part);
      const instrument = JSON.parse(String(form.dataset.scale));
      return [scale, whole(instrument, score(instrument, this.given.answers[scale] ?? {}))];
    }));
  }

  /** @param {Record<string, number | null>} values */
  lines(values) {
    return this.forms.flatMap((form) => {
      const value = values[String(form.dataset.part)] ?? null;
      return [h("dt", null, find("h2", form).textContent), h("dd", null, value === null ? word("survey_skipped") : String(value))];
    });
  }

  async send() {
    const values = this.numbers();
    if (Object.values(values).every((value) => value === null)) {
      const wrong = find("[data-wrong]");
      wrong.textContent = word("survey_nothing");
      wrong.hidden = false;
      return;
    }
    await this.settle({ values, state: "given" });
  }

  /** It is to be told from now on. @param {Partial<Given>} news */
  async settle(news) {
    await this.keep({ ...news, version: crypto.randomUUID() });
    show("done");
    await this.stand();
    await this.diary.flush();
    await this.stand(true);
  }

  /** @param {Partial<Given>} news */
  async keep(news) {
    this.given = { ...this.given, ...news };
    await this.diary.remember(memoryOf(this.given), this.given);
  }


  /** @param {boolean} [aloud] */
  async stand(aloud = false) {
    const { state, values } = this.given;
    if (state === "begun") return;
    const isReceived = (await known(this.diary.owner)).received === this.given.version;
    const key = state === "given" ? (isReceived ? "survey_sent" : "survey_waits") : isReceived ? "survey_withdrawn" : "survey_takes_back";
    const place = find("[data-standing]");
    const sentence = word(key, { day: this.day });
    if (place.textContent !== sentence) place.textContent = sentence;
    find("[data-given]").replaceChildren(...(state === "given" ? this.lines(values) : []));
    find("[data-withdraw]").hidden = state !== "given";
    find("[data-sign-in]").hidden = !(await this.diary.state()).signInNeeded;
    if (aloud) announce(sentence);
  }
}

/** One of the page's parts is shown, the others not. @param {string} name @param {boolean} [focus] */
function show(name, focus = true) {
  for (const part of document.querySelectorAll("[data-part]")) part.toggleAttribute("hidden", part.getAttribute("data-part") !== name);
  if (!focus) return;
  scrollTo(0, 0);
  const title = document.querySelector(`[data-part="${name}"] h2[tabindex]`) ?? document.querySelector("[data-title]");
  if (title instanceof HTMLElement) title.focus();
}

const diary = await openDiary();
find("[data-no-diary]").hidden = diary !== null;
if (diary) await begin(diary);
