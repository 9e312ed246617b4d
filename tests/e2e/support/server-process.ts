import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

/** How long a server may take to be ready, in milliseconds. */
const START_LIMIT = 20_000;
/** How long it may take to end when asked to, before it is killed. */
const STOP_LIMIT = 5_000;
/** Between two looks whether it is ready. */
const POLL = 25;

const running = new Set<ChildProcess>();
// Whatever ends this worker, its servers end with it.
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** A server that runs beside the tests, with what it wrote. */
export class ServerProcess {
  output = "";
  private readonly child: ChildProcess;
  private failure?: string;

  private constructor(readonly name: string, command: string, args: string[], env: NodeJS.ProcessEnv) {
    this.child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    running.add(this.child);
    const keep = (chunk: Buffer) => (this.output += chunk.toString());
    this.child.stdout?.on("data", keep);
    this.child.stderr?.on("data", keep);
    this.child.on("error", (error) => (this.failure = error.message));
    this.child.on("exit", (code, signal) => {
      running.delete(this.child);
      this.failure ??= `it ended with ${signal ?? `status ${code}`}`;
    });
  }

  /** Starts it and waits until `ready` resolves to something; fails with its output where it ends before. */
  static async start<T>(
    name: string,
    command: string,
    args: string[],
    env: NodeJS.ProcessEnv,
    ready: (output: string) => Promise<T | undefined>,
  ): Promise<[ServerProcess, T]> {
    const server = new ServerProcess(name, command, args, env);
    const deadline = Date.now() + START_LIMIT;
    for (;;) {
      const result = await ready(server.output);
      if (result !== undefined) return [server, result];
      if (server.failure || Date.now() > deadline) {
        await server.stop();
        const why = server.failure ?? `it was not ready within ${START_LIMIT / 1000} s`;
        throw new Error(`${name} (${command}) did not start: ${why}\n${server.output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL));
    }
  }

  /** Asks it to end, and kills it where it does not. */
  async stop(): Promise<void> {
    if (!running.has(this.child)) return;
    const ended = once(this.child, "exit");
    const timer = setTimeout(() => this.child.kill("SIGKILL"), STOP_LIMIT);
    this.child.kill("SIGTERM");
    await ended;
    clearTimeout(timer);
  }

  /** Ends it with no time to clean up. */
  async kill(): Promise<void> {
    if (!running.has(this.child)) return;
    const ended = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await ended;
  }
}

/** Whether a GET of this address is answered by 2xx. */
export async function answers(url: string): Promise<true | undefined> {
  try {
    const response = await fetch(url);
    return response.ok ? true : undefined;
  } catch {
    return undefined; // not listening yet
  }
}

/** A port of 127.0.0.1 on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
