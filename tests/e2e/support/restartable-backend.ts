import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Backend, type SiteOptions, launch } from "./backend";
import { Gateway } from "./gateway";
import { writeHistory } from "./history";
import type { ServerProcess } from "./server-process";

/** A backend that can be killed and started again on the same database, behind a gateway whose address stays. */
export class RestartableBackend implements Backend {
  private current?: ServerProcess;
  readonly database: string;

  private constructor(
    readonly workspace: string,
    readonly gateway: Gateway,
    private readonly folder: string,
    private readonly pusherPort: number | undefined,
    private readonly baseline: boolean,
    private readonly options: SiteOptions,
  ) {
    this.database = path.join(folder, "chat.sqlite");
  }

  /** Without a port of a Pusher server, it is the Pusher server itself. */
  static async start(workspace: string, pusherPort: number | undefined, baseline: boolean, options: SiteOptions): Promise<RestartableBackend> {
    const folder = mkdtempSync(path.join(tmpdir(), "collabspace-e2e-"));
    const backend = new RestartableBackend(workspace, await Gateway.open(), folder, pusherPort, baseline, options);
    try {
      if (options.history?.length) await writeHistory(backend.database, workspace, options.history);
      await backend.restart();
      return backend;
    } catch (error) {
      await backend.stop();
      throw error;
    }
  }

  get process(): ServerProcess {
    if (!this.current) throw new Error("the backend was never started");
    return this.current;
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
    const [server, port] = await launch(this.database, this.workspace, this.pusherPort, this.baseline, this.options);
    this.current = server;
    this.gateway.target = port;
  }

  async stop(): Promise<void> {
    await this.current?.stop();
    await this.gateway.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
