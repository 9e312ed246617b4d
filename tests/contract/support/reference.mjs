// The reference backend, built for tests, with its embedded Pusher server and a database of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import WebSocket from "ws";
import { siteOf } from "../../../src/contract/settings.mjs";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const PROGRAM = path.join(process.env.CARGO_TARGET_DIR ?? path.join(ROOT, "target"), "debug/collabspace-backend");
/** How long a walk waits for an event, in milliseconds. Where none is held back, it comes: the machine may be busy. */
const PATIENCE = 60_000;

/** Starts the reference; `origin` is where it answers. */
export async function startReference(...args) {
  const folder = mkdtempSync(path.join(tmpdir(), "collabspace-contract-"));
  const common = ["--listen", "127.0.0.1:0", "--database", path.join(folder, "chat.sqlite"), "--demo-sign-in"];
  const rates = ["--rate", "10000", "--address-rate", "100000"];
  // Not what the caller's own backend is configured with.
  const foreign = /^(COLLABSPACE|PUSHER|NEXT_PUBLIC_PUSHER|MONGODB)_/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  const server = spawn(PROGRAM, [...common, ...rates, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(server, "exit");
  const stop = async () => {
    server.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const origin = await new Promise((resolve, reject) => {
    let output = "";
    const read = (data) => {
      output += data;
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? [];
      if (address) resolve(address);
    };
    server.stdout.on("data", read);
    server.stderr.on("data", read);
    ended.then(() => reject(new Error(`the backend ended at once:\n${output}`)), reject);
    server.on("error", (error) => reject(new Error(`${PROGRAM} cannot be started (cargo build -p collabspace-backend --all-features): ${error}`)));
  });
  return { origin, stop };
}

/** Signs a person in by name and returns the session, with its cookie. */
export async function personAt(origin, name) {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${origin}/login`, { method: "POST", headers, body: JSON.stringify({ name }) });
  return { headers: { cookie: response.headers.getSetCookie()[0].split(";")[0] } };
}

const configs = new Map();

/** Returns what a walk takes over the backend at `origin`, in that workspace, with these two people. */
export async function siteAt(origin, workspaceId, sessions) {
  if (!configs.has(origin)) configs.set(origin, (await fetch(`${origin}/config.json`)).json());
  const headers = { origin, "x-collabspace": "1" };
  const site = siteOf(await configs.get(origin), origin, { workspaceId });
  return { ...site, fetch, WebSocket, patience: PATIENCE, headers, sessions };
}
