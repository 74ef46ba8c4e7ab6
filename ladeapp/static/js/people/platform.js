// @ts-check
/** What kind of machine this is, as far as getting in depends on it. */

const agent = navigator.userAgent;
const touches = navigator.maxTouchPoints > 1;
const isApple = /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && touches);

/** A Safari tab on iOS forgets what it stores: no account, diary or key is made there. */
export const inAppleTab = isApple && /** @type {any} */ (navigator).standalone === false;

/** Somebody's own: a phone, or an app that has been installed. Anything else is asked. */
export const isOwn = isApple || /Android|Mobi/.test(agent) || matchMedia("(display-mode: standalone)").matches;
