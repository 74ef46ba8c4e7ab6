// @ts-check
/** The page of one ask closes itself when it is answered elsewhere, withdrawn or over. */

const LOOKS_EVERY_MS = 4000;

setInterval(look, LOOKS_EVERY_MS);
document.addEventListener("visibilitychange", look);

async function look() {
  if (document.visibilityState !== "visible") return;
  const answer = await fetch(location.href, { redirect: "manual", headers: { Accept: "text/html" } }).catch(() => null);
  if (answer && (answer.status === 404 || answer.type === "opaqueredirect")) location.reload();
}
