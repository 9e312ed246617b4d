// `npx collabspace-chat init DIR`: the chat's files, a config.json, and the headers of a host.
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import { UsageError, parse } from "../contract/arguments.mjs";
import { writeHeaders } from "../page/headers.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

/** Which of the files that `writeHeaders` makes a host reads. */
const FILES = { netlify: ["_headers"], cloudflare: ["_headers"], vercel: ["vercel.json"], nginx: ["hosting/nginx.conf"], caddy: ["hosting/Caddyfile"] };
const ALL_FILES = [...new Set(Object.values(FILES).flat())];
export const HOSTS = Object.keys(FILES);

const text = { type: "string" };
export const OPTIONS = { key: text, cluster: text, host: text, port: text, "no-tls": { type: "boolean" }, api: text, workspace: text, login: text, for: text };

/** Reads a folder and these options. */
export function read(list, options) {
  const { values, positionals } = parse(list, options);
  if (positionals.length !== 1) throw new UsageError("name one folder, such as public/chat");
  if (values.for && values.for !== "all" && !FILES[values.for]) throw new UsageError(`--for is ${values.for}; it must be ${HOSTS.join(", ")} or all`);
  return { folder: positionals[0], values };
}

/** Removes the headers' files of other hosts. */
export async function keepHost(folder, host = "all") {
  if (host === "all") return;
  const others = ALL_FILES.filter((name) => !FILES[host].includes(name));
  await Promise.all(others.map((name) => rm(path.join(folder, name), { force: true })));
  if (!FILES[host].some((name) => name.startsWith("hosting/"))) await rm(path.join(folder, "hosting"), { recursive: true, force: true });
}

const textOf = (file) => readFile(file, "utf8").catch(() => undefined);

/** Asks in a terminal for what was not given; says what is missing where nobody can answer. */
async function answered(values) {
  const missing = [];
  const dialog = process.stdin.isTTY && process.stdout.isTTY ? createInterface({ input: process.stdin, output: process.stdout }) : undefined;
  const ask = async (name, question, usual) => {
    if (values[name]) return values[name];
    if (!dialog) return usual ?? void missing.push(`--${name}`);
    const answer = (await dialog.question(`${question}${usual ? ` [${usual}]` : ""}: `)).trim() || usual;
    return answer ?? void missing.push(`--${name}`);
  };
  try {
    const key = await ask("key", "The key of your Pusher app");
    const cluster = values.host ? undefined : await ask("cluster", "Its cluster, such as eu");
    const api = await ask("api", "The base URL of your backend's calls", "/api");
    const workspaceId = await ask("workspace", "The workspace's id", "demo-workspace");
    const loginUrl = await ask("login", "Your sign-in page", "/login");
    if (missing.length) throw new UsageError(`${missing.join(" and ")} missing${missing.includes("--cluster") ? " (or --host, for your own server)" : ""}`);
    return { key, cluster, api, workspaceId, loginUrl };
  } finally {
    dialog?.close();
  }
}

/** What pusher holds for a server of one's own. */
function ownServer({ host, port, "no-tls": isPlain }) {
  if (host === "self") return { wsHost: "self" };
  if (/[:/]/.test(host)) throw new UsageError(`--host is ${host}; it must be a host alone, without scheme, port and path`);
  const number = port === undefined ? undefined : Number(port);
  if (number !== undefined && !(Number.isInteger(number) && number > 0 && number < 65_536)) throw new UsageError(`--port is ${port}; it must be a number from 1 to 65535`);
  return { wsHost: host, ...(number && { wsPort: number, wssPort: number }), ...(isPlain && { forceTLS: false }) };
}

async function config(values) {
  const { key, cluster, api, workspaceId, loginUrl } = await answered(values);
  const isElsewhere = /^https?:/.test(api);
  return {
    pusher: { key, ...(values.host ? ownServer(values) : { cluster }) },
    api: { baseUrl: api, credentials: isElsewhere ? "include" : "same-origin" },
    workspaceId,
    channels: [{ id: "general", name: "general" }],
    loginUrl,
  };
}

/** Puts the files there. */
export async function init(folder, values) {
  const target = path.resolve(folder);
  const isThere = await readdir(DIST).then((names) => names.includes("index.html"), () => false);
  if (!isThere) throw new UsageError("the page is not built: run `make build` first");
  const index = await textOf(path.join(target, "index.html"));
  if (index !== undefined && !/chat-[0-9a-f]{16}\.wasm/.test(index)) {
    throw new UsageError(`${folder} has an index.html of something else: name a folder for the chat alone, such as ${path.join(folder, "chat")}`);
  }
  const file = path.join(target, "config.json");
  const kept = await textOf(file);
  const written = kept ?? `${JSON.stringify(await config(values), undefined, 2)}\n`;
  await mkdir(target, { recursive: true });
  await cp(DIST, target, { recursive: true, filter: (source) => path.relative(DIST, source) !== ".stage" });
  await writeFile(file, written);
  await writeHeaders(target);
  await keepHost(target, values.for);
  console.log(`The chat is in ${folder}; ${kept === undefined ? "config.json was written" : "its config.json was kept"}.`);
  console.log(`  in a page:  <script type="module" src="/chat/embed.js"></script> <collabspace-chat config="/chat/config.json"></collabspace-chat>`);
  console.log("  (replace /chat/ with the address of that folder; it is also a stand-alone page, and /chat/?doctor finds problems)");
}
