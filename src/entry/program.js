// The program: compiled while it streams in, and run only when its bytes are the ones that this file was built with.
import init from "collabspace-chat";

/* global WEBASSEMBLY, WEBASSEMBLY_SHA384 -- put in by scripts/page/bundle.mjs */

let loading;

// Loads the program, once for all chats of a page. A failed try can be repeated.
export function program() {
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load() {
  const response = await fetch(new URL(WEBASSEMBLY, import.meta.url));
  if (!response.ok) throw new Error(`${WEBASSEMBLY}: HTTP ${response.status}`);
  const bytes = response.clone().arrayBuffer();
  // A host that does not say `application/wasm`: compiled from the bytes.
  const compiled = WebAssembly.compileStreaming(response).catch(async () => WebAssembly.compile(await bytes));
  const [module] = await Promise.all([compiled, bytes.then(check)]);
  await init({ module_or_path: module });
}

// What `integrity` would do, which would hold the compiler up until the last byte. Without TLS there is no digest to be had,
// and nothing that an integrity could protect.
async function check(bytes) {
  if (!globalThis.crypto?.subtle) return;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-384", bytes));
  if (btoa(String.fromCharCode(...digest)) !== WEBASSEMBLY_SHA384) throw new Error(`${WEBASSEMBLY} is not the file of this version`);
}
