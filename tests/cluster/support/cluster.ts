import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ServerProcess } from "../../e2e/support/server-process";

const root = path.resolve(__dirname, "../../..");
/** Where nginx's port is looked for, with room behind it for the others: below what the system gives to outgoing connections. */
const FIRST_PORT = 12_000;
const PORT_RANGES = 1_500;
/** In /proc/net/tcp: a connection that is open at both ends. */
const ESTABLISHED = "01";

/** The doubled servers, each of which may be killed. */
export type Member = "backend-1" | "backend-2" | "sockudo-1" | "sockudo-2";

/** What `make cluster` starts, with nginx on a free port and everything that it writes in a folder of its own. */
export class Cluster {
  private constructor(
    readonly origin: string,
    private readonly server: ServerProcess,
    private readonly folder: string,
    private readonly ports: Record<Member, number>,
  ) {}

  static async start(): Promise<Cluster> {
    const folder = mkdtempSync(path.join(tmpdir(), "collabspace-cluster-"));
    const port = FIRST_PORT + 10 * Math.floor(Math.random() * PORT_RANGES);
    const env = { ...process.env, PORT: String(port), CLUSTER_FOLDER: folder, CLUSTER_IS_BUILT: "1" };
    const remove = () => rmSync(folder, { recursive: true, force: true });
    const script = path.join(root, "scripts/cluster.sh");
    const started = ServerProcess.start("the cluster", script, [], env, async (output) => {
      const said = /two backends on (\d+) (\d+), two Pusher servers on (\d+) (\d+)/.exec(output)?.slice(1).map(Number);
      if (!said) return undefined;
      const [first, second, third, fourth] = said;
      return { "backend-1": first, "backend-2": second, "sockudo-1": third, "sockudo-2": fourth };
    });
    const [server, ports] = await started.catch((error: unknown) => {
      remove();
      throw error;
    });
    return new Cluster(`http://127.0.0.1:${port}`, server, folder, ports);
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
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
