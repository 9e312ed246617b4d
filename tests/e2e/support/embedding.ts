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
  /** The chat in the first frame of the page. */
  framed: ChatPage;
  violations: string[];
}

/** Loads the element's script, as a host page does it. */
export const SCRIPT = '<script type="module" src="CDN/embed.js"></script>';

/** The element as a host page has it, with what gives it its token. */
export function element(attributes = "", token = ""): string {
  return `<collabspace-chat config="CDN/config.json" ${attributes}></collabspace-chat>
   <script>document.currentScript.previousElementSibling.tokenProvider = async () => "${token}";</script>`;
}

/**
 * One edits their newest message, the other reacts to it and answers it, the first deletes it: each sees all of it. Returns the
 * message's id.
 */
export async function changeInTurn(author: ChatPage, other: ChatPage, text: string): Promise<string> {
  await author.composer.press("ArrowUp");
  await expect(author.composer).toHaveValue(text);
  await author.composer.fill(`${text}, mended`);
  await author.composer.press("Enter");
  const message = other.message(`${text}, mended`);
  await expect(message).toContainText("edited");
  const id = (await message.getAttribute("data-message-id")) ?? "";
  await message.hover();
  await other.toolbar.getByRole("button", { name: "👍" }).click();
  await expect(author.list.locator(".reaction")).toHaveText("👍 1");
  await message.hover();
  await other.toolbar.getByRole("button", { name: "Reply", exact: true }).click();
  await other.composer.fill("I see");
  await other.composer.press("Enter");
  await expect(author.list.locator(".message-reply")).toHaveAccessibleName(/^Reply to .*, mended$/);
  await author.list.locator(`[data-message-id="${id}"]`).press("Shift+Delete");
  await expect(other.list.locator(".message-reply")).toHaveText("Reply to a deleted message");
  await expect(other.list.locator(`[data-message-id="${id}"]`)).toHaveText(/This message was deleted\./);
  return id;
}

/** Somebody writes, by the backend alone. */
export async function saysAfar(cdn: Network, token: string, content: string, channelId = "general"): Promise<void> {
  const { workspaceId } = await (await fetch(`${cdn.origin}/config.json`)).json();
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const body = JSON.stringify({ content, workspaceId, channelId });
  expect((await fetch(`${cdn.origin}/api/messages`, { method: "POST", headers, body })).status, "what a message is answered").toBe(200);
}

interface Fixtures {
  host: HostSite;
  /** Where the chat's files are: what a host page loads them from. */
  cdn: Network;
  /** Every token that was given. */
  tokens: string[];
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

  site: async ({ host }, use) => use({ allowOrigin: host.origin, frameAncestor: host.origin }),

  cdn: async ({ backend, pusherServer, sockudo }, use) => {
    const network = await Network.open(backend.port, pusherServer === "embedded" ? backend.port : sockudo.port);
    await use(network);
    await network.close();
  },

  tokens: async ({}, use) => use([]),

  tokenOf: async ({ request, cdn, tokens }, use) => {
    await use(async (name) => {
      const { token } = await (await request.post(`${cdn.origin}/login`, { data: { name } })).json();
      expect(token, "what signing in gives").toEqual(expect.any(String));
      tokens.push(token);
      return token;
    });
  },

  visit: async ({ browser, host, cdn, tokens }, use) => {
    let pages = 0;
    const visits: Visit[] = [];
    // While nothing answers, pusher-js also tries the secure scheme.
    const known = [host.origin, cdn.origin, ...["ws:", "wss:"].map((scheme) => cdn.origin.replace("http:", scheme))];
    const strangers = new Set<string>();
    const written: string[] = [];
    await use(async (body, { headers = {}, head = "", width = 1280, height = 800 } = {}) => {
      const filled = (text: string) => text.replaceAll("https://cdn.example/chat", cdn.origin).replaceAll("CDN", cdn.origin);
      const path = `/page-${++pages}`;
      const named = Object.entries(headers).map(([name, value]) => [name, filled(value)]);
      host.put(path, { html: `<!doctype html><title>Host</title>${filled(head + body)}`, headers: Object.fromEntries(named) });
      const context = await browser.newContext({ viewport: { width, height } });
      const violations = await violationsIn(context);
      context.on("console", (message) => written.push(message.text()));
      context.on("request", (request) => {
        written.push(request.url());
        const { protocol, origin } = new URL(request.url());
        // Other frames of a host page are the host's own matter.
        if (protocol.startsWith("http") && !known.includes(origin) && !request.isNavigationRequest()) strangers.add(origin);
      });
      const page = await context.newPage();
      page.on("websocket", (socket) => known.includes(new URL(socket.url()).origin) || strangers.add(socket.url()));
      page.on("pageerror", (error) => violations.push(`error: ${error.message}`));
      await page.goto(host.origin + path);
      const framed = new ChatPage(page.frameLocator("iframe").first());
      const visit = { page, chat: new ChatPage(page), element: page.locator("collabspace-chat").first(), framed, violations };
      visits.push(visit);
      return visit;
    });
    for (const { page, violations } of visits) {
      await page.context().close();
      expect.soft(violations, "errors and violations of the host page's policy").toEqual([]);
    }
    expect.soft([...strangers], "whoever was asked beside the host's site, the chat's files, its API and its socket").toEqual([]);
    const leaks = written.filter((text) => tokens.some((token) => text.includes(token)));
    expect.soft(leaks, "tokens in an address or in the console").toEqual([]);
  },
});
