// @ts-check
/** A finger drawn sideways over a place; up and down is for scrolling, and in a field it is the field's. */

const FAR = 56; // px

/**
 * @param {HTMLElement} place
 * @param {(by: 1 | -1) => void} turn
 */
export function way(place, turn) {
  /** @type {Touch | null} */
  let from = null;
  place.addEventListener("touchstart", ({ touches, target }) => {
    const own = target instanceof Element && target.closest("input, textarea, select, dialog");
    from = touches.length === 1 && !own ? touches[0] ?? null : null;
  }, { passive: true });
  place.addEventListener("touchend", ({ changedTouches }) => {
    const to = changedTouches[0];
    if (from && to) {
      const by = turned(to.clientX - from.clientX, to.clientY - from.clientY);
      if (by && !getSelection()?.toString()) turn(by);
    }
    from = null;
  }, { passive: true });
}

/** @param {number} x @param {number} y @returns {1 | -1 | 0} pure */
export const turned = (x, y) => (Math.abs(x) < FAR || Math.abs(x) < 2 * Math.abs(y) ? 0 : x < 0 ? 1 : -1);
