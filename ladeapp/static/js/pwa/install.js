// @ts-check
/** The install help opens at this phone's own way; where the browser can install by itself, one tap does it. */

/** @typedef {Event & {prompt(): Promise<unknown>}} InstallEvent */

const agent = navigator.userAgent;
const touches = navigator.maxTouchPoints > 1;

function platform() {
  if (/iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && touches)) return "ios";
  if (/Android/.test(agent)) return /Firefox/.test(agent) ? "firefox" : "android";
  return "desktop";
}

const ways = document.querySelector(".ways");
const own = document.querySelector(`[data-platform="${platform()}"]`);
if (own instanceof HTMLDetailsElement) {
  own.open = true;
  ways?.prepend(own);
}

/** @param {string} name @param {boolean} shown */
function show(name, shown) {
  const element = document.querySelector(name);
  if (element instanceof HTMLElement) element.hidden = !shown;
}

const installed = matchMedia("(display-mode: standalone)").matches || /** @type {any} */ (navigator).standalone === true;
show("[data-installed]", installed);
show("[data-not-installed]", !installed);

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  show("[data-install]", true);
  document.querySelector("[data-install] button")?.addEventListener("click", () => /** @type {InstallEvent} */ (event).prompt(), { once: true });
});
addEventListener("appinstalled", () => show("[data-install]", false));
