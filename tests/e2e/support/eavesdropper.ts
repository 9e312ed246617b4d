// Somebody without a session who tries to hear what is said, from a web page of their own: sockets that nobody signed.
import type { JSHandle, Page } from "@playwright/test";

/** Spellings of a query that sockudo reads as its own protocol, which knows patterns. */
export const OWN_PROTOCOL = ["protocol=2", "protocol=02", "protocol=%2B2", "%70rotocol=2", "PROTOCOL=7&protocol=2"];

/** The same, and others that a proxy might let through. */
const QUERIES = [...OWN_PROTOCOL, "protocol=7&protocol=2", "protocol=2&protocol=7", "protocol=7%26protocol=2", "protocol=7;protocol=2", ""];

/** Every address that is tried for `key`, seen from `origin`. */
export function addressesOf(origin: string, key: string): string[] {
  const paths = [`/app/${key}`, `/%61pp/${key}`, `//app/${key}`, `/apps/..%2Fapp/${key}`, `/login/..%2Fapp/${key}`];
  const inPath = [`/app/${key}%3Fprotocol=2`, `/app/${key}%3Fprotocol=2?protocol=2`, `/app/${key}/?protocol=2`];
  return [...paths.flatMap((path) => QUERIES.map((query) => `${path}?${query}`)), ...inPath].map((path) => origin.replace(/^http/, "ws") + path);
}

/** The sockets of one page. */
export class Eavesdropper {
  private constructor(private readonly sockets: JSHandle<Listening[]>) {}

  /** Opens a socket for each address and channel, and subscribes by both protocols; waits until each is answered or turned away. */
  static async on(page: Page, addresses: string[], channels: string[]): Promise<Eavesdropper> {
    const sockets = await page.evaluateHandle(
      async ([addresses, channels]) => {
        const listening = addresses.flatMap((address) => channels.map((channel) => ({ address, channel, heard: [] as string[], flush: async () => {} })));
        for (const one of listening) {
          const socket = new WebSocket(one.address);
          const says = (event: string, data: unknown) => {
            for (const prefix of ["pusher", "sockudo"]) socket.send(JSON.stringify({ event: `${prefix}:${event}`, data }));
          };
          let answered = () => {};
          // Whatever it was sent before the answer to this ping has arrived by then.
          one.flush = () =>
            new Promise<void>((done) => {
              if (socket.readyState !== WebSocket.OPEN) return done();
              answered = done;
              says("ping", {});
            });
          socket.addEventListener("message", ({ data }) => {
            one.heard.push(data);
            if (/"\w+:pong"/.test(data)) answered();
          });
          const ended = new Promise<void>((done) => socket.addEventListener("close", () => done(answered())));
          const opened = new Promise<void>((done) => {
            socket.addEventListener("message", () => done(), { once: true });
          });
          await Promise.race([opened, ended]);
          if (socket.readyState === WebSocket.OPEN) says("subscribe", { channel: one.channel });
          await one.flush();
        }
        return listening;
      },
      [addresses, channels],
    );
    return new Eavesdropper(sockets);
  }

  /** Which sockets heard something that holds one of `texts`, as `address channel`. */
  async heard(...texts: string[]): Promise<string[]> {
    return this.sockets.evaluate(async (listening, texts) => {
      await Promise.all(listening.map((one) => one.flush()));
      const knows = ({ heard }: Listening) => heard.some((event) => texts.some((text) => event.includes(text)));
      return listening.filter(knows).map(({ address, channel }) => `${address} ${channel}`);
    }, texts);
  }

  /** How many sockets the server greeted. */
  async greeted(): Promise<number> {
    return this.sockets.evaluate((listening) => {
      return listening.filter(({ heard }) => heard.some((event) => event.includes(":connection_established"))).length;
    });
  }
}

interface Listening {
  address: string;
  channel: string;
  heard: string[];
  flush: () => Promise<void>;
}
