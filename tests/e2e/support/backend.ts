import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type OldMessage, writeHistory } from "./history";
import * as programs from "./programs";
import { ServerProcess, answers } from "./server-process";
import { APP } from "./sockudo";

/** What a test may want to be different about its site. */
export interface SiteOptions {
  /** Messages that are there before anybody comes. */
  history?: OldMessage[];
  /** The name of the workspace's Pusher channel; the contract's own where absent. */
  channelPattern?: string;
  /** Messages a second that a person may send. */
  rate?: number;
  /** Another origin, whose pages may call the API. */
  allowOrigin?: string;
  /** The address of the MongoDB database that is used instead of a SQLite file. */
  store?: string;
  /** What signs the sessions, for two backends on which one is signed in at once. */
  sessionSecret?: string;
  /** Another origin, whose pages may show the page in a frame. */
  frameAncestor?: string;
}

/** One test's backend, with a database and a workspace of its own. */
export interface Backend {
  port: number;
  process: ServerProcess;
  workspace: string;
  stop(): Promise<void>;
}

/** Starts a backend that publishes to the Pusher server at `pusherPort`; without one, it is the Pusher server. */
export async function startBackend(
  workspace: string,
  pusherPort: number | undefined,
  baseline: boolean,
  options: SiteOptions,
): Promise<Backend> {
  const folder = mkdtempSync(path.join(tmpdir(), "collabspace-e2e-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const database = path.join(folder, "chat.sqlite");
  try {
    if (options.history?.length) await writeHistory(database, workspace, options.history);
    const [server, port] = await launch(database, workspace, pusherPort, baseline, options);
    const stop = async () => {
      await server.stop();
      remove();
    };
    return { port, process: server, workspace, stop };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Starts the program on this database; it answers at the port when this is done. */
export function launch(
  database: string,
  workspace: string,
  pusherPort: number | undefined,
  baseline: boolean,
  options: SiteOptions,
): Promise<[ServerProcess, number]> {
  const args = ["--listen", "127.0.0.1:0", "--demo-sign-in", "--dist", programs.dist()];
  args.push(...(options.store ? ["--store", options.store] : ["--database", database]));
  // Beside a SQLite file it is there without being named.
  if (options.store) args.push("--attachments", `${database}.files`);
  args.push("--workspace", workspace);
  args.push("--rate", String(options.rate ?? 100));
  if (options.channelPattern) args.push("--channel-pattern", options.channelPattern);
  if (options.allowOrigin) args.push("--allow-origin", options.allowOrigin);
  if (options.frameAncestor) args.push("--frame-ancestor", options.frameAncestor);
  if (baseline) args.push("--baseline");
  const pusher = {
    PUSHER_APP_ID: APP.id,
    PUSHER_KEY: APP.key,
    PUSHER_SECRET: APP.secret,
    PUSHER_HOST: "127.0.0.1",
    PUSHER_PORT: String(pusherPort),
    PUSHER_SCHEME: "http",
    ...(options.sessionSecret && { SESSION_SECRET: options.sessionSecret }),
  };
  const env = { PATH: process.env.PATH, ...(pusherPort !== undefined && pusher) };
  return ServerProcess.start("the backend", programs.backend(), args, env, async (output) => {
    const address = /listens on (http:\/\/\S+)/.exec(output)?.[1];
    return address && (await answers(`${address}/healthz`)) ? Number(new URL(address).port) : undefined;
  });
}
