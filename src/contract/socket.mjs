// A client of the Pusher Channels protocol, version 7, for one subscription: enough to see what arrives.
import { parse } from "./http.mjs";

/** Returns the address of the WebSocket that pusher-js would open with these settings, or `undefined` without a key. */
export function socketAddress(pusher, api) {
  if (!pusher?.key) return undefined;
  const suffix = `/app/${encodeURIComponent(pusher.key)}?protocol=7&client=contract-check&version=1.0`;
  const path = (pusher.wsPath ?? "").replace(/\/$/, "");
  if (pusher.wsHost === "self") {
    const { protocol, host } = new URL(api);
    return `${protocol === "https:" ? "wss" : "ws"}://${host}${path}${suffix}`;
  }
  const isSecure = pusher.forceTLS !== false;
  const host = pusher.wsHost ?? `ws-${pusher.cluster}.pusher.com`;
  const port = isSecure ? (pusher.wssPort ?? 443) : (pusher.wsPort ?? 80);
  return `${isSecure ? "wss" : "ws"}://${host}:${port}${path}${suffix}`;
}

/** A connection. `frames` is what has arrived so far, `{event, channel, data}` each, with `data` parsed. */
export class Connection {
  frames = [];
  closed = undefined;
  #waiting = new Set();
  #socket;

  constructor(WebSocket, address) {
    this.#socket = new WebSocket(address);
    this.#socket.addEventListener("message", ({ data }) => this.#take(parse(String(data))));
    this.#socket.addEventListener("error", () => this.#end("the WebSocket could not be opened, or failed"));
    this.#socket.addEventListener("close", ({ code, reason }) => this.#end(`closed with ${code}${reason && `: ${reason}`}`));
  }

  #take(frame) {
    if (typeof frame?.event !== "string") return;
    const data = typeof frame.data === "string" ? (parse(frame.data) ?? frame.data) : frame.data;
    if (frame.event === "pusher:ping") return this.send("pusher:pong", {});
    this.frames.push({ ...frame, data });
    for (const look of this.#waiting) look();
  }

  #end(reason) {
    this.closed ??= reason;
    for (const look of this.#waiting) look();
  }

  send(event, data) {
    if (!this.closed) this.#socket.send(JSON.stringify({ event, data }));
  }

  /** Returns the first frame that matches, waiting for it; `undefined` if the connection ends, or `patience` ms pass. */
  async frame(matches, patience) {
    const found = () => this.frames.find(matches);
    if (found() || this.closed) return found();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(found());
      };
      const look = () => (found() || this.closed) && done();
      const timer = setTimeout(done, patience);
      this.#waiting.add(look);
    });
  }

  close() {
    this.#socket.close();
  }
}
