// One person's way to the site: a reverse proxy, on a port of its own, in front of the backend and the Pusher server. Here
// the network fails on request; nothing in the browser is replaced.
import { once } from "node:events";
import { type IncomingMessage, type Server, type ServerResponse, createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type Answer, type Call, Fault, type Which, isMeant } from "./faults";
import { Gate } from "./gate";
import { type Refusal, refuse } from "./pusher-refusal";
import { Sockets } from "./sockets";

/** What config.json holds; a text is served as it is. */
export type PageConfig = Record<string, any> | string;

export class Network {
  /** All calls that came by, in order. */
  readonly calls: Call[] = [];
  readonly sockets = new Sockets();
  /** New WebSockets wait here. */
  readonly socketGate = new Gate();
  /** Where set, new WebSockets are turned away as hosted Pusher does it. */
  refusal?: Refusal;
  /** Changes the config.json that the backend wrote. */
  configure: (config: Record<string, any>) => PageConfig = (config) => config;
  /** Changes the path that the backend is asked for. */
  rewritePath: (path: string) => string = (path) => path;
  /** Further backends, each with a page of its own below a path of this origin, such as `/team-b`, and what its config.json says. */
  readonly below = new Map<string, { port: number; config: Record<string, any> }>();

  private readonly faults: Fault[] = [];
  private readonly frozen = new Gate();
  private readonly connections = new Set<Duplex>();
  private isCut = false;

  private constructor(private readonly server: Server, private readonly backendPort: number, private readonly pusherPort: number) {
    server.on("request", (request, response) => {
      this.pass(request, response).catch(() => response.destroy());
    });
    server.on("upgrade", (request, socket, head) => {
      socket.on("error", () => {}); // a browser that goes is no failure
      void this.upgrade(request, socket, head);
    });
    server.on("connection", (socket) => {
      if (this.isCut) return socket.destroy();
      this.connections.add(socket);
      return socket.on("close", () => this.connections.delete(socket));
    });
  }

  /** A working network, in front of these two servers. */
  static async open(backendPort: number, pusherPort: number): Promise<Network> {
    const server = createServer({ keepAliveTimeout: 60_000 }).listen(0, "127.0.0.1");
    await once(server, "listening");
    return new Network(server, backendPort, pusherPort);
  }

  async close(): Promise<void> {
    this.faults.forEach((fault) => fault.lift());
    this.cut();
    this.server.close();
    await once(this.server, "close");
  }

  /** Where the site is, seen from here. */
  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The calls of one kind that came by. */
  callsOf(which: Which): Call[] {
    return this.calls.filter((call) => isMeant(which, call));
  }

  /** Answers in the backend's place; the calls never reach it. Where its gate is shut, they wait there for their answer. */
  answer(which: Which, status: number, body: unknown = { error: "made up by the test" }, headers: Answer["headers"] = {}): Fault {
    return this.add(new Fault(which, { kind: "answer", answer: { status, body, headers } }));
  }

  /** Keeps calls from reaching the backend until it is lifted. */
  hold(which: Which): Fault {
    return this.add(new Fault(which, { kind: "hold" }));
  }

  /** Lets calls reach the backend, but keeps the answers until it is lifted. */
  holdAnswer(which: Which): Fault {
    return this.add(new Fault(which, { kind: "hold answer" }));
  }

  /** Gives of an answer what stands before `from`, and the rest when it is lifted. */
  holdRest(which: Which, from: string): Fault {
    return this.add(new Fault(which, { kind: "hold rest", from }));
  }

  /** Takes half of a call's body from the browser, and the rest when it is lifted. */
  holdBody(which: Which): Fault {
    return this.add(new Fault(which, { kind: "hold body" }));
  }

  /**
   * Lets calls reach the backend, then ends the connection in the middle of the answer. Not before it: where a connection
   * that was used before ends without a word, Chromium sends the call again by itself, also a POST.
   */
  loseAnswer(which: Which): Fault {
    return this.add(new Fault(which, { kind: "lose answer" }));
  }

  /** Ends the connection before the call reaches the backend. */
  break(which: Which): Fault {
    return this.add(new Fault(which, { kind: "break" }));
  }

  /** Ends every connection; every new one fails. */
  cut(): void {
    this.isCut = true;
    this.sockets.cut();
    this.connections.forEach((socket) => socket.destroy());
  }

  /** Nothing goes through any more; nobody is told. */
  freeze(): void {
    this.frozen.shut();
    this.sockets.freeze();
  }

