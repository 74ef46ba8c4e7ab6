// @ts-check
/** The button that prints a page, shown only where a script can do it. */

const button = /** @type {HTMLButtonElement} */ (document.querySelector("[data-print]"));
button.hidden = false;
button.addEventListener("click", () => window.print());
