// @ts-check
/** A suggestion on its way, pure: what is sent, and what has become of one by the keys that the server names. */

const MOST_BYTES = 4000; // of a body: any 600 characters, escaped, and to spare

/** As the server cleans it, so that what is shown is what is read. @param {string} typed */
export const cleaned = (typed) => typed.replace(/\r\n?/g, "\n").trim().normalize("NFC");

/** How many characters more; below 0, too many. @param {string} words @param {number} longest */
export const left = (words, longest) => longest - [...words].length;

/** One length whatever the words, so that nobody on the way sees how long they are. @param {string} words */
export function body(words) {
  const said = JSON.stringify({ words });
  return said + " ".repeat(Math.max(0, MOST_BYTES - new TextEncoder().encode(said).length));
}

/**
 * What has become of one that was sealed under `key`.
 * @param {string} key
 * @param {{key: string | null, delivered: string[]} | null} box what the server says; null without coverage
 * @returns {"waits" | "delivered" | "lost" | "unknown"}
 */
export function fate(key, box) {
  if (!box) return "unknown";
  if (box.delivered.includes(key)) return "delivered";
  return box.key === key ? "waits" : "lost";
}