  /** It works again after [`cut`] or [`freeze`]. */
  restore(): void {
    this.isCut = false;
    this.frozen.open();
    this.sockets.release();
  }

  private get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  private add(fault: Fault): Fault {
    this.faults.push(fault);
    return fault;
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", this.origin);
    const { method = "GET", headers } = request;
    const call = { method, path: pathname, query: searchParams, headers, body: "", at: Date.now() };
    const half = this.faults.find(({ isLifted, which, what }) => !isLifted && what.kind === "hold body" && isMeant(which, call));
    const chunks: Buffer[] = [];
    let taken = 0;
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
      taken += chunk.length;
      if (half && !half.isLifted && taken * 2 > Number(headers["content-length"])) {
        half.strike(call);
        await half.gate.pass();
      }
    }
    const body = Buffer.concat(chunks);
    call.body = body.toString();
    this.calls.push(call);

    await this.frozen.pass();
    const fault = this.faults.find(({ isLifted, which }) => !isLifted && isMeant(which, call));
    const { kind } = fault?.what ?? { kind: "none" };
    if (fault && (kind === "answer" || kind === "hold" || kind === "break")) fault.strike(call);
    if (fault?.what.kind === "answer") {
      await fault.gate.pass();
      return give(response, fault.what.answer);
    }
    if (kind === "break") return void response.destroy();
    if (kind === "hold") await fault?.gate.pass();

    if (kind === "hold rest") request.headers["accept-encoding"] = "identity";
    const answer = await this.ask(request, body);
    if (fault && (kind === "hold answer" || kind === "lose answer")) fault.strike(call);
    if (kind === "hold answer") await fault?.gate.pass();
    await this.frozen.pass();
    response.writeHead(answer.status, answer.headers);
    if (kind === "lose answer") return void response.write(answer.body.slice(0, 5), () => response.destroy());
    if (fault?.what.kind === "hold rest") {
      const at = answer.body.indexOf(fault.what.from);
      response.write(answer.body.slice(0, at));
      fault.strike(call);
      await fault.gate.pass();
      return void response.end(answer.body.slice(at));
    }
    response.end(answer.body);
  }

  /** Asks the backend. */
  private async ask(request: IncomingMessage, body: Buffer): Promise<{ status: number; headers: string[]; body: Buffer | string }> {
    const other = [...this.below].find(([path]) => request.url?.startsWith(`${path}/`));
    const asked = (request.url ?? "/").slice(other?.[0].length ?? 0);
    const isConfig = asked.split("?")[0] === "/config.json";
    // To be changed here it has to come uncompressed and whole.
    const headers = { ...request.headers, ...(isConfig && { "accept-encoding": "identity", "if-none-match": "", "if-modified-since": "" }) };
    const path = this.rewritePath(asked);
    const outgoing = send({ port: other?.[1].port ?? this.backendPort, host: "127.0.0.1", method: request.method, path, headers, agent: false });
    outgoing.end(body);
    const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const answer = Buffer.concat(chunks);
    const status = incoming.statusCode ?? 502;
    if (isConfig) {
      const written = ["content-type", "application/json", "cache-control", "no-store", "access-control-allow-origin", "*"];
      return { status, headers: written, body: this.config(answer, other?.[1].config) };
    }
    const kept = incoming.rawHeaders.filter((_, i, all) => !/^(connection|transfer-encoding|keep-alive)$/i.test(all[i - (i % 2)]));
    return { status, headers: kept, body: answer };
  }

  /** The backend's config.json, with the Pusher server where it is seen from here. */
  private config(written: Buffer, differs = {}): string {
    const config = { ...JSON.parse(written.toString()), ...differs };
    // The embedded server is where the page's API is, which is here already.
    if (config.pusher.wsHost !== "self") Object.assign(config.pusher, { wsHost: "127.0.0.1", wsPort: this.port, wssPort: this.port });
    const changed = this.configure(config);
    return typeof changed === "string" ? changed : JSON.stringify(changed);
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    await this.frozen.pass();
    await this.socketGate.pass();
    if (this.isCut || socket.destroyed) return void socket.destroy();
    if (this.refusal) return refuse(request, socket, this.refusal);
    this.sockets.open(request, socket, head, this.pusherPort);
  }
}

function give(response: ServerResponse, { status, body, headers }: Answer): void {
  const isText = typeof body === "string";
  response.writeHead(status, { "content-type": isText ? "text/html" : "application/json", ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
