/* Keeps the anonymous pages and the client files of one version, so that the app opens without coverage.
   Nothing about a person ever comes in here: no personal page, no answer of the API, no redirect is kept. */
"use strict";

const CACHE = {{ ("ladeapp-" ~ version)|tojson }};
const LESSONS = {{ ("ladeapp-learning-" ~ version)|tojson }};
const BUILD = {{ ("/static/" ~ build ~ "/")|tojson }};
const SHELLS = {{ shells|tojson }};
const FILES = {{ files|tojson(indent=0) }};

self.ladeappWords = {{ buttons|tojson }};
importScripts(...{{ push|tojson }});

addEventListener("install", (event) => {
  event.waitUntil(Promise.all([keepShells(), caches.open(CACHE).then((cache) => cache.addAll(FILES)), lessons().then(keepLessons)]));
});

/* Waits until the person says so, or until the last old page is closed; then the old pages need nothing more. */
addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name !== CACHE && name !== LESSONS).map((name) => caches.delete(name))))
    .then(() => clients.claim()));
});

addEventListener("message", (event) => {
  if (event.data?.type === "update") skipWaiting();
  if (event.data?.type === "learn") event.waitUntil(keepLessons(event.data.pages).then((kept) => event.ports[0]?.postMessage({ kept })));
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
  const lesson = pathname.startsWith("/learn/") && await kept(pathname, LESSONS);
  if (lesson) return lesson;
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

async function kept(pathname, cache = CACHE) {
  return (await caches.open(cache)).match(pathname, { ignoreVary: true });
}

/* All or none, and only pages of this very version: a page without its files would open to nothing. */
async function keepShells() {
  const pages = await Promise.all(SHELLS.map(async (path) => [path, await fitting(path)]));
  const cache = await caches.open(CACHE);
  await Promise.all(pages.map(([path, answer]) => cache.put(path, answer)));
}

async function fitting(path) {
  const answer = await fetch(path, { cache: "no-store", redirect: "error" });
  const fits = answer.ok && !/no-store/.test(answer.headers.get("Cache-Control") ?? "") && (await answer.clone().text()).includes(BUILD);
  if (!fits) throw new TypeError(`not to be kept: ${path}`);
  return answer;
}

/* What has been taken along, in whichever version; each by itself, and how many there are in the end. */
async function lessons() {
  const names = (await caches.keys()).filter((name) => name.startsWith("ladeapp-learning-"));
  const found = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return [...new Set(found.flat().map(({ url }) => new URL(url).pathname))];
}

async function keepLessons(paths) {
  const cache = await caches.open(LESSONS);
  const ours = paths.filter((path) => path.startsWith("/learn/"));
  const done = await Promise.allSettled(ours.map(async (path) => cache.put(path, await fitting(path))));
  return done.filter(({ status }) => status === "fulfilled").length;
}

async function speak(language) {
  const shell = await kept("/offline");
  if (!shell || (await shell.text()).includes(`<html lang="${language}"`)) return;
  await keepShells().catch(() => registration.update()); // a newer version brings its own pages
  await keepLessons(await lessons());
}

async function changeLanguage(request) {
  const answer = await fetch(request);
  await keepShells().catch(() => undefined);
  await keepLessons(await lessons());
  return answer;
}
