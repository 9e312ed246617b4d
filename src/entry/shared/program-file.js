// The program's file: taken only when its bytes are the ones that this script was built with. It is compiled from all of them at
// once: browsers compile a function when it is first called, and a stream would be read on the main thread (docs/performance.md).
import { once } from "./once.js";

/* global WEBASSEMBLY, WEBASSEMBLY_SHA256 -- put in by scripts/page/bundle.mjs */

/** The module, for all chats of a page. */
export const compiled = once(compile);

async function compile() {
  const response = await fetch(new URL(WEBASSEMBLY, import.meta.url));
  if (!response.ok) throw new Error(`${WEBASSEMBLY}: HTTP ${response.status}`);
  const bytes = await response.arrayBuffer();
  const [module] = await Promise.all([WebAssembly.compile(bytes), check(bytes)]);
  return module;
}

// What `integrity` would do, with which browsers do not take what was preloaded. Without TLS there is no digest to be had, and
// nothing that an integrity could protect.
async function check(bytes) {
  if (!globalThis.crypto?.subtle) return;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  if (btoa(String.fromCharCode(...digest)) !== WEBASSEMBLY_SHA256) throw new Error(`${WEBASSEMBLY} is not the file of this version`);
}
