// @ts-check
/**
 * The worker: registered on every page, asked for news now and then, and replaced only when the person says so.
 * What is unsent lies in the phone's store and not in the page, so a reload loses nothing.
 */

import { workerAddress } from "../cellar/trusted.js";

const HOUR_MS = 3_600_000;

let asked = false;

if (document.readyState === "complete") register();
else addEventListener("load", register, { once: true });

// What came while the app was closed. Whoever has never said yes to messages, and came by none, loads nothing of it.
if (globalThis.Notification?.permission === "granted" || location.search.includes("reminder=")) {
  import("../push/start.js").then(({ start }) => start()).catch(() => undefined); // no coverage before it was kept
}

/** Once for each page, whoever asks. */
export async function register() {
  const workers = navigator.serviceWorker;
  if (asked || !workers) return;
  asked = true;
  reloadOnce(workers);
  try {
    const registration = await workers.register(workerAddress(), { scope: "/", updateViaCache: "none" });
    offerUpdates(registration);
    lookNowAndThen(registration);
    registration.active?.postMessage({ type: "language", language: document.documentElement.lang });
  } catch {
    return; // no coverage, a private window, or no secure address: the page works without
  }
}

/** @param {ServiceWorkerContainer} workers */
function reloadOnce(workers) {
  let before = workers.controller;
  let reloading = false;
  workers.addEventListener("controllerchange", () => {
    if (!before) before = workers.controller; // the first worker of all takes over quietly
    else if (!reloading) {
      reloading = true;
      location.reload();
    }
  });
}

/** @param {ServiceWorkerRegistration} registration */
function offerUpdates(registration) {
  if (registration.waiting) offer(registration);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => {
      if (coming.state === "installed" && navigator.serviceWorker.controller) offer(registration);
    });
  });
}

/** @param {ServiceWorkerRegistration} registration */
function offer(registration) {
  const prompt = document.getElementById("new-version");
  if (!prompt) return;
  prompt.hidden = false;
  prompt.querySelector("button")?.addEventListener("click", () => {
    registration.waiting?.postMessage({ type: "update" });
  }, { once: true });
}

/** @param {ServiceWorkerRegistration} registration */
function lookNowAndThen(registration) {
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - looked < HOUR_MS) return;
    looked = Date.now();
    registration.update().catch(() => undefined);
  });
}
