// Whether this browser, on this page, can run the chat at all.
import { checkBuiltIns } from "../entry/embed/built-ins.js";
import { ok, note, skipped, wrong } from "./finding.mjs";

/** The smallest module there is. */
const EMPTY_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
/** Under this much free room, in bytes, unsent files may not be kept. */
const LITTLE_ROOM = 50_000_000;
const PROBE = "collabspace-doctor";

function webAssembly() {
  const title = "It runs WebAssembly";
  if (typeof WebAssembly !== "object") return wrong(title, "there is none", "a current browser", "Switch WebAssembly on for this page (iOS: Lockdown Mode switches it off), or use a current browser.");
  try {
    new WebAssembly.Module(EMPTY_MODULE);
    return ok(title, "a module was compiled");
  } catch (error) {
    return wrong(title, error.message, "a module is compiled", "Add 'wasm-unsafe-eval' to script-src in this page's Content-Security-Policy.");
  }
}

function builtIns() {
  const title = "JavaScript's built-in objects are intact";
  try {
    checkBuiltIns();
    return ok(title, "unchanged, as far as the chat needs them");
  } catch (error) {
    return wrong(title, error.message, "unchanged", "Find the library on this page that changes them (an old Prototype.js, a polyfill), and update or remove it.");
  }
}

function localStorageFinding() {
  const title = "It keeps drafts (localStorage)";
  try {
    localStorage.setItem(PROBE, "1");
    localStorage.removeItem(PROBE);
    return ok(title, "a value was kept");
  } catch (error) {
    return note(title, error.name, "a value is kept", "Allow this site to store data. In a frame on another site, browsers may refuse: embed the element instead.");
  }
}

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error ?? new Error("it is in use"));
  });

async function database() {
  const title = "It keeps unsent messages (IndexedDB)";
  try {
    (await done(indexedDB.open(PROBE))).close();
    await done(indexedDB.deleteDatabase(PROBE));
    return ok(title, "a database was opened");
  } catch (error) {
    return note(title, error.name, "a database opens", "A reload loses unsent messages. Private windows and blocked cookies are the usual reasons.");
  }
}

async function room() {
  const title = "There is room to store them";
  const { quota, usage = 0 } = (await navigator.storage?.estimate?.().catch(() => {})) ?? {};
  if (!quota) return skipped(title, "this browser does not say, or the page has no TLS");
  const isPersisted = await navigator.storage.persisted?.().catch(() => false);
  const seen = `${Math.round((quota - usage) / 1e6)} MB free, ${isPersisted ? "kept for good" : "the browser may clear it when room is short"}`;
  return quota - usage < LITTLE_ROOM ? note(title, seen, "50 MB", "Free some space on this device.") : ok(title, seen);
}

/** How many messages wait to be sent, in all chats of this origin. Nothing of what they say is read. */
async function unsent() {
  const title = "No messages are waiting to be sent";
  try {
    let count = 0;
    // WebKit lists one of version 0 where a database was looked for that does not exist. To open it would make it.
    const made = (await indexedDB.databases()).filter(({ name, version }) => version && name?.startsWith("collabspace-outbox"));
    for (const { name } of made) {
      const opened = await done(indexedDB.open(/** @type {string} */ (name)));
      for (const store of opened.objectStoreNames) count += await done(opened.transaction(store).objectStore(store).count());
      opened.close();
    }
    return count ? note(title, `${count} unsent`, "none", "Open the chat: it sends them, or says why not.") : ok(title, "none");
  } catch (error) {
    return skipped(title, error.name);
  }
}

/** The name of the lock by which tabs share a connection begins with this: `src/app/connection/client.rs`. */
const SHARED = "collabspace-live:";

/** Which tab has the connection that the tabs of a chat share, and how many wait to take it over. */
async function sharing() {
  const title = "Its tabs share one connection";
  if (!navigator.locks?.query || typeof BroadcastChannel !== "function") {
    return note(title, "each tab has its own", "Web Locks and BroadcastChannel", "Serve the page over TLS, and use a current browser; otherwise every tab is a separate connection to the Pusher server.");
  }
  try {
    // A lock of this page's shows the name by which the browser knows the page.
    const { held = [], pending = [] } = await navigator.locks.request(PROBE, () => navigator.locks.query());
    const page = held.find(({ name }) => name === PROBE)?.clientId;
    const leaders = held.filter(({ name }) => name?.startsWith(SHARED));
    if (!leaders.length) return skipped(title, "no chat of this origin shares one now");
    const said = leaders.map(({ name, clientId }) => {
      const others = pending.filter((waiting) => waiting.name === name).length;
      return `${clientId === page ? "this page" : "another tab"} has it, shared with ${others} more`;
    });
    return ok(title, said.join("; "));
  } catch (error) {
    return note(title, error.name, "a lock is granted", "Every tab has its own connection. In a frame on another site, or with cookies blocked, browsers may refuse locks.");
  }
}

/** Checks the browser. */
export async function* checkBrowser() {
  yield webAssembly();
  yield builtIns();
  yield isSecureContext
    ? ok("The page is from a secure origin", location.origin)
    : note("The page is from a secure origin", location.origin, "https:, or localhost", "Serve the page over TLS: without it there are no notifications, and no file can be checked before it runs.");
  yield navigator.onLine ? ok("It is online", "yes") : wrong("It is online", "the browser says it is offline", "online", "Check this device's network.");
  yield localStorageFinding();
  yield await database();
  yield await room();
  yield await unsent();
  yield await sharing();
}
