// The headers that a host is to send with the page: written once, here, and put into the forms that common hosts read.
//
//   node scripts/page/headers.mjs [FOLDER]
//
// reads FOLDER/config.json (dist/ where no folder is named) for whom the page may connect to and who may show it in a frame,
// and writes, into FOLDER, _headers (Netlify, Cloudflare Pages), vercel.json, hosting/nginx.conf and hosting/Caddyfile.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

// What Trunk and bundle.mjs put into a name: such a file never changes. Every host's regular expressions read it.
const HASHED = "-[0-9a-f]{16}\\.(css|js|json|wasm)$";
const FOR_EVER = "public, max-age=31536000, immutable";
// Asked for every time; unchanged, the answer is a 304 without a body.
const EVERY_TIME = "no-cache";
// The types that a host may not know. A browser compiles WebAssembly while it loads only by its right type.
const TYPES = { wasm: "application/wasm", webmanifest: "application/manifest+json" };

/** An address in config.json that cannot be used. */
export class ConfigProblem extends Error {}

// The sockets of an origin. pusher-js tries without and with TLS where the API has none.
const socketsAt = (origin) => {
  const { protocol, host } = new URL(origin);
  return protocol === "https:" ? [`wss://${host}`] : [`ws://${host}`, `wss://${host}`];
};

/**
 * Whom the page talks to beside its own origin.
 * @param {{ pusher?: Record<string, any>, api?: Record<string, any> }} config
 */
export function connections({ pusher = {}, api = {} }) {
  const { cluster, wsHost, wsPort = 80, wssPort = 443, forceTLS = true } = pusher;
  const origins = [];
  const base = api.baseUrl ?? "/api";
  if (/^[a-z]+:\/\//i.test(base)) {
    if (!URL.canParse(base)) throw new ConfigProblem(`api.baseUrl is "${base}", which is not a valid URL`);
    origins.push(new URL(base).origin);
  }
  // Where TLS is not asked for, pusher-js tries without and with it.
  // The embedded server of the API's backend: on the page's own origin 'self' names it.
  if (wsHost === "self") origins.push(...origins.flatMap(socketsAt));
  else if (wsHost) origins.push(...(forceTLS ? [] : [`ws://${wsHost}:${wsPort}`]), `wss://${wsHost}:${wssPort}`);
  else if (cluster) origins.push(`wss://ws-${cluster}.pusher.com`);
  else throw new ConfigProblem("pusher.cluster and pusher.wsHost are both missing; one of them must be set");
  for (const origin of origins) {
    // A space or a semicolon would end the directive, and begin another.
    if (!/^[a-z]+:\/\/[\w.:[\]-]+$/i.test(origin)) throw new ConfigProblem(`"${origin}" is not a valid URL`);
  }
  return origins;
}

// Who may show the page in a frame beside its own origin. `src/wire/config` takes the same.
export function frameAncestors({ frameAncestors: origins }) {
  const list = origins ?? [];
  if (!Array.isArray(list)) throw new ConfigProblem("frameAncestors is not a list of origins");
  for (const origin of list) {
    if (/^https?:/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin) continue;
    const expected = "an origin as browsers write it, in lowercase and without a path, such as https://intranet.example";
    throw new ConfigProblem(`frameAncestors contains ${JSON.stringify(origin)}; expected ${expected}`);
  }
  return list;
}

