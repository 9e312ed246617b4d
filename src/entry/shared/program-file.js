// The WebAssembly file: accepted only if its bytes are those that this script was built with. It is compiled from the
// complete bytes, because browsers compile a function on its first call, and a stream would be read on the main
// thread (docs/performance.md).
import { once } from "./once.js";

/* global WEBASSEMBLY, WEBASSEMBLY_SHA256 -- put in by scripts/page/bundle.mjs */

/** The module, shared by all chats of a page. */
export const compiled = once(compile);

async function compile() {
  const response = await fetch(new URL(WEBASSEMBLY, import.meta.url));
  if (!response.ok) throw new Error(`${WEBASSEMBLY}: HTTP ${response.status}`);
  const bytes = await response.arrayBuffer();
  const [module] = await Promise.all([WebAssembly.compile(bytes), check(bytes)]);
  return module;
}

// Does what `integrity` would do, with which browsers do not use a preloaded file. Without TLS there is no digest,
// and nothing that an integrity could protect.
async function check(bytes) {
  if (!globalThis.crypto?.subtle) return;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  if (btoa(String.fromCharCode(...digest)) !== WEBASSEMBLY_SHA256) throw new Error(`${WEBASSEMBLY} is not the file of this version`);
}
