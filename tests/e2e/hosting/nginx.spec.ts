// The page as a site hosts it: the built folder in a real nginx, with the configuration that comes in that folder, its API on
// another origin, in a sub-folder. Nothing is built again: config.json and the headers are all that is site-specific. What
// config.json holds is what docs/hosting.md shows.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { APIResponse } from "@playwright/test";
import { type Backend, startBackend } from "../support/backend";
import { ChatPage } from "../support/chat-page";
import { examplesOf } from "../support/documents";
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
  /** The page's files. */
  page: string;
}

const [byCookie, byToken, inFrames] = examplesOf("docs/hosting.md", "json");
/** An example with the address of a real API. */
const settings = (example: string, api: string) => JSON.parse(example.replaceAll("https://api.example/api", api));

const writeHeaders = (folder: string) => {
  execFileSync("node", [path.resolve(__dirname, "../../../scripts/page/headers.mjs"), folder]);
};

const test = base.extend<{ folder: string; example: string; hosted: Hosted }>({
  /** In which folder of its host the page is. */
  folder: ["", { option: true }],
  /** What config.json says beside where the Pusher server is. */
  example: [byCookie, { option: true }],
  hosted: async ({ sockudo, mode, folder, example }, use) => {
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
      const config = { pusher, api: { baseUrl, credentials: "include" }, workspaceId: backend.workspace, ...settings(example, baseUrl) };
      writeFileSync(path.join(page, "config.json"), JSON.stringify(config));
      writeHeaders(page);
      nginx = await startNginx(page, path.join(work, "root"), port, path.join(work, "nginx"));
      await use({ address: `${origin}/${folder}`, api: baseUrl, page });
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

test("an update under an open tab: it keeps working, reports missing files, and sends unsent messages after the reload", async ({ browser, hosted }) => {
  const context = await browser.newContext();
  const { url, ...options } = signIn(hosted, "Ada");
  await context.request.post(url, options);
  const page = await context.newPage();
  const chat = new ChatPage(page);
  const says = async (text: string) => {
    await chat.composer.fill(text);
    await chat.composer.press("Enter");
  };
  await page.goto(hosted.address);
  await expect(chat.root).toHaveAttribute("data-connection", "live");

  // The files of the tab's version are gone.
  const away = path.join(hosted.page, "..", "away");
  mkdirSync(away);
  const hashed = readdirSync(hosted.page).filter((name) => /-[0-9a-f]{16}\./.test(name));
  expect(hashed.length).toBeGreaterThan(3);
  for (const name of hashed) renameSync(path.join(hosted.page, name), path.join(away, name));
  await says("the tab goes on");
  await expect(chat.message("the tab goes on")).toHaveAttribute("data-state", "sent");
  await chat.channel("random").click();
  await expect(chat.title).toHaveText("random");
  await chat.channel("general").click();

  await page.route("**/api/messages", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  // It is on disk before it is sent.
  const failed = page.waitForEvent("requestfailed", (request) => request.method() === "POST" && request.url().endsWith("/api/messages"));
  await says("not sent yet");
  await failed;
  await expect(chat.message("not sent yet")).toHaveAttribute("data-state", "sending");
  // An index.html that names the old files, as a cache may still have it.
  await page.reload();
  const sentence = page.getByRole("alert");
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) if (animation instanceof CSSAnimation && animation.animationName === "appear") animation.finish();
  });
  await expect(sentence).toContainText("The chat could not be loaded.");

  for (const name of hashed) renameSync(path.join(away, name), path.join(hosted.page, name));
  await page.unroute("**/api/messages");
  await sentence.getByRole("link", { name: "Reload" }).click();
  await expect(chat.message("not sent yet")).toHaveAttribute("data-state", "sent");
  await expect(chat.message("not sent yet")).toHaveCount(1);
  await context.close();
});

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
  const gone = await get("page-0123456789abcdef.js");
  expect(gone.status()).toBe(404);
  expect(says(gone, "cache-control") ?? "", "a file that is not there may come").not.toContain("max-age");
  for (const name of ["", "index.html", "config.json", "sw.js", "manifest.webmanifest", "favicon.svg"]) {
    expect(says(await get(name), "cache-control"), name).toBe("no-cache");
  }
  expect(says(await get("manifest.webmanifest"), "content-type")).toBe("application/manifest+json");
  expect(says(await get("config.json"), "content-encoding"), "sites edit it").toBeUndefined();
  for (const name of ["", "config.json", nameOf(/chat-[0-9a-f]{16}\.wasm/)]) {
    const answer = await get(name);
    expect(says(answer, "content-security-policy"), name).toContain("default-src 'none'");
    expect(says(answer, "x-content-type-options"), name).toBe("nosniff");
    expect(says(answer, "strict-transport-security"), name).toBe("max-age=31536000");
    expect(says(answer, "referrer-policy"), name).toBe("same-origin");
    expect(says(answer, "access-control-allow-origin"), name).toBe("*");
  }
  for (const name of ["_headers", "vercel.json", "hosting/nginx.conf"]) expect((await get(name)).status(), name).toBe(404);
});

