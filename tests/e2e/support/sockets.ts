// The WebSockets of one browser on their way to the Pusher server.
import type { IncomingMessage } from "node:http";
import { type Socket, connect } from "node:net";
import type { Duplex } from "node:stream";

interface Pair {
  browser: Duplex;
  server: Socket;
}

/** Passes WebSockets through, and can stop what they carry. */
export class Sockets {
  private readonly pairs = new Set<Pair>();
  private toServerStopped = false;
  private toBrowserStopped = false;

  /** How many are open. */
  get count(): number {
    return this.pairs.size;
  }

  /** Passes a handshake on to the server at `port`, and then whatever follows. The client never chooses the protocol: `backend/deploy`. */
  open(request: IncomingMessage, browser: Duplex, head: Buffer, port: number): void {
    const server = connect(port, "127.0.0.1");
    const pair = { browser, server };
    this.pairs.add(pair);
    const path = (request.url ?? "/").split("?")[0];
    const lines = [`${request.method} ${path}?protocol=7 HTTP/1.1`];
    for (let i = 0; i < request.rawHeaders.length; i += 2) lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
    server.write(`${lines.join("\r\n")}\r\n\r\n`);
    server.write(head);
    server.on("data", (data) => browser.write(data));
    browser.on("data", (data) => server.write(data));
    const close = () => {
      this.pairs.delete(pair);
      server.destroy();
      browser.destroy();
    };
    for (const end of [server, browser]) end.on("close", close).on("error", close);
    this.settle(pair);
  }

  /** Nothing goes either way; nobody is told. */
  freeze(): void {
    this.set(true, true);
  }

  /** What the server sends waits on its way. */
  holdEvents(): void {
    this.set(false, true);
  }

  /** Everything goes again, what waited first. */
  release(): void {
    this.set(false, false);
  }

  /** Ends them all. */
  cut(): void {
    for (const { browser, server } of this.pairs) {
      browser.destroy();
      server.destroy();
    }
  }

  private set(toServer: boolean, toBrowser: boolean): void {
    this.toServerStopped = toServer;
    this.toBrowserStopped = toBrowser;
    this.pairs.forEach((pair) => this.settle(pair));
  }

  private settle({ browser, server }: Pair): void {
    if (this.toServerStopped) browser.pause();
    else browser.resume();
    if (this.toBrowserStopped) server.pause();
    else server.resume();
  }
}
