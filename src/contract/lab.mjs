// What the rules look at: calls as either person, the live connection, and a few messages that are sent once for all of
// them.
import { call, isSuccess } from "./http.mjs";
import { skip } from "./rule.mjs";
import { Connection } from "./socket.mjs";

/**
 * `site` is `{ fetch, WebSocket, api, names, workspaceId, channelId, foreignWorkspaceId, pusherChannel, pusherKey,
 * socketAddress, headers, sessions: { me, other }, patience }`. `headers` go with every call, a session is `{ headers,
 * credentials }`, and `patience` is in milliseconds.
 */
export class Lab {
  #once = new Map();
  #connections = [];

  constructor(site) {
    this.site = site;
    // In every text that is sent: a channel may have seen an earlier walk.
    this.nonce = `check${Math.random().toString(36).slice(2, 10)}`;
  }

  /** The result of `make`, which is called the first time only. */
  once(name, make) {
    if (!this.#once.has(name)) this.#once.set(name, make());
    return this.#once.get(name);
  }

  /** Makes a call as "me", "other" or "nobody". */
  as(who, method, path, options = {}) {
    const session = this.site.sessions[who] ?? { credentials: "omit" };
    const headers = { ...this.site.headers, ...session.headers, ...options.headers };
    return call(this.site, method, path, { credentials: session.credentials, ...options, headers });
  }

  /** `GET` of messages in the channel. */
  messages(who, query) {
    const { workspaceId, channelId, names } = this.site;
    return this.as(who, "GET", names.messagesPath, { query: { workspaceId, channelId, ...query } });
  }

  /** `POST` of a message into the channel. */
  post(who, content, more) {
    const { workspaceId, channelId, names } = this.site;
    return this.as(who, "POST", names.messagesPath, { json: { content, workspaceId, channelId, ...more } });
  }

  /** A call on one message. */
  on(who, method, id, options, more = "") {
    return this.as(who, method, `${this.site.names.messagesPath}/${encodeURIComponent(id)}${more}`, options);
  }

  /** Asks for the signature of a subscription. */
  authorize(who, socket_id, channel_name = this.site.pusherChannel) {
    return this.as(who, "POST", this.site.names.authPath, { form: { socket_id, channel_name } });
  }

  /** Sends a message that a check needs and returns it as the backend answers it. */
  async say(who, words, more) {
    const exchange = await this.post(who, `${this.nonce} ${words}`, more);
    const message = exchange.json?.message;
    const isId = typeof message?.id === "string" || Number.isSafeInteger(message?.id);
    if (!isSuccess(exchange) || !isId) skip(`a message that this check needs was answered by ${exchange.status}`);
    return { ...message, id: String(message.id), exchange };
  }

  /** The answer of `GET /api/capabilities`. */
  capabilities() {
    return this.once("capabilities", () => this.as("me", "GET", "/capabilities"));
  }

  /** The features that are offered. */
  async features() {
    const { status, json } = await this.capabilities().catch(() => ({}));
    const names = status === 200 && json?.version === 1 && Array.isArray(json.features) ? json.features : [];
    return new Set(names.filter((name) => typeof name === "string"));
  }

  /** My live connection: `{ connection, socketId, auth, subscribed }`, as far as it came. */
  live() {
    return this.once("live", () => this.join("me"));
  }

  /** Opens a connection and subscribes that person to a Pusher channel. */
  async join(who, channel = this.site.pusherChannel) {
    const { WebSocket, socketAddress, patience } = this.site;
    if (!socketAddress) return {};
    const connection = new Connection(WebSocket, socketAddress);
    this.#connections.push(connection);
    const greeting = await connection.frame(({ event }) => /^pusher:(connection_established|error)$/.test(event), patience);
    const socketId = greeting?.data?.socket_id;
    if (typeof socketId !== "string") return { connection };
    const auth = await this.authorize(who, socketId, channel);
    const { auth: signature, channel_data } = auth.json ?? {};
    if (!isSuccess(auth) || typeof signature !== "string") return { connection, socketId, auth };
    connection.send("pusher:subscribe", { channel, auth: signature, channel_data });
    const answers = /^pusher_internal:subscription_succeeded$|^pusher:(subscription_error|error)$/;
    const subscribed = await connection.frame(({ event }) => answers.test(event), patience);
    return { connection, socketId, auth, subscribed };
  }

  /** The data of the first event of that name that matches, waiting for it; `undefined` if none comes. */
  async event(name, matches) {
    const { connection } = await this.live();
    const isIt = ({ event, data }) => event === name && data !== null && typeof data === "object" && matches(data);
    return (await connection?.frame(isIt, this.site.patience))?.data;
  }

  close() {
    for (const connection of this.#connections) connection.close();
  }
}
