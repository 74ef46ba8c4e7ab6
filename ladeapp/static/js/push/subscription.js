// @ts-check
/**
 * This phone's push subscription: what it is, turning it on after a tap, mending it at every start, ending it.
 * The phone's note says who turned it on; without that note nothing is ever subscribed by itself.
 */

import { send, session } from "../cellar/api.js";
import { phoneNote, setPhoneNote } from "../diary/index.js";
import { forgetReminders } from "./reminders.js";

/** @typedef {"unsupported" | "install" | "denied" | "off" | "lost" | "on"} PushState install: iOS, where only an installed app may; lost: the browser has let go of it, and it is not mended yet */
/** @typedef {{owner: string, endpoint: string, day: string}} Note what the server was told last, and when */
/** @typedef {import("../cellar/api.js").Session} Session */

const ADDRESS = "/api/push-subscriptions";
const NOTE = "push";

/** @returns {Promise<PushState>} the real state, asked of the browser */
export async function state() {
  if (!supported()) return "standalone" in navigator && !navigator.standalone ? "install" : "unsupported";
  if (Notification.permission === "denied") return "denied";
  if (Notification.permission !== "granted" || !(await note())) return "off";
  return (await current()) ? "on" : "lost";
}

/**
 * Turn messages on. Call it straight from a tap: the browser asks for permission only then.
 * @returns {Promise<PushState>} "off" when it did not work
 */
export async function subscribe() {
  if ((await Notification.requestPermission()) !== "granted") return state();
  const told = (await session()).session;
  if (!told) return "off";
  try {
    return [201, 204].includes(await tell(told, await subscription(told))) ? "on" : "off";
  } catch {
    return "off"; // the push service cannot be reached
  }
}

/** At every start: renew what the browser has dropped, resend what has changed, end what was somebody else's. @param {boolean} [sure] ask the server, asked today or not */
export async function repair(sure = false) {
  const before = await note();
  if (!before || !supported() || Notification.permission !== "granted" || !(await registration())) return;
  const told = (await session()).session;
  if (!told) return;
  if (before.owner !== told.person.key) return forget();
  try {
    const now = await subscription(told);
    if (!sure && now.endpoint === before.endpoint && today() === before.day) return;
    const status = await tell(told, now);
    if (now.endpoint !== before.endpoint) await send("DELETE", ADDRESS, { endpoint: before.endpoint });
    else if (status === 201) await anew(told, now);
  } catch {
    return; // no coverage: the next start tries again
  }
}

/** Turn messages off on this phone; also at sign-out. Without coverage the browser's half is enough: the address is dead. */
export async function unsubscribe() {
  const now = await current();
  if (now) await send("DELETE", ADDRESS, { endpoint: now.endpoint });
  await forget();
}

/** Order a test message; to this phone too, should the server have lost it. @returns {Promise<import("../cellar/api.js").Answer>} */
export async function test() {
  await repair(true);
  return send("POST", `${ADDRESS}/test`);
}

function supported() {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

/** @returns {Promise<Note | undefined>} */
const note = () => phoneNote(NOTE);

const today = () => new Date().toDateString();

async function registration() {
  return supported() ? navigator.serviceWorker.getRegistration() : undefined;
}

async function current() {
  return (await registration())?.pushManager.getSubscription() ?? null;
}

async function forget() {
  await setPhoneNote(NOTE, undefined);
  await forgetReminders();
  await (await current())?.unsubscribe().catch(() => false);
}

/**
 * The subscription for the server's key; one for an older key is replaced.
 * @param {Session} told
 */
async function subscription({ vapid }) {
  if (!vapid) throw new TypeError("the server has no key");
  const { pushManager } = await navigator.serviceWorker.ready;
  const there = await pushManager.getSubscription();
  if (there && base64url(there.options.applicationServerKey) === vapid) return there;
  await there?.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: vapid });
}

/**
 * The server had it and has it no more: the push service had called it dead, though the browser knows nothing of that.
 * @param {Session} told
 * @param {PushSubscription} dead
 */
async function anew(told, dead) {
  await send("DELETE", ADDRESS, { endpoint: dead.endpoint });
  await dead.unsubscribe();
  await tell(told, await subscription(told));
}

/**
 * @param {Session} told
 * @param {PushSubscription} now
 * @returns {Promise<number>} 201: new to the server; 204: known
 */
async function tell({ person }, now) {
  const vapid = base64url(now.options.applicationServerKey);
  const { ok, status } = await send("POST", ADDRESS, { ...now.toJSON(), ...(vapid ? { vapid } : {}) });
  if (ok) await setPhoneNote(NOTE, { owner: person.key, endpoint: now.endpoint, day: today() });
  return status;
}

/** @param {ArrayBuffer | null} buffer */
function base64url(buffer) {
  const text = String.fromCharCode(...new Uint8Array(buffer ?? new ArrayBuffer(0)));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
