// Static files as a good host serves them: the compressed copies beside them, the headers that the folder's own `_headers` asks
// for, and 304 for what a browser has already.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";

const TYPES = {
  css: "text/css", html: "text/html; charset=utf-8", ico: "image/x-icon", js: "text/javascript", json: "application/json", png: "image/png",
  svg: "image/svg+xml", wasm: "application/wasm", webmanifest: "application/manifest+json",
};

// Netlify's form: a path, then its headers indented; `/*` is for all.
function rulesOf(text) {
  const rules = new Map();
  let headers;
  for (const line of text.split("\n")) {
    const [, name, value] = /^\s+([\w-]+): (.*)$/.exec(line) ?? [];
    if (name) headers[name.toLowerCase()] = value;
    else if (line) rules.set(line.trim(), (headers = {}));
  }
  return rules;
}

function* namesIn(folder, below = folder) {
  for (const entry of readdirSync(below)) {
    const path = join(below, entry);
    if (statSync(path).isDirectory()) yield* namesIn(folder, path);
    else yield relative(folder, path);
  }
}

// As a file: pages may forbid scripts of their own text.
function putFirst(script, files) {
  const page = files.get("/index.html");
  const plain = Buffer.from(page.plain.toString().replace("<head>", '<head><script src="/put-first.js"></script>'));
  files.set("/index.html", { ...page, plain, brotli: undefined, etag: '"with a script"' });
  files.set("/put-first.js", { plain: Buffer.from(script), etag: '"script"', headers: { "content-type": TYPES.js, "cache-control": "no-cache" } });
}

/** Everything in a folder, in memory; answers requests for it. A script, if there is one, is put before all else in the page. */
export function serveFiles(folder, script) {
  const written = join(folder, "_headers");
  const rules = existsSync(written) ? rulesOf(readFileSync(written, "utf8")) : new Map();
  const files = new Map();
  for (const name of namesIn(folder)) {
    if (/\.(br|gz)$/.test(name)) continue;
    const path = join(folder, name);
    const plain = readFileSync(path);
    const brotli = existsSync(`${path}.br`) ? readFileSync(`${path}.br`) : undefined;
    const etag = `"${createHash("sha256").update(plain).digest("hex").slice(0, 16)}"`;
    const type = TYPES[name.split(".").pop()] ?? "application/octet-stream";
    const headers = { "content-type": type, ...rules.get("/*"), ...rules.get(`/${name}`), etag };
    files.set(`/${name}`, { plain, brotli, etag, headers });
  }
  if (script) putFirst(script, files);
  files.set("/", files.get("/index.html"));

  return (request, response, path) => {
    const file = files.get(path);
    if (!file) return response.writeHead(404).end();
    const { plain, brotli, etag, headers } = file;
    if (request.headers["if-none-match"] === etag) return response.writeHead(304, headers).end();
    const takesBrotli = brotli && /\bbr\b/.test(request.headers["accept-encoding"] ?? "");
    const body = takesBrotli ? brotli : plain;
    const encoding = takesBrotli ? { "content-encoding": "br", vary: "accept-encoding" } : {};
    return response.writeHead(200, { ...headers, ...encoding, "content-length": body.length }).end(body);
  };
}
