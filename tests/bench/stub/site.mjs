// A site with the chat in it: static files, the contract's calls, and a Pusher server, on one port.
import { once } from "node:events";
import { createServer } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { serveFiles } from "./files.mjs";
import { Channel, VISITOR } from "./messages.mjs";
import { Pusher, authorization } from "./pusher.mjs";

const compress = promisify(brotliCompress);

// As in the reference backend.
const FEATURES = ["client-id", "after", "me", "channels"];
const CHANNELS = [{ id: "general", name: "general" }, { id: "random", name: "random" }];

/** One page's site. */
export class Site {
  /** The calls of the API, in order: `"GET /api/messages"`, with the query. */
  calls = [];
  #server;
  #files = (request, response) => response.writeHead(404).end();
  #channels = new Map();
  #pusher;

  constructor(server) {
    this.#server = server;
    this.#pusher = new Pusher(server);
    this.fresh();
    server.on("request", (request, response) => {
      this.#answer(request, response).catch((error) => {
        console.error(error);
        response.destroy();
      });
    });
  }

  /** A site on a free port, that has no files yet. */
  static async open() {
    // Longer than any measurement: no connection is closed in one.
    const server = createServer({ keepAliveTimeout: 300_000 }).listen(0, "127.0.0.1");
    await once(server, "listening");
    return new Site(server);
  }

  get port() {
    return this.#server.address().port;
  }

  get origin() {
    return `http://127.0.0.1:${this.port}`;
  }

  get pusher() {
    return this.#pusher;
  }

  /** The channel that a page opens. */
  get channel() {
    return this.#channels.get("general");
  }

  /** Everything as it was before the first message of the bench. */
  fresh() {
    CHANNELS.forEach(({ id }) => this.#channels.set(id, new Channel(id)));
    this.calls = [];
  }

  /** Serves this folder; a script, if there is one, runs before all else in the page. */
  serve(folder, script) {
    this.#files = serveFiles(folder, script);
  }

  close() {
    this.#pusher.close();
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** Somebody says something; the event goes out at once. Gives the message's id and the instant, in ms since 1970. */
  say() {
    const said = this.channel.say();
    const at = performance.timeOrigin + performance.now();
    this.#pusher.publish("new-message", said);
    return { id: said.id, at };
  }

  /** `count` messages as fast as the socket takes them. Gives their ids and the instant of the first. */
  async burst(count) {
    const all = Array.from({ length: count }, () => this.channel.say());
    const at = performance.timeOrigin + performance.now();
    await this.#pusher.publishAll("new-message", all);
    return { ids: all.map(({ id }) => id), at };
  }

  async #answer(request, response) {
    const { pathname, searchParams } = new URL(request.url, this.origin);
    if (!pathname.startsWith("/api/")) return this.#files(request, response, pathname);
    this.calls.push(`${request.method} ${pathname}${searchParams.size ? `?${searchParams}` : ""}`);
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = this.#call(`${request.method} ${pathname}`, searchParams, Buffer.concat(chunks).toString());
    const json = Buffer.from(JSON.stringify(answer ?? { error: "there is no such call" }));
    const takesBrotli = json.length > 200 && /\bbr\b/.test(request.headers["accept-encoding"] ?? "");
    const body = takesBrotli ? await compress(json, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) : json;
    const headers = { "content-type": "application/json", "cache-control": "no-store", "content-length": body.length };
    response.writeHead(answer ? 200 : 404, takesBrotli ? { ...headers, "content-encoding": "br" } : headers).end(body);
  }

  #call(call, query, body) {
    const channel = this.#channels.get(query.get("channelId") ?? "general");
    const limit = Number(query.get("limit") ?? 50);
    switch (call) {
      case "GET /api/messages": {
        if (query.has("after")) {
          const messages = channel.after(query.get("after"), limit);
          return { success: true, messages, hasMore: messages.length === limit };
        }
        const before = query.has("before") ? Date.parse(query.get("before")) : undefined;
        return { success: true, messages: channel.before(before, limit) };
      }
      case "POST /api/messages": {
        const { channelId, ...sent } = JSON.parse(body);
        const message = this.#channels.get(channelId).add(sent);
        this.#pusher.publish("new-message", message);
        return { success: true, message };
      }
      case "POST /api/messages/typing":
        return { success: true };
      case "POST /api/pusher/auth":
        return authorization();
      case "GET /api/capabilities":
        return { version: 1, features: FEATURES };
      case "GET /api/me":
        return VISITOR;
      case "GET /api/channels":
        return { channels: CHANNELS.map((channel) => ({ ...channel, unread: 0 })) };
      default:
        return undefined;
    }
  }
}
