import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Backend, SiteOptions } from "./backend";
import { Gateway } from "./gateway";
import { writeHistory } from "./history";
import * as programs from "./programs";
import { ServerProcess, answers } from "./server-process";
import { APP } from "./sockudo";

/** A backend that can be killed and started again on the same database, behind a gateway whose address stays. */
export class RestartableBackend implements Backend {
  process!: ServerProcess;
  readonly database: string;

  private constructor(
    readonly workspace: string,
    readonly gateway: Gateway,
    private readonly folder: string,
    private readonly pusherPort: number,
    private readonly baseline: boolean,
    private readonly options: SiteOptions,
  ) {
    this.database = path.join(folder, "chat.sqlite");
  }

  static async start(workspace: string, pusherPort: number, baseline: boolean, options: SiteOptions): Promise<RestartableBackend> {
    const folder = mkdtempSync(path.join(tmpdir(), "collabspace-e2e-"));
    const backend = new RestartableBackend(workspace, await Gateway.open(), folder, pusherPort, baseline, options);
    if (options.history?.length) await writeHistory(backend.database, workspace, options.history);
    await backend.restart();
    return backend;
  }

  /** The gateway's: always there. */
  get port(): number {
    return this.gateway.port;
  }

  /** Ends it with no time to clean up; whatever is asked meanwhile is answered 502. */
  async kill(): Promise<void> {
    await this.process.kill();
    this.gateway.target = undefined;
  }

  /** Asks it to end. Nobody has the database open when this is done. */
  async end(): Promise<void> {
    await this.process.stop();
    this.gateway.target = undefined;
  }

  async restart(): Promise<void> {
    const { database, workspace, options } = this;
    const args = ["--listen", "127.0.0.1:0", "--database", database, "--dist", programs.dist(), "--workspace", workspace];
    args.push("--rate", String(options.rate ?? 100));
    if (options.channelPattern) args.push("--channel-pattern", options.channelPattern);
    if (this.baseline) args.push("--baseline");
    const env = {
      PATH: process.env.PATH,
      PUSHER_APP_ID: APP.id,
      PUSHER_KEY: APP.key,
      PUSHER_SECRET: APP.secret,
      PUSHER_HOST: "127.0.0.1",
      PUSHER_PORT: String(this.pusherPort),
      PUSHER_SCHEME: "http",
    };
    const [server, port] = await ServerProcess.start("the backend", programs.backend(), args, env, async (output) => {
      const address = /listens on (http:\/\/\S+)/.exec(output)?.[1];
      return address && (await answers(`${address}/healthz`)) ? Number(new URL(address).port) : undefined;
    });
    this.process = server;
    this.gateway.target = port;
  }

  async stop(): Promise<void> {
    await this.process.stop();
    await this.gateway.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
