// The chat's own files, as the host serves them, and the clock that it names.
import { ok, note, skipped, wrong } from "./finding.mjs";

/* global WEBASSEMBLY, WEBASSEMBLY_SHA256, STYLE, STYLE_INTEGRITY, PUSHER, PUSHER_INTEGRITY -- put in by scripts/page/bundle.mjs */

/** How far this device's clock may be off, in milliseconds. */
const CLOCK_MS = 30_000;

/** @type {[title: string, name: string, integrity: string, type: string][]} */
const FILES = [
  ["The WebAssembly", WEBASSEMBLY, `sha256-${WEBASSEMBLY_SHA256}`, "application/wasm"],
  ["The style sheet", STYLE, STYLE_INTEGRITY, "text/css"],
  ["pusher-js", PUSHER, PUSHER_INTEGRITY, "javascript"],
];

const address = (name) => new URL(name, import.meta.url).href;

async function digest(bytes) {
  if (!globalThis.crypto?.subtle) return undefined;
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))))}`;
}

async function fileFinding([title, name, integrity, type], { whyNoFile }) {
  const is = `${title} is served as it should be`;
  let response;
  let bytes;
  try {
    response = await fetch(address(name));
    bytes = await response.arrayBuffer();
  } catch (error) {
    return wrong(is, `${name}: no answer (${error.message})`, "200", await whyNoFile(address(name), "Upload the whole folder, and check that nothing on the way blocks this file: some firewalls and blockers refuse .wasm."));
  }
  if (!response.ok) return wrong(is, `${name}: HTTP ${response.status}`, "200", "Upload the whole folder of this version. If you did, a CDN has cached another version: purge it.");
  const found = response.headers.get("content-type") ?? "none";
  if (/html/.test(found)) return wrong(is, `${name} is an HTML page`, type, "The host answers missing files with a page. Upload the whole folder, and exempt the chat's folder from that rule.");
  const hash = await digest(bytes);
  if (hash && hash !== integrity) return wrong(is, `${name} has other bytes than this version's`, integrity, "Something on the way changes the file: switch off \"optimizing\" (minifying, rewriting) at your CDN for the chat's folder, and purge it.");
  if (!found.includes(type)) return note(is, `Content-Type: ${found}`, type, `Serve *.${name.split(".").pop()} as ${type}: the files in hosting/, _headers and vercel.json do so.`);
  const cache = response.headers.get("cache-control") ?? "none";
  const fix = "Use the headers that the build wrote for your host, or `npx collabspace-chat headers DIR`.";
  if (!/immutable|max-age=\d{6,}/.test(cache)) return note(is, `Cache-Control: ${cache}`, "public, max-age=31536000, immutable", fix);
  const [timing] = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByName(response.url)).slice(-1);
  const isPlain = timing?.decodedBodySize > 0 && timing.encodedBodySize === timing.decodedBodySize;
  if (isPlain) return note(is, `${timing.decodedBodySize} bytes, not compressed`, "br or gzip", `Switch compression on: the .br and .gz files lie beside each file. ${fix}`);
  return ok(is, `${found}, ${bytes.byteLength} bytes`);
}

/** Whether index.html, as a visitor gets it, is of the same version as this file. */
async function indexFinding() {
  const title = "index.html is of this version";
  try {
    const [kept, fresh] = await Promise.all([fetch(address("index.html")), fetch(address("index.html"), { cache: "no-store" })]);
    const text = await kept.text();
    const named = /chat-[0-9a-f]{16}\.wasm/.exec(text)?.[0];
    if (!fresh.ok) return skipped(title, `HTTP ${fresh.status}: this host has no index.html of the chat`);
    if (!named) return note(title, "it names no WebAssembly of the chat", WEBASSEMBLY, "Serve the index.html of the folder that was uploaded.");
    if (named === WEBASSEMBLY) {
      const cache = kept.headers.get("cache-control") ?? "none";
      const isAsked = /no-cache|no-store|max-age=0|must-revalidate/.test(cache);
      return isAsked ? ok(title, named) : note(title, `Cache-Control: ${cache}`, "no-cache", "After an update users may get the old index.html, whose files are gone. Send Cache-Control: no-cache for it.");
    }
    const { status } = await fetch(address(named), { method: "HEAD" });
    return wrong(title, `it names ${named}, which is answered by HTTP ${status}`, WEBASSEMBLY, "A CDN or the browser has cached the index.html of another version: purge it, and send Cache-Control: no-cache for index.html.");
  } catch (error) {
    return skipped(title, error.message);
  }
}

function clock({ settings: { answer } }) {
  const title = "This device's clock is right";
  const told = Date.parse(answer?.headers.get("date"));
  if (Number.isNaN(told)) return skipped(title, "the host of config.json does not say its time to this origin");
  // The header has whole seconds.
  const off = Math.round((answer.at - told - 500) / 1000);
  if (Math.abs(off) * 1000 <= CLOCK_MS) return ok(title, `${Math.abs(off)} s off the host's`);
  const seen = `${Math.abs(off)} s ${off > 0 ? "ahead of" : "behind"} the host's`;
  return wrong(title, seen, "30 s at most", "Set the clock of this device, or of the host, from the network. With a wrong clock, signed addresses and sessions fail.");
}

/** What was stopped of the chat's own calls; what else a host page's policy stops is that page's matter. */
export function policyFinding({ violations, site }) {
  const title = "This page's Content-Security-Policy blocked nothing of the chat";
  const hosts = [import.meta.url, site?.api, site?.socketAddress].filter(Boolean).map((own) => new URL(own).host);
  const stopped = violations.filter(({ blocked }) => blocked === "wasm-eval" || hosts.some((host) => blocked.includes(host)));
  if (!stopped.length) return ok(title, "no violation since the doctor runs");
  const seen = [...new Set(stopped.map(({ directive, blocked }) => `${directive}: ${blocked}`))].join("; ");
  return wrong(title, seen, "no violation", "Add the blocked source to that directive: docs/hosting.md and docs/embedding.md have the whole policy.");
}

/** Checks the files. */
export async function* checkFiles(context) {
  for (const file of FILES) yield await fileFinding(file, context);
  if (context.isPage) yield await indexFinding();
  yield clock(context);
}
