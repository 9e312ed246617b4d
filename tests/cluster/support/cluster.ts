import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ServerProcess, freePort } from "../../e2e/support/server-process";

const root = path.resolve(__dirname, "../../..");
/** In /proc/net/tcp: a connection that is open at both ends. */
const ESTABLISHED = "01";

/** The doubled servers, each of which may be killed. */
export type Member = "backend-1" | "backend-2" | "sockudo-1" | "sockudo-2";

/** What `make cluster` starts, with nginx on a free port and everything that it writes in a folder of its own. */
export class Cluster {
  private constructor(
    readonly origin: string,
    private readonly script: ServerProcess,
    private readonly folder: string,
    private readonly ports: Record<Member, number>,
  ) {}

  static async start(): Promise<Cluster> {
    const folder = mkdtempSync(path.join(tmpdir(), "collabspace-cluster-"));
    const port = await freePort();
    const env = { ...process.env, PORT: String(port), CLUSTER_FOLDER: folder, CLUSTER_IS_BUILT: "1" };
    const [script, ports] = await ServerProcess.start("the cluster", path.join(root, "scripts/cluster.sh"), [], env, async (output) => {
      const said = /two backends on (\d+) (\d+), two Pusher servers on (\d+) (\d+)/.exec(output)?.slice(1).map(Number);
      if (!said) return undefined;
      const [first, second, third, fourth] = said;
      return { "backend-1": first, "backend-2": second, "sockudo-1": third, "sockudo-2": fourth };
    });
    return new Cluster(`http://127.0.0.1:${port}`, script, folder, ports);
  }

  /** What the servers wrote, for whoever looks into a failure. */
  log(member: Member): string {
    return readFileSync(path.join(this.folder, `${member}.log`), "utf8");
  }

  /** Ends one with no time to clean up. */
  kill(member: Member): void {
    process.kill(Number(readFileSync(path.join(this.folder, `${member}.pid`), "utf8")), "SIGKILL");
  }

  /** How many connections this server holds at the moment. */
  connections(member: Member): number {
    const port = this.ports[member].toString(16).toUpperCase().padStart(4, "0");
    const lines = readFileSync("/proc/net/tcp", "utf8").split("\n").slice(1);
    const fields = lines.map((line) => line.trim().split(/\s+/));
    return fields.filter(([, local, , state]) => local?.endsWith(`:${port}`) && state === ESTABLISHED).length;
  }

  async stop(): Promise<void> {
    await this.script.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