test("the reference backend says the same policy", async ({ request, hosted, backend, sockudo, publishing }) => {
  const policyOf = async (address: string) => (await request.get(address)).headers()["content-security-policy"];
  const own = await policyOf(`http://127.0.0.1:${backend.port}/`);
  const shipped = await policyOf(hosted.address);
  const api = ` ${new URL(hosted.api).origin}`;
  expect(own.replaceAll(new URL(publishing.origin).port, String(sockudo.port))).toBe(shipped.replaceAll(api, ""));
});

test("the API allows the page's origin as docs/hosting.md says", async ({ request, hosted }) => {
  const { origin } = new URL(hosted.address);
  const [headers] = examplesOf("docs/hosting.md", "http");
  const asked = { origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type, authorization" };
  const before = await request.fetch(`${hosted.api}/messages`, { method: "OPTIONS", headers: asked });
  const answer = await request.get(`${hosted.api}/messages`, { headers: { origin } });
  const said = { ...before.headers(), ...answer.headers() };
  for (const line of headers.trim().split("\n")) {
    const [name, value] = line.replace("https://chat.example", origin).split(": ");
    const words = (text = "") => text.toLowerCase().split(/,\s*/).sort();
    expect(words(said[name.toLowerCase()]), name).toEqual(expect.arrayContaining(words(value)));
  }
});

test.describe("shown in frames of another site", () => {
  test.use({ example: inFrames });

  test("every host's headers name that site, and the page takes the same list", async ({ page, hosted, request }) => {
    const policy = (await request.get(hosted.address)).headers()["content-security-policy"];
    expect(policy).toContain("; frame-ancestors 'self' https://intranet.example; ");
    for (const name of ["_headers", "vercel.json", "hosting/nginx.conf", "hosting/Caddyfile"]) {
      expect(readFileSync(path.join(hosted.page, name), "utf8"), name).toContain(policy);
    }
    await page.goto(hosted.address);
    await expect(new ChatPage(page).root).toHaveAttribute("data-connection", "signed-out");
  });

  test("an origin that is none is named, before any header is written", async ({ hosted }) => {
    const before = readFileSync(path.join(hosted.page, "_headers"), "utf8");
    const file = path.join(hosted.page, "config.json");
    const config = JSON.parse(readFileSync(file, "utf8"));
    for (const wrong of ["https://intranet.example/", "*", "https://a.example; script-src *", 7]) {
      writeFileSync(file, JSON.stringify({ ...config, frameAncestors: [wrong] }));
      expect(() => writeHeaders(hosted.page)).toThrow(`frameAncestors contains ${JSON.stringify(wrong)}`);
    }
    writeFileSync(file, JSON.stringify({ ...config, frameAncestors: "https://intranet.example" }));
    expect(() => writeHeaders(hosted.page)).toThrow("frameAncestors is not a list");
    expect(readFileSync(path.join(hosted.page, "_headers"), "utf8")).toBe(before);
  });
});

// No browser: what the generator makes of config.json alone.
for (const [baseUrl, sources] of [
  ["https://api.example/api", "'self' https://api.example wss://api.example"],
  ["https://api.example:8443/v1", "'self' https://api.example:8443 wss://api.example:8443"],
  ["http://10.0.0.5:3000/api", "'self' http://10.0.0.5:3000 ws://10.0.0.5:3000 wss://10.0.0.5:3000"],
  ["/api", "'self'"],
]) {
  base(`headers name the live updates of a backend that serves them itself at ${baseUrl}`, () => {
    const folder = mkdtempSync(path.join(tmpdir(), "collabspace-headers-"));
    try {
      writeFileSync(path.join(folder, "config.json"), JSON.stringify({ pusher: { key: "k", wsHost: "self" }, api: { baseUrl } }));
      writeHeaders(folder);
      expect(readFileSync(path.join(folder, "_headers"), "utf8")).toContain(`connect-src ${sources}; `);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

test.describe("with headers for the API in config.json", () => {
  test.use({ example: byToken });

  test("pages of other origins can read every file but that", async ({ request, hosted }) => {
    const readers = async (name: string) => (await request.get(hosted.address + name)).headers()["access-control-allow-origin"];
    expect(await readers("config.json")).toBeUndefined();
    expect(await readers("embed.js")).toBe("*");
    const { headers } = JSON.parse(readFileSync(path.join(hosted.page, "vercel.json"), "utf8"));
    const open = headers.filter((rule: { headers: { key: string }[] }) => rule.headers.some(({ key }) => key === "Access-Control-Allow-Origin"));
    const sources = open.map(({ source }: { source: string }) => source);
    expect(sources).toContain("/embed.js");
    expect(sources).not.toContain("/config.json");
    expect(sources).not.toContain("/(.*)");
  });
});

test.describe("with a token", () => {
  test("the API on another origin is called without cookies", async ({ browser, hosted, request }) => {
    const { url } = signIn(hosted, "Ada");
    const { token } = await (await request.post(url, { data: { name: "Ada" } })).json();
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route("**/config.json", async (route) => {
      const config = await (await route.fetch()).json();
      const json = { ...config, ...settings(byToken.replace("Bearer token", `Bearer ${token}`), hosted.api) };
      await route.fulfill({ json });
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
