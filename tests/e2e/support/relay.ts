// A port that stays the same while the server behind it comes and goes.
import { once } from "node:events";
import { type AddressInfo, type Socket, connect, createServer } from "node:net";

/** Passes TCP connections on. While it is shut, its port refuses them as if nobody listened there. */
export class Relay {
  private readonly ends = new Set<Socket>();
  private readonly server = createServer((socket) => this.pass(socket));
  private target = 0;
  private ownPort = 0;

  /** A relay to the server at `target`. */
  static async to(target: number): Promise<Relay> {
    const relay = new Relay();
    await relay.open(target);
    return relay;
  }

  get port(): number {
    return this.ownPort;
  }

  /** Listens, and passes everything on to `target`. */
  async open(target: number): Promise<void> {
    this.target = target;
    this.server.listen(this.ownPort, "127.0.0.1");
    await once(this.server, "listening");
    this.ownPort = (this.server.address() as AddressInfo).port;
  }

  /** Ends every connection and listens no more. */
  async shut(): Promise<void> {
    if (!this.server.listening) return;
    this.server.close();
    this.ends.forEach((socket) => socket.destroy());
    await once(this.server, "close");
  }

  private pass(incoming: Socket): void {
    const outgoing = connect(this.target, "127.0.0.1");
    const close = () => {
      for (const socket of [incoming, outgoing]) {
        this.ends.delete(socket);
        socket.destroy();
      }
    };
    for (const socket of [incoming, outgoing]) {
      this.ends.add(socket);
      socket.on("close", close).on("error", close);
    }
    incoming.pipe(outgoing).pipe(incoming);
  }
}
