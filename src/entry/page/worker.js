// The service worker of the stand-alone page, which lets the page open offline. It answers for the files that
// scripts/page/worker.mjs lists, and for the page itself, within its scope. It ignores everything else: the API, the
// sign-in page, embedded chats, the rest of a site.
//
// The files of one build are kept as a set in one cache, which is complete before it is used. A new worker waits
// until no page of the old one is open, so that each page finds the files that it was built with.

/* global SET, FILES, PAGE */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const scope = new URL("./", location.href);
const PREFIX = `collabspace ${scope.pathname} `;
const NAME = PREFIX + SET;
const CONFIG = "config.json";

/** How long the network may take before the cache is used, in milliseconds. */
const PATIENCE_MS = 3_000;

const addressOf = (name) => new URL(name, scope).href;
const hashed = new Set(FILES.filter((name) => name !== CONFIG).map(addressOf));
const config = addressOf(CONFIG);

const ourSets = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX));

// A site's own headers for the API may be a secret, so such settings are not cached.
async function keptSettings(answer) {
  const { api, serviceWorker } = await answer.clone().json();
  if (serviceWorker === false) throw new Error("switched off");
  return api?.headers ? undefined : answer;
}

/** The files, the page and the settings of this build: all of them, or none. */
async function keepSet() {
  const page = await fetch(scope, { cache: "no-cache" });
  // The server may already have another build, or show something else to signed-out users.
  if (!page.ok || page.redirected || !(await page.clone().text()).includes(PAGE)) throw new Error("the page is of another build");
  const settings = await fetch(config, { cache: "no-cache" });
  if (!settings.ok) throw new Error("no settings");
  const kept = await keptSettings(settings);
  const set = await caches.open(NAME);
  await set.addAll([...hashed]);
  await set.put(scope.href, page);
  if (kept) await set.put(config, kept);
}

async function dropOthers() {
  await Promise.all((await ourSets()).filter((name) => name !== NAME).map((name) => caches.delete(name)));
}

/** The way back, if the settings switch the worker off. */
async function retire() {
  await worker.registration.unregister();
  await Promise.all((await ourSets()).map((name) => caches.delete(name)));
}

async function noteSettings(answer) {
  try {
    const kept = await keptSettings(answer);
    const set = await caches.open(NAME);
    await (kept ? set.put(config, kept) : set.delete(config));
  } catch (error) {
    if (error.message === "switched off") await retire();
  }
}

async function fromSet(key) {
  return (await caches.has(NAME)) ? (await caches.open(NAME)).match(key) : undefined;
}

async function cacheFirst(request) {
  return (await fromSet(request.url)) ?? fetch(request);
}

async function networkFirst(event, key, note) {
  const asked = fetch(event.request).then((answer) => {
    if (note && answer.ok) event.waitUntil(note(answer.clone()));
    return answer;
  });
  const late = new Promise((passed) => setTimeout(passed, PATIENCE_MS));
  const first = await Promise.race([asked.catch(() => undefined), late]);
  return first ?? (await fromSet(key)) ?? asked;
}

// Not in a frame, which belongs to an embedded chat.
const isPage = ({ mode, destination, url }) => {
  const { origin, pathname } = new URL(url);
  const isOurs = origin === scope.origin && (pathname === scope.pathname || pathname === `${scope.pathname}index.html`);
  return mode === "navigate" && destination === "document" && isOurs;
};

worker.addEventListener("install", (event) => event.waitUntil(keepSet()));
worker.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (isPage(request)) event.respondWith(networkFirst(event, scope.href));
  else if (request.url === config) event.respondWith(networkFirst(event, config, noteSettings));
  else if (hashed.has(request.url)) event.respondWith(cacheFirst(request));
});
