// Starts the servers that an example backend works with: a MongoDB server and a Pusher server, each the tests' own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createConnection, createServer } from "node:net";

/** How long a server may take until it listens, in milliseconds. */
const START_LIMIT = 60_000;

/** Returns a port of 127.0.0.1 on which nothing listens. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

function listens(port) {
  return new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1");
    const ends = (result) => socket.destroy() && resolve(result);
    socket.on("connect", () => ends(true)).on("error", () => ends(false));
  });
}

/** Starts a program and waits until it listens at `port`. Returns how to stop it. */
export async function started(program, args, env, port) {
  const child = spawn(program, args, { env: { PATH: process.env.PATH, ...env }, stdio: ["ignore", "ignore", "pipe"] });
  let [failure, output] = [undefined, ""];
  child.stderr.on("data", (data) => (output += data));
  child.on("error", (error) => (failure = error.message));
  child.on("exit", (code, signal) => (failure ??= `it ended with ${signal ?? code}\n${output}`));
  for (const deadline = Date.now() + START_LIMIT; !(await listens(port)); ) {
    if (failure || Date.now() > deadline) {
      const advice = /ENOENT/.test(failure) ? "; scripts/tools.sh sockudo tests installs it" : "";
      throw new Error(`${program} did not start: ${failure ?? "it does not listen"}${advice}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return async () => {
    child.kill();
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  };
}

/** A new database on the server of MONGODB_URI; else on secantusd, which speaks MongoDB's protocol, kept in memory. */
export async function startMongoDb() {
  const [, hosts, options = ""] = /^(\w+(?:\+\w+)?:\/\/[^/?]+)[^?]*(\?.*)?$/.exec(process.env.MONGODB_URI ?? "") ?? [];
  const name = `collabspace_contract_${Date.now()}`;
  if (hosts) return { address: `${hosts}/${name}${options}`, stop: async () => {} };
  const port = await freePort();
  const args = ["--host", "127.0.0.1", "--port", String(port), "--storage-path", ":memory:", "--log-level", "ERROR"];
  const stop = await started(process.env.SECANTUSD ?? "secantusd-py", args, {}, port);
  return { address: `mongodb://127.0.0.1:${port}/${name}?directConnection=true`, stop };
}

export const APP = { id: "1000", key: "contract-key", secret: "contract-secret" };

/** Starts sockudo with one app. */
export async function startPusher() {
  const port = await freePort();
  const env = { HOST: "127.0.0.1", PORT: String(port), METRICS_ENABLED: "false", RATE_LIMITER_ENABLED: "false" };
  const app = Object.entries(APP).map(([name, value]) => [`SOCKUDO_DEFAULT_APP_${name.toUpperCase()}`, value]);
  const more = { QUEUE_DRIVER: "memory", SHUTDOWN_GRACE_PERIOD: "1", ...Object.fromEntries(app) };
  const limits = { SOCKUDO_DEFAULT_APP_MAX_EVENT_PAYLOAD_IN_KB: "10", SOCKUDO_DEFAULT_APP_ALLOWED_ORIGINS: "*" };
  const stop = await started(process.env.SOCKUDO ?? "sockudo", [], { ...env, ...more, ...limits }, port);
  return { port, stop };
}
