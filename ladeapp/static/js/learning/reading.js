// @ts-check
/** Where in a card she is: the first sentence that stands on the screen; and back to it when she comes again. */

const REST_MS = 800; // after the last movement
const HEAD = 96; // px above which nothing is being read

/** @param {ParentNode} card @returns {HTMLElement[]} */
const sentences = (card) => [...card.querySelectorAll("[data-sentence]")].filter((each) => each instanceof HTMLElement);

/** @param {HTMLElement} card @returns {number} */
export function sentenceOn(card) {
  const seen = sentences(card).find((each) => each.getBoundingClientRect().bottom > HEAD);
  return scrollY === 0 ? 0 : Number(seen?.dataset.sentence ?? 0);
}

/** Told when she has rested after moving. @param {() => void} rested */
export function watch(rested) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(rested, REST_MS);
  }, { passive: true });
}

/** To the sentence, marked until she moves on. @param {HTMLElement} card @param {number} sentence */
export function goTo(card, sentence) {
  const there = sentences(card).find(({ dataset }) => Number(dataset.sentence) === sentence);
  if (!there || sentence === 0) return;
  there.classList.add("here");
  there.scrollIntoView({ block: "center", behavior: "instant" });
  addEventListener("pointerdown", () => there.classList.remove("here"), { once: true });
}

/** What stands in it, without the numbers of its sources. @param {HTMLElement} sentence */
export function textOf(sentence) {
  const copy = /** @type {HTMLElement} */ (sentence.cloneNode(true));
  for (const mark of copy.querySelectorAll("a[data-mark]")) mark.remove();
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
}
