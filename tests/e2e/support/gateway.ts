// The reverse proxy that a site has in front of its backend: where nothing answers behind it, it answers 502.
//
// Without it a killed backend would end kept-alive connections without a word, and Chromium would send a POST again by
// itself on the next idle one, below the page. A backend without `client-id` stores each of those; no page can prevent it.
import { once } from "node:events";
import { type IncomingMessage, type Server, type ServerResponse, createServer, request as send } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";

/** From so many bytes on a body is passed on in two halves. */
const LARGE = 1_000_000;

interface Whole {
  status: number;
  headers: string[];
  body: Buffer | string;
}

export class Gateway {
  /** The backend's port; `undefined` while there is none. */
  target?: number;
  /** Where it says a status, that is the answer in place of the backend's, which has done its work by then. */
  replaceStatus: (method: string, path: string, body: string) => number | undefined = () => undefined;

  /** Waited for when half of a large body was passed on. */
  inTheMiddle: () => Promise<void> = async () => {};

  private constructor(private readonly server: Server) {
    server.on("request", (request, response) => {
      this.pass(request, response).catch(() => response.destroy());
    });
    server.on("upgrade", (request, socket, head) => this.upgrade(request, socket, head));
  }

  static async open(): Promise<Gateway> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    return new Gateway(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, "close");
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const answer = await this.ask(request, body).catch(() => made(502, "there is no backend behind the gateway"));
    const path = (request.url ?? "/").split("?")[0];
    const status = this.replaceStatus(request.method ?? "GET", path, body.toString());
    const { status: code, headers, body: text } = status ? made(status, "something broke after the work was done") : answer;
    response.writeHead(code, headers);
    response.end(text);
  }

  /** Passes a WebSocket on as it is, if there is a backend. */
  private upgrade(request: IncomingMessage, client: Duplex, head: Buffer): void {
    client.on("error", () => {}); // one that goes is no failure
    if (!this.target) return void client.destroy();
    const backend = connect(this.target, "127.0.0.1").on("error", () => {});
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let i = 0; i < request.rawHeaders.length; i += 2) lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
    backend.write(`${lines.join("\r\n")}\r\n\r\n`);
    backend.write(head);
    client.pipe(backend).pipe(client);
    client.on("close", () => backend.destroy());
    backend.on("close", () => client.destroy());
  }

  private async ask(request: IncomingMessage, body: Buffer): Promise<Whole> {
    if (!this.target) throw new Error("no backend");
    const { method, url: path, headers } = request;
    const outgoing = send({ host: "127.0.0.1", port: this.target, method, path, headers, agent: false });
    const answered = once(outgoing, "response");
    answered.catch(() => {}); // it is waited for below
    if (body.length > LARGE) {
      outgoing.write(body.subarray(0, body.length / 2));
      await this.inTheMiddle();
    }
    outgoing.end(body.subarray(body.length > LARGE ? body.length / 2 : 0));
    const [incoming] = (await answered) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const kept = incoming.rawHeaders.filter((_, i, all) => !/^(connection|transfer-encoding|keep-alive)$/i.test(all[i - (i % 2)]));
    return { status: incoming.statusCode ?? 502, headers: kept, body: Buffer.concat(chunks) };
  }
}

function made(status: number, error: string): Whole {
  return { status, headers: ["content-type", "application/json"], body: JSON.stringify({ error }) };
}
