/** The film and the reader's pure parts: lines and their times, pausing and going back, voices, and a finger drawn sideways. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Film, inSilence } from "../../ladeapp/static/js/learning/film.js";
import { before, lasts, lineAt, timed } from "../../ladeapp/static/js/learning/lines.js";
import { turned } from "../../ladeapp/static/js/learning/swipe.js";
import { fitting } from "../../ladeapp/static/js/learning/voice.js";

const sentence = (n) => Array.from({ length: n }, () => "ord").join(" ");
const LINES = timed([
  { card: 0, sentence: 0, text: "Tittel" },
  { card: 1, sentence: 0, text: "Kort en" },
  { card: 1, sentence: 1, text: sentence(10) },
  { card: 1, sentence: 2, text: sentence(20) },
  { card: 2, sentence: 0, text: "Kort to" },
  { card: 2, sentence: 1, text: sentence(5) },
]);

/** A film whose voice is done when the test says so, on a clock the test moves. */
function told() {
  const clock = { now: 0 };
  const said = [];
  const shown = [];
  const film = new Film(LINES, () => shown.push([film.at, film.playing]), () => clock.now);
  film.utter = (line, speed, done) => {
    const one = { text: line.text, speed, done, stopped: false };
    said.push(one);
    return () => { one.stopped = true; };
  };
  return { film, clock, said, shown };
}

test("a long sentence takes longer, and no sentence less than it takes to see it", () => {
  assert.equal(lasts("Ja."), 1800);
  assert.equal(lasts(sentence(20)), 20 * 340 + 700);
  assert.deepEqual(LINES.map(({ from }) => from).slice(0, 4), [0, 1800, 3600, 7700]);
});

test("ten minutes are enough for the longest text there may be, and two for the shortest", () => {
  const film = (words) => timed(Array.from({ length: words / 10 }, () => ({ card: 1, sentence: 1, text: sentence(10) }))).at(-1);
  const minutes = ({ from, ms }) => (from + ms) / 60_000;
  assert.ok(minutes(film(900)) < 10);
  assert.ok(minutes(film(360)) > 2);
});

test("ten seconds back is a whole line, and never before the beginning", () => {
  assert.equal(before(LINES, 3, 5_000, 10_000), 1);
  assert.equal(before(LINES, 1, 500, 10_000), 0);
  assert.equal(before(LINES, 3, 7_000, 1_000), 3);
});

test("she comes back to her sentence, or to the nearest before it", () => {
  assert.equal(lineAt(LINES, 1, 2), 3);
  assert.equal(lineAt(LINES, 1, 9), 3);
  assert.equal(lineAt(LINES, 0, 0), 0);
  assert.equal(lineAt(LINES, 9, 0), 5);
});

test("it says one line after the other to the end, and begins anew after that", () => {
  const { film, said } = told();
  assert.equal(film.playing, false, "nothing plays by itself");
  film.play();
  for (let at = 0; at < LINES.length; at += 1) said.at(-1).done();
  assert.deepEqual(said.map(({ text }) => text), LINES.map(({ text }) => text));
  assert.deepEqual([film.playing, film.over], [false, true]);
  film.play();
  assert.deepEqual([film.at, film.over], [0, false]);
});

test("a pause stops the voice, and the same line begins anew", () => {
  const { film, said } = told();
  film.play();
  said[0].done();
  film.pause();
  assert.equal(said[1].stopped, true);
  said[1].done(); // a voice that says so late is not listened to
  assert.equal(film.at, 1);
  film.play();
  assert.equal(said[2].text, "Kort en");
});

test("back, another card, another speed: the line before is never heard of again", () => {
  const { film, clock, said } = told();
  film.play();
  film.to(3);
  clock.now = 5_000;
  film.back();
  assert.equal(film.at, 1);
  film.card(1);
  assert.equal(film.line.text, "Kort to");
  film.card(1);
  assert.equal(film.line.text, "Kort to", "there is no third card");
  film.card(-1);
  film.speak({ speed: 1.25 });
  assert.deepEqual([said.at(-1).text, said.at(-1).speed], ["Kort en", 1.25]);
  assert.equal(said.filter(({ stopped }) => !stopped).length, 1);
});

test("without a voice it runs by the clock, quicker when she likes", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const film = new Film(LINES, () => {}, () => 0);
  film.utter = inSilence;
  film.play();
  context.mock.timers.tick(1_799);
  assert.equal(film.at, 0);
  context.mock.timers.tick(1);
  assert.equal(film.at, 1);
  film.speak({ speed: 2 });
  context.mock.timers.tick(900);
  assert.equal(film.at, 2);
  film.pause();
  context.mock.timers.tick(60_000);
  assert.equal(film.at, 2);
});

test("a Norwegian voice for Norwegian, the one on the phone first; nynorsk makes do with bokmål, and English never with Norwegian", () => {
  const voices = [
    { name: "far", lang: "nb-NO", localService: false }, { name: "near", lang: "nb_NO", localService: true },
    { name: "new", lang: "nn-NO", localService: true }, { name: "old", lang: "no-NO", localService: true }, { name: "en", lang: "en-GB", localService: true },
  ];
  const names = (language) => fitting(voices, language).map(({ name }) => name);
  assert.deepEqual(names("nb"), ["near", "far", "old"]);
  assert.deepEqual(names("nn"), ["new", "near", "far", "old"]);
  assert.deepEqual(names("en"), ["en"]);
  assert.deepEqual(fitting([], "nb"), []);
});

test("a finger drawn sideways turns, up and down scrolls", () => {
  assert.equal(turned(-80, 10), 1);
  assert.equal(turned(80, -10), -1);
  assert.equal(turned(-40, 0), 0);
  assert.equal(turned(-80, 60), 0);
});
