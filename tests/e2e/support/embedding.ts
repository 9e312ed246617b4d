// `test` with a site of somebody else's that has the chat in its pages. The chat's files, its API and the pages are on
// different origins; who the visitor is, is told by a token.
import { type Locator, type Page, expect } from "@playwright/test";
import { ChatPage } from "./chat-page";
import { HostSite } from "./host-site";
import { Network } from "./network";
import { test as base } from "./test";
import { violationsIn } from "./violations";

export { expect } from "@playwright/test";

/** A page of the host's that is open. */
export interface Visit {
  page: Page;
  chat: ChatPage;
  /** The custom element. */
  element: Locator;
  violations: string[];
}

interface Fixtures {
  host: HostSite;
  /** Where the chat's files are: what a host page loads them from. */
  cdn: Network;
  tokenOf: (name: string) => Promise<string>;
  /** Puts a page on the host's site, and opens it in a browser of its own; `body` may name the chat's origin as `CDN`. */
  visit: (body: string, options?: VisitOptions) => Promise<Visit>;
}

interface VisitOptions {
  /** The page's headers; `CDN`, `API` and `SOCKET` stand for those origins. */
  headers?: Record<string, string>;
  head?: string;
  width?: number;
  height?: number;
}

export const test = base.extend<Fixtures>({
  host: async ({}, use) => {
    const host = await HostSite.open();
    await use(host);
    await host.close();
  },

  site: async ({ host }, use) => use({ allowOrigin: host.origin }),

  cdn: async ({ backend, sockudo }, use) => {
    const network = await Network.open(backend.port, sockudo.port);
    await use(network);
    await network.close();
  },

  tokenOf: async ({ request, cdn }, use) => {
    await use(async (name) => (await (await request.post(`${cdn.origin}/login`, { data: { name } })).json()).token);
  },

  visit: async ({ browser, host, cdn }, use) => {
    let pages = 0;
    const visits: Visit[] = [];
    await use(async (body, { headers = {}, head = "", width = 1280, height = 800 } = {}) => {
      const filled = (text: string) => text.replaceAll("https://cdn.example/chat", cdn.origin).replaceAll("CDN", cdn.origin);
      const path = `/page-${++pages}`;
      const named = Object.entries(headers).map(([name, value]) => [name, filled(value)]);
      host.put(path, { html: `<!doctype html><title>Host</title>${filled(head + body)}`, headers: Object.fromEntries(named) });
      const context = await browser.newContext({ viewport: { width, height } });
      const violations = await violationsIn(context);
      const page = await context.newPage();
      page.on("pageerror", (error) => violations.push(`error: ${error.message}`));
      await page.goto(host.origin + path);
      const visit = { page, chat: new ChatPage(page), element: page.locator("collabspace-chat").first(), violations };
      visits.push(visit);
      return visit;
    });
    for (const { page, violations } of visits) {
      await page.context().close();
      expect.soft(violations, "errors and violations of the host page's policy").toEqual([]);
    }
  },
});