/** The page's Content-Security-Policy. `backend/src/routes/content_security.rs` writes the same for the reference backend. */
export function policy(origins, ancestors) {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' https: data:",
    // Films and sounds are among the messages' files, which are with the API.
    `media-src ${["'self'", ...origins.filter((origin) => /^https?:/.test(origin))].join(" ")}`,
    `connect-src ${["'self'", ...origins].join(" ")}`,
    "manifest-src 'self'",
    `frame-ancestors ${["'self'", ...ancestors].join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    // The one policy that the page may ever create, for the address of its service worker. Nothing else becomes code.
    "trusted-types collabspace-worker",
  ].join("; ");
}

/** The headers of every file; `backend/src/routes/page.rs` sends the same. */
function security(config) {
  return {
    "Content-Security-Policy": policy(connections(config), frameAncestors(config)),
    "X-Content-Type-Options": "nosniff",
    // Browsers ignore it over plain HTTP.
    "Strict-Transport-Security": "max-age=31536000",
    // The API sees which page calls it; avatars' hosts and links see nothing.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "cross-origin",
  };
}

/**
 * The files that pages of other origins may not read. `embed.js` and what it loads are for them, and so is config.json, unless it
 * holds headers for the API: those may be a secret of the network that the page is in.
 * @param {{ api?: { headers?: object } }} config
 */
const closed = ({ api = {} }) => (Object.keys(api.headers ?? {}).length > 0 ? ["config.json"] : []);
const ANY_ORIGIN = ["Access-Control-Allow-Origin", "*"];

/** What is in the folder for one host alone, and of no use to a visitor. */
const OTHER_HOSTS = ["_headers", "vercel.json", "hosting/nginx.conf", "hosting/Caddyfile"];

const cacheOf = (name) => (new RegExp(HASHED).test(name) ? FOR_EVER : EVERY_TIME);
const typeOf = (name) => TYPES[name.split(".").pop()];

/** What one file is sent with beside `security`. */
function headersOf(name, isClosed) {
  const type = typeOf(name);
  const headers = [["Cache-Control", cacheOf(name)]];
  if (type) headers.unshift(["Content-Type", type]);
  if (!isClosed) headers.push(ANY_ORIGIN);
  return headers;
}

// One rule per file: if two rules match, one of these hosts joins their values, the other takes the last.
function netlify(files, security) {
  const rule = (path, headers) => [path, ...headers.map(([name, value]) => `  ${name}: ${value}`)].join("\n");
  const rules = files.map(([name, headers]) => rule(`/${name}`, headers));
  return `${[rule("/*", Object.entries(security)), ...rules].join("\n\n")}\n`;
}

function vercel(files, security) {
  const list = (headers) => headers.map(([key, value]) => ({ key, value }));
  const rules = files.map(([name, headers]) => ({ source: `/${name}`, headers: list(headers) }));
  return `${JSON.stringify({ headers: [{ source: "/(.*)", headers: list(Object.entries(security)) }, ...rules] }, null, 2)}\n`;
}

function nginx(security, closed) {
  const headers = Object.entries(security).map(([name, value]) => `    add_header ${name} "${value}" always;`);
  const types = Object.entries(TYPES).map(([extension, type]) => {
    return `    location ~ \\.${extension}$ { types { } default_type ${type}; }`;
  });
  const kept = closed.map((name) => `\n    "~/${name.replaceAll(".", "\\.")}$" "";`);
  return `# The chat in nginx: put this beside your other sites (/etc/nginx/conf.d/chat.conf), and change listen, server_name and root.
map $uri $chat_cache {
    default "${EVERY_TIME}";
    "~${HASHED}" "${FOR_EVER}";
}

# The files that pages of other origins may read: a header without a value is not sent.
map $uri $chat_readers {
    default "*";${kept.join("")}
}

server {
    listen 80;
    server_name chat.example;
    root /srv/chat;

    # The .br and .gz copies of each file. brotli_static needs nginx's brotli module (Debian: libnginx-mod-http-brotli-static);
    # without it, remove the line.
    gzip_static on;
    gzip_vary on;
    brotli_static on;

${headers.join("\n")}
    add_header ${ANY_ORIGIN[0]} $chat_readers always;
    # Not "always": a 404 for a file of another version must not be cached.
    add_header Cache-Control $chat_cache;

${types.join("\n")}
    # Files that only other hosts need.
    location ~ /(_headers|vercel\\.json|hosting/.*)$ { return 404; }
}
`;
}

function caddy(security, closed) {
  const headers = Object.entries(security).map(([name, value]) => `\t\t${name} "${value}"`);
  const types = Object.entries(TYPES).map(([extension, type]) => {
    return `\t@${extension} path *.${extension}\n\theader @${extension} Content-Type ${type}`;
  });
  const readers = closed.length > 0 ? `\t@readers not path ${closed.map((name) => `*/${name}`).join(" ")}\n\theader @readers` : "\theader";
  return `# The chat in Caddy: change the name and the root.
chat.example {
	root * /srv/chat
	@other_hosts path */_headers */vercel.json */hosting/*
	respond @other_hosts 404
	file_server {
		precompressed br gzip
	}

	header {
${headers.join("\n")}
	}
${readers} ${ANY_ORIGIN[0]} "${ANY_ORIGIN[1]}"
	# Only if the file exists: a 404 for a file of another version must not be cached.
	@hashed {
		path_regexp ${HASHED}
		file
	}
	header @hashed Cache-Control "${FOR_EVER}"
	@entry not path_regexp ${HASHED}
	header @entry Cache-Control "${EVERY_TIME}"
${types.join("\n")}
}
`;
}

/** Writes all of them into `folder`, by what its config.json says. */
export async function writeHeaders(folder) {
  const config = JSON.parse(await readFile(join(folder, "config.json"), "utf8"));
  const always = security(config);
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((file) => file.isFile() && !/\.(br|gz)$/.test(file.name))
    .map((file) => relative(folder, join(file.parentPath, file.name)).replaceAll(sep, "/"))
    .filter((name) => !OTHER_HOSTS.includes(name))
    .sort();
  const isClosed = closed(config);
  // "/" is index.html by another name.
  const files = [["", headersOf("index.html", false)], ...names.map((name) => [name, headersOf(name, isClosed.includes(name))])];
  await mkdir(join(folder, "hosting"), { recursive: true });
  await Promise.all([
    writeFile(join(folder, "_headers"), netlify(files, always)),
    writeFile(join(folder, "vercel.json"), vercel(files, always)),
    writeFile(join(folder, "hosting/nginx.conf"), nginx(always, isClosed)),
    writeFile(join(folder, "hosting/Caddyfile"), caddy(always, isClosed)),
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? "dist";
  try {
    await writeHeaders(folder);
  } catch (problem) {
    const todo = problem.code === "ENOENT" ? "run `make build` first, or name the page's folder" : "fix config.json, then run this again";
    console.error(`error: ${join(folder, "config.json")}: ${problem.message}\n  fix: ${todo}`);
    process.exit(1);
  }
}
