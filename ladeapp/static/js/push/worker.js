// @ts-check
/// <reference lib="webworker" />
/**
 * The service worker's part of push: show what came, at once and always; a tap opens the page it is about, a button
 * is an answer that needs no coverage. What it remembers lies in the phone's store, as notes that the pages read.
 */

(() => {
  const worker = /** @type {ServiceWorkerGlobalScope & {ladeappWords: Record<string, Record<string, string>>, ladeappNotes: Notes, ladeappServer: Server}} */ (/** @type {unknown} */ (self));
  const { note, change } = worker.ladeappNotes;
  const { session, signed } = worker.ladeappServer;

  /** @typedef {{note(name: string): Promise<any>, change(name: string, to: (old: any) => any): Promise<any>}} Notes worker-notes.js */
  /** @typedef {{session(owner: string): Promise<any>, signed(method: string, url: string, owner: string, body?: object): Promise<Response>}} Server worker-server.js */
  /** @typedef {{title: string, body?: string, navigate?: string, lang?: string, tag?: string}} Note */

  const SCALE = "/check-in";
  const PATIENCE_MS = 300;
  const KEPT = 50;
  const buttons = /** @type {any} */ (worker).Notification?.maxActions >= 2; // where there are none, nothing waits for their words
  let twoWords = buttons ? note("two-words") : Promise.resolve(undefined);

  worker.addEventListener("push", (event) => {
    // Nothing is fetched first: iOS ends a subscription after about three pushes that show nothing.
    const message = noteIn(event);
    event.waitUntil(show(message).then(() => remember(message)));
  });

  worker.addEventListener("notificationclick", (event) => {
    const { action, notification } = event;
    const place = placeIn(notification.data?.navigate);
    notification.close();
    if (reminderIn(place) && ["not_today", "light", "heavy"].includes(action)) event.waitUntil(answer(place, action));
    else event.waitUntil(Promise.all([open(place.href), touched(place)]));
  });

  worker.addEventListener("pushsubscriptionchange", (event) => {
    event.waitUntil(renew(/** @type {any} */ (event).newSubscription).catch(() => undefined)); // else the next start mends it
  });

  worker.addEventListener("message", ({ data }) => {
    if (data?.type === "two-words") twoWords = Promise.resolve(data.on);
  });

  /** iOS refuses a message that does not say where it leads. @param {Note} note */
  async function show({ title, body, lang, tag, navigate }) {
    const place = placeIn(navigate);
    const options = { body, lang, tag, navigate: place.href, data: { navigate: place.href }, ...(buttons && reminderIn(place) ? { actions: await actions(place, lang) } : {}) };
    return worker.registration.showNotification(title, options);
  }

  /** @param {URL} place @param {string} [lang] */
  async function actions(place, lang = "nb") {
    const words = worker.ladeappWords[lang] ?? worker.ladeappWords.nb ?? {};
    const two = place.pathname === SCALE && (await Promise.race([twoWords, new Promise((done) => setTimeout(done, PATIENCE_MS))]));
    return (two ? ["light", "heavy"] : ["open", "not_today"]).map((action) => ({ action, title: words[action] ?? action }));
  }

  /** That it reached this phone, and when. @param {Note} message */
  async function remember({ navigate }) {
    const place = placeIn(navigate);
    const id = reminderIn(place);
    const now = Date.now();
    await change("push-reached", (old = {}) => ({ ...old, [id ? "reminder" : "message"]: now })).catch(() => undefined);
    if (id) await change("reminders-seen", (old = {}) => latest({ ...old, [id]: { shown: now, path: place.pathname } })).catch(() => undefined);
    await tellPages("reached");
  }

  /** @param {Record<string, {shown: number}>} seen */
  const latest = (seen) => Object.fromEntries(Object.entries(seen).sort(([, a], [, b]) => b.shown - a.shown).slice(0, KEPT));

  /** @param {URL} place */
  async function touched(place) {
    const id = reminderIn(place);
    if (id) await change("reminders-seen", (old = {}) => ({ ...old, [id]: { shown: Date.now(), path: place.pathname, ...old[id], touched: true } }));
  }

  /**
   * On the phone first; the server hears of it now if it can, else at the next start.
   * @param {URL} place
   * @param {string} action
   */
  async function answer(place, action) {
    const id = reminderIn(place);
    const owner = (await note("push"))?.owner;
    if (!owner) return undefined; // signed out since it was shown
    const word = action === "not_today" ? {} : { word: action };
    const given = { id, at: Date.now(), owner, asked: place.pathname === SCALE, ...word };
    await change("reminders-answers", (old = []) => [.../** @type {any[]} */ (old).filter((one) => one.id !== id), given]);
    await touched(place);
    const told = (await signed("POST", `/api/reminders/${id}/handled`, owner).catch(() => null))?.ok;
    if (told) await change("reminders-answers", (old = []) => /** @type {any[]} */ (old).map((one) => (one.id === id ? { ...one, told } : one)));
    await tellPages("answered");
  }

  /** @param {PushSubscription | null | undefined} fresh what the browser has put in the old one's place, if anything */
  async function renew(fresh) {
    const before = await note("push");
    const { vapid } = await session(before.owner);
    const now = fresh ?? (await worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: vapid }));
    const answer = await signed("POST", "/api/push-subscriptions", before.owner, { ...now.toJSON(), vapid });
    if (!answer.ok) return;
    await change("push", (old) => old && { ...old, endpoint: now.endpoint });
    if (now.endpoint !== before.endpoint) await signed("DELETE", "/api/push-subscriptions", before.owner, { endpoint: before.endpoint });
  }

  /**
   * The message: made by the browser if it understands declarative push, else read here; something is always shown.
   * @param {PushEvent & {notification?: (Notification & {navigate?: string}) | null}} event
   * @returns {Note}
   */
  function noteIn(event) {
    if (event.notification) return event.notification;
    try {
      const { notification } = event.data?.json();
      if (typeof notification.title === "string") return notification;
    } catch {
      // not ours, or tampered with
    }
    return { title: "Ladeapp" };
  }

  /** The address inside the app that a tap leads to. @param {unknown} navigate */
  function placeIn(navigate) {
    const home = new URL("/", worker.location.origin);
    const place = new URL(String(navigate ?? ""), home);
    return place.origin === home.origin ? place : home;
  }

  /** @param {URL} place */
  const reminderIn = (place) => place.searchParams.get("reminder");

  /**
   * Bring the app forward at `address`: in a window of ours if there is one that can be moved, else in a new one.
   * @param {string} address
   */
  async function open(address) {
    const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
    const ours = windows.find((window) => window.url === address) ?? windows[0];
    if (!ours) return worker.clients.openWindow(address);
    const [, moved] = await Promise.allSettled([ours.focus(), ours.url === address ? ours : ours.navigate(address)]);
    return moved.status === "fulfilled" ? moved.value : worker.clients.openWindow(address);
  }

  /** @param {string} type */
  async function tellPages(type) {
    for (const page of await worker.clients.matchAll({ type: "window", includeUncontrolled: true })) page.postMessage({ type });
  }
})();
