/* Keeps the anonymous pages and the client files of one version, so that the app opens without coverage.
   Nothing about a person ever comes in here: no personal page, no answer of the API, no redirect is kept. */
"use strict";

const CACHE = {{ ("ladeapp-" ~ version)|tojson }};
const BUILD = {{ ("/static/" ~ build ~ "/")|tojson }};
const SHELLS = {{ shells|tojson }};
const FILES = {{ files|tojson(indent=0) }};

self.ladeappWords = {{ buttons|tojson }};
importScripts(...{{ push|tojson }});

addEventListener("install", (event) => {
  event.waitUntil(Promise.all([keepShells(), caches.open(CACHE).then((cache) => cache.addAll(FILES))]));
});

/* Waits until the person says so, or until the last old page is closed; then the old pages need nothing more. */
addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
    .then(() => clients.claim()));
});

addEventListener("message", (event) => {
  if (event.data?.type === "update") skipWaiting();
  if (event.data?.type === "language") event.waitUntil(speak(event.data.language));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST" && request.mode === "navigate" && pathname === "/me/language") event.respondWith(changeLanguage(request));
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(request, pathname));
  else if (pathname.startsWith("/static/")) event.respondWith(file(request));
});

async function page(request, pathname) {
  if (SHELLS.includes(pathname)) {
    const shell = await kept(pathname);
    if (shell) return shell;
  }
  try {
    const answer = await fetch(request);
    return answer.status >= 502 && answer.status <= 504 ? (await kept("/offline")) ?? answer : answer;
  } catch {
    return (await kept("/offline")) ?? Response.error();
  }
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function kept(pathname) {
  return (await caches.open(CACHE)).match(pathname, { ignoreVary: true });
}

/* All or none, and only pages of this very version: a page without its files would open to nothing. */
async function keepShells() {
  const pages = await Promise.all(SHELLS.map(async (path) => {
    const answer = await fetch(path, { cache: "no-store", redirect: "error" });
    const fits = answer.ok && !/no-store/.test(answer.headers.get("Cache-Control") ?? "") && (await answer.clone().text()).includes(BUILD);
    if (!fits) throw new TypeError(`not to be kept: ${path}`);
    return [path, answer];
  }));
  const cache = await caches.open(CACHE);
  await Promise.all(pages.map(([path, answer]) => cache.put(path, answer)));
}

async function speak(language) {
  const shell = await kept("/offline");
  if (!shell || (await shell.text()).includes(`<html lang="${language}"`)) return;
  await keepShells().catch(() => registration.update()); // a newer version brings its own pages
}

async function changeLanguage(request) {
  const answer = await fetch(request);
  await keepShells().catch(() => undefined);
  return answer;
}
