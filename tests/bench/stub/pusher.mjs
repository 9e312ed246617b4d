// As much of the Pusher protocol as pusher-js needs, with nothing between a message and its socket: rates and bursts are exactly
// what the bench asks for.
import { WebSocketServer } from "ws";
import { ONLINE, VISITOR } from "./messages.mjs";

/** The key of the one app. */
export const KEY = "bench";

/** How far on one write of many frames goes before the event loop is given a turn. */
const TOGETHER = 200;

/** What a browser asks before it subscribes (`POST /pusher/auth`). Nobody checks the signature. */
export function authorization() {
  const { id, ...info } = VISITOR;
  return { auth: `${KEY}:signature`, channel_data: JSON.stringify({ user_id: id, user_info: info }) };
}

const frame = (event, data, channel) => JSON.stringify({ event, channel, data: JSON.stringify(data) });

function presence() {
  const hash = Object.fromEntries(ONLINE.map(({ id, ...info }) => [id, info]));
  return { presence: { ids: Object.keys(hash), hash, count: ONLINE.length } };
}

/** The WebSocket end of a site. */
export class Pusher {
  #server;
  #subscribed = new Map();
  #sockets = 0;

  /** Takes the upgrades of an HTTP server. */
  constructor(server) {
    this.#server = new WebSocketServer({ server, perMessageDeflate: false });
    this.#server.on("connection", (socket) => this.#greet(socket));
  }

  /** How many subscriptions there are. */
  get subscribers() {
    return this.#subscribed.size;
  }

  /** Sends one event to whoever has subscribed. */
  publish(event, data) {
    for (const [socket, channel] of this.#subscribed) socket.send(frame(event, data, channel));
  }

  /** Sends many events as fast as the sockets take them. */
  async publishAll(event, all) {
    for (let from = 0; from < all.length; from += TOGETHER) {
      const frames = all.slice(from, from + TOGETHER);
      for (const [socket, channel] of this.#subscribed) {
        frames.forEach((data) => socket.send(frame(event, data, channel)));
        // Not more than the network takes: what waits here would be late by this program's doing.
        while (socket.bufferedAmount > 1_000_000 && socket.readyState === socket.OPEN) await new Promise(setImmediate);
      }
      await new Promise(setImmediate);
    }
  }

  close() {
    this.#server.clients.forEach((socket) => socket.terminate());
    this.#server.close();
  }

  #greet(socket) {
    socket.on("message", (data) => this.#hear(socket, JSON.parse(data.toString())));
    socket.on("close", () => this.#subscribed.delete(socket));
    socket.on("error", () => this.#subscribed.delete(socket));
    this.#sockets += 1;
    socket.send(frame("pusher:connection_established", { socket_id: `1.${this.#sockets}`, activity_timeout: 120 }));
  }

  #hear(socket, { event, data }) {
    if (event === "pusher:ping") socket.send(frame("pusher:pong", {}));
    if (event === "pusher:unsubscribe") this.#subscribed.delete(socket);
    if (event !== "pusher:subscribe") return;
    this.#subscribed.set(socket, data.channel);
    socket.send(frame("pusher_internal:subscription_succeeded", presence(), data.channel));
  }
}
