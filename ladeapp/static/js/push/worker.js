// @ts-check
/// <reference lib="webworker" />
/** The service worker's part of push: show what came, at once and always; a tap opens the page it is about. */

(() => {
  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

  /** @typedef {{title: string, body?: string, navigate?: string, lang?: string, tag?: string}} Note */

  worker.addEventListener("push", (event) => {
    // Nothing is fetched first: iOS ends a subscription after about three pushes that show nothing.
    event.waitUntil(show(noteIn(event)));
  });

  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(placeIn(event.notification)));
  });

  /** @param {Note} note */
  function show({ title, body, lang, tag, navigate }) {
    return worker.registration.showNotification(title, { body, lang, tag, data: { navigate } });
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

  /**
   * The address inside the app that a tap leads to.
   * @param {Notification} notification
   */
  function placeIn(notification) {
    const home = worker.location.origin + "/";
    const place = new URL(String(notification.data?.navigate ?? ""), home);
    return place.origin === worker.location.origin ? place.href : home;
  }

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
})();
