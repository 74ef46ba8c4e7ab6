// @ts-check
/** A group of buttons that is one stop for the Tab key: arrows walk in it, a typed number goes to its button. */

/**
 * Typing moves and never answers: Enter, Space or a tap does that.
 * @param {HTMLElement} group
 * @param {number} columns
 * @param {(button: HTMLButtonElement) => void} act
 */
export function roving(group, columns, act) {
  const buttons = [...group.querySelectorAll("button")];
  let typed = "";
  /** @param {HTMLButtonElement | undefined} to */
  const reach = (to) => {
    if (!to) return;
    for (const button of buttons) button.tabIndex = button === to ? 0 : -1;
    to.focus();
  };
  for (const [index, button] of buttons.entries()) button.tabIndex = index === 0 ? 0 : -1;
  group.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    if (button) act(button);
  });
  group.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLButtonElement) for (const button of buttons) button.tabIndex = button === target ? 0 : -1;
  });
  group.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const last = buttons.length - 1;
    /** @type {Record<string, number>} */
    const moves = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + columns, ArrowUp: at - columns, Home: 0, End: last };
    if (event.key in moves) {
      event.preventDefault();
      const to = moves[event.key] ?? at;
      if (to >= 0 && to <= last) reach(buttons[to]);
    } else if (/^\d$/.test(event.key)) {
      typed = typed === "1" && event.key === "0" ? "10" : event.key;
      reach(buttons.find(({ dataset }) => (dataset.load ?? dataset.charge) === typed));
    }
  });
}
