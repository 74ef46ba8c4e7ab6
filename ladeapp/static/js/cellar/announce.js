// @ts-check
/** Saying something to whoever listens to the page instead of looking at it. */

/**
 * Politely, after what is being read; the same sentence twice is read twice.
 * @param {string} sentence
 * @param {"polite" | "assertive"} [manner]
 */
export function announce(sentence, manner = "polite") {
  const region = regionFor(manner);
  region.textContent = "";
  setTimeout(() => { region.textContent = sentence; }, 50);
}

/** @param {"polite" | "assertive"} manner */
function regionFor(manner) {
  const id = `announce-${manner}`;
  const there = document.getElementById(id);
  if (there) return there;
  const region = document.createElement("div");
  region.id = id;
  region.className = "visually-hidden";
  region.setAttribute("aria-live", manner);
  region.setAttribute("aria-atomic", "true");
  document.body.append(region);
  return region;
}
