// Loads the app's chunks: code that reading and answering do not need, in one or more WebAssembly files each. They
// are fetched when the browser is idle, or on first use. scripts/page/chunks.mjs generates a module that calls
// `chunk` for each of them.
import { once } from "./once.js";
import { program } from "./program.js";

/** Pauses between attempts to fetch a file, in milliseconds. */
const PAUSES_MS = [300, 1_500];

/** How long a busy browser may postpone idle work, in milliseconds. */
const IDLE_WITHIN_MS = 5_000;

const loaders = [];
let outdated = false;

/** Returns `true` if the last chunk that failed is gone from the server or has changed: the page has to be reloaded. */
export const isOutdated = () => outdated;

const after = (pause) => new Promise((passed) => setTimeout(passed, pause));

// A file with other content fails like a server that cannot be reached; this tells them apart.
const isReachable = (url) => fetch(url, { cache: "no-store" }).then(() => true, () => false);

// A file's name ends in the first eight bytes of its digest, in hexadecimal, so callers pass only the digest.
function nameOf(stem, digest) {
  let name = `${stem}-`;
  // Uses nothing that a host page may have changed: Prototype.js replaces `Array.from`.
  for (const byte of atob(digest).slice(0, 8)) name += byte.charCodeAt(0).toString(16).padStart(2, "0");
  return `${name}.wasm`;
}

async function bytesOf(stem, digest) {
  const name = nameOf(stem, digest);
  const url = new URL(name, import.meta.url);
  for (const pause of [...PAUSES_MS, undefined]) {
    try {
      const answer = await fetch(url, { integrity: `sha256-${digest}` });
      if (answer.ok) return await answer.arrayBuffer();
      if (answer.status < 500) break;
    } catch (error) {
      console.warn("CollabSpace chat:", name, error.message);
    }
    if (pause) await after(pause);
  }
  outdated = await isReachable(url);
  throw new Error(`${name} ${outdated ? "is gone or not of this version" : "could not be loaded"}`);
}

/** Files that are instantiated or on their way: each is instantiated once, however many chunks need it. */
const placed = new Map();

function place(stem, digest) {
  if (!placed.has(digest)) {
    placed.set(digest, once(async () => WebAssembly.instantiate(await bytesOf(stem, digest), { __wasm_split: await program() })));
  }
  return placed.get(digest)();
}

/**
 * Returns the function with which the app loads a chunk of these files, each given as the stem of its name and its
 * digest (SHA-256, in base64). It takes the table index of a callback and data for it, and calls back with that data
 * and `true` if all files are there.
 */
export function chunk(files) {
  const load = () => Promise.all(files.map(([stem, digest]) => place(stem, digest)));
  loaders.push(load);
  return async (callback, data) => {
    const isThere = await load().then(() => true, (error) => console.error("CollabSpace chat:", error.message));
    (await program()).__indirect_function_table.get(callback)(data, Boolean(isThere));
  };
}

/** @param {Navigator["connection"]} connection */
const isSlow = ({ saveData, effectiveType } = {}) => saveData || /2g$/.test(/** @type {string} */ (effectiveType));

/** Fetches all chunks when the browser is idle, one after the other; not over a slow connection. */
export const fetchWhenIdle = once(async () => {
  if (isSlow(navigator.connection)) return;
  for (const load of loaders) {
    await new Promise((idle) => (/** @type {any} */ (globalThis).requestIdleCallback ? requestIdleCallback(idle, { timeout: IDLE_WITHIN_MS }) : setTimeout(idle, IDLE_WITHIN_MS)));
    // A chunk that fails is fetched again on first use.
    await load().catch(() => {});
  }
});
