// The page as a site hosts it: the built folder in a real nginx, with the configuration that comes in that folder, its API on
// another origin, in a sub-folder. Nothing is built again: config.json and the headers are all that is site-specific.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { APIResponse } from "@playwright/test";
import { type Backend, startBackend } from "../support/backend";
import { ChatPage } from "../support/chat-page";
import { startNginx } from "../support/nginx";
import * as programs from "../support/programs";
import { type ServerProcess, freePort } from "../support/server-process";
import { APP } from "../support/sockudo";
import { expect, test as base } from "../support/test";
import { violationsIn } from "../support/violations";

interface Hosted {
  /** Where the page is. */
  address: string;
  api: string;
}

const writeHeaders = (folder: string) => {
  execFileSync("node", [path.resolve(__dirname, "../../../scripts/page/headers.mjs"), folder]);
};

const test = base.extend<{ folder: string; api: Record<string, unknown>; hosted: Hosted }>({
  /** In which folder of its host the page is. */
  folder: ["", { option: true }],
  /** What the page's configuration says of the API beside its address. */
  api: [{}, { option: true }],
  hosted: async ({ sockudo, mode, folder, api }, use) => {
    const work = mkdtempSync(path.join(tmpdir(), "collabspace-hosting-"));
    let backend: Backend | undefined;
    let nginx: ServerProcess | undefined;
    try {
      const port = await freePort();
      const origin = `http://127.0.0.1:${port}`;
      backend = await startBackend(`hosted-${port}`, sockudo.port, mode === "baseline", { allowOrigin: origin });
      const page = path.join(work, "root", folder);
      cpSync(programs.dist(), page, { recursive: true });
      writeFileSync(path.join(work, "root/healthy.txt"), "yes");
      const baseUrl = `http://127.0.0.1:${backend.port}/api`;
      const pusher = { key: APP.key, wsHost: "127.0.0.1", wsPort: sockudo.port, wssPort: sockudo.port, forceTLS: false };
      const config = { pusher, api: { baseUrl, credentials: "include", ...api }, workspaceId: backend.workspace };
      writeFileSync(path.join(page, "config.json"), JSON.stringify(config));
      writeHeaders(page);
      nginx = await startNginx(page, path.join(work, "root"), port, path.join(work, "nginx"));
      await use({ address: `${origin}/${folder}`, api: baseUrl });
    } finally {
      await nginx?.stop();
      await backend?.stop();
      rmSync(work, { recursive: true, force: true });
    }
  },
});

const signIn = (hosted: Hosted, name: string) => ({ url: hosted.api.replace(/\/api$/, "/login"), form: { name }, maxRedirects: 0 });

for (const folder of ["", "community/chat/"]) {
  test.describe(folder ? "in a sub-folder" : "at the root", () => {
    test.use({ folder });

    test("two people chat; nothing is asked of anybody but the host, the API and the socket", async ({ browser, hosted, sockudo }) => {
      const people = await Promise.all(
        ["Ada", "Grace"].map(async (name) => {
          const context = await browser.newContext();
          const { url, ...options } = signIn(hosted, name);
          expect((await context.request.post(url, options)).status()).toBe(303);
          const page = await context.newPage();
          const violations = await violationsIn(context);
          const asked = new Set<string>();
          page.on("request", (request) => asked.add(new URL(request.url()).origin));
          page.on("websocket", (socket) => asked.add(new URL(socket.url()).origin));
          await page.goto(hosted.address);
          const chat = new ChatPage(page);
          await expect(chat.root).toHaveAttribute("data-connection", "live");
          return { context, chat, asked, violations };
        }),
      );
      const [ada, grace] = people;
      await ada.chat.composer.fill("hosted");
      await ada.chat.composer.press("Enter");
      for (const { chat } of people) {
        await expect(chat.message("hosted")).toHaveAttribute("data-state", "sent");
      }
      for (const { context, asked, violations } of people) {
        const known = [new URL(hosted.address).origin, new URL(hosted.api).origin, `ws://127.0.0.1:${sockudo.port}`];
        expect([...asked].filter((origin) => !known.includes(origin))).toEqual([]);
        expect(violations).toEqual([]);
        await context.close();
      }
      expect(grace.asked.size).toBe(3);
    });
  });
}

test("types, compression and caching are as the page needs them", async ({ request, hosted }) => {
  const get = (name: string, accept = "br") => request.get(hosted.address + name, { headers: { "accept-encoding": accept } });
  const html = await (await get("")).text();
  const nameOf = (pattern: RegExp) => pattern.exec(html)?.[0] ?? "";
  const says = (answer: APIResponse, name: string) => answer.headers()[name];

  for (const [name, type] of [
    [nameOf(/chat-[0-9a-f]{16}\.wasm/), "application/wasm"],
    [nameOf(/page-[0-9a-f]{16}\.js/), /javascript/],
    [nameOf(/style-[0-9a-f]{16}\.css/), "text/css"],
  ] as const) {
    for (const encoding of ["br", "gzip"]) {
      const answer = await get(name, encoding);
      expect(says(answer, "content-encoding"), name).toBe(encoding);
      expect(says(answer, "content-type"), name).toMatch(type);
      expect(says(answer, "cache-control"), name).toBe("public, max-age=31536000, immutable");
    }
  }
  for (const name of ["", "index.html", "config.json", "manifest.webmanifest", "favicon.svg"]) {
    expect(says(await get(name), "cache-control"), name).toBe("no-cache");
  }
  expect(says(await get("manifest.webmanifest"), "content-type")).toBe("application/manifest+json");
  expect(says(await get("config.json"), "content-encoding"), "sites edit it").toBeUndefined();
  for (const name of ["", "config.json", nameOf(/chat-[0-9a-f]{16}\.wasm/)]) {
    const answer = await get(name);
    expect(says(answer, "content-security-policy"), name).toContain("default-src 'none'");
    expect(says(answer, "x-content-type-options"), name).toBe("nosniff");
  }
  for (const name of ["_headers", "vercel.json", "hosting/nginx.conf"]) expect((await get(name)).status(), name).toBe(404);
});

test("the reference backend says the same policy", async ({ request, hosted, backend, sockudo, publishing }) => {
  const policyOf = async (address: string) => (await request.get(address)).headers()["content-security-policy"];
  const own = await policyOf(`http://127.0.0.1:${backend.port}/`);
  const shipped = await policyOf(hosted.address);
  const api = ` ${new URL(hosted.api).origin}`;
  expect(own.replaceAll(new URL(publishing.origin).port, String(sockudo.port))).toBe(shipped.replace(api, ""));
});

test.describe("with a token", () => {
  test("the API on another origin is called without cookies", async ({ browser, hosted, request }) => {
    const { url } = signIn(hosted, "Ada");
    const { token } = await (await request.post(url, { data: { name: "Ada" } })).json();
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route("**/config.json", async (route) => {
      const config = await (await route.fetch()).json();
      config.api = { ...config.api, credentials: "omit", headers: { authorization: `Bearer ${token}` } };
      await route.fulfill({ json: config });
    });
    await page.goto(hosted.address);
    const chat = new ChatPage(page);
    await expect(chat.root).toHaveAttribute("data-connection", "live");
    await chat.composer.fill("by token");
    await chat.composer.press("Enter");
    await expect(chat.message("by token")).toHaveAttribute("data-state", "sent");
    const kept = await page.evaluate(async () => {
      const databases = await indexedDB.databases();
      return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, databases]);
    });
    expect(kept).not.toContain(token);
    await context.close();
  });
});
