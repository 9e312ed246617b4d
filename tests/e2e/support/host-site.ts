// Somebody else's site, on another origin than the chat: pages as they are given, with the headers that they are given.
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface HostPage {
  html: string;
  headers?: Record<string, string>;
}

export class HostSite {
  readonly #pages = new Map<string, HostPage>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const page = this.#pages.get(new URL(request.url ?? "/", "http://host").pathname);
      response.writeHead(page ? 200 : 404, { "content-type": "text/html; charset=utf-8", ...page?.headers });
      response.end(page?.html);
    });
  }

  static async open(): Promise<HostSite> {
    const site = new HostSite();
    await new Promise<void>((listening) => site.#server.listen(0, "127.0.0.1", listening));
    return site;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Puts a page there. */
  put(path: string, page: HostPage): void {
    this.#pages.set(path, page);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}
