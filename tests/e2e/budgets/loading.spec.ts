// What a first visit costs until the newest 50 messages can be read, and what a page pays that embeds the chat.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { Call } from "../support/faults";
import { lines } from "../support/history";
import type { Person } from "../support/person";
import * as programs from "../support/programs";
import { expect, test } from "../support/test";
import { budgets, told } from "./budgets";

test.use({ site: { history: lines(60) } });

/** The bytes of a file of the page in brotli (level 11): its compressed copy where the build has made one. */
function brotli(file: string): number {
  const name = path.join(programs.dist(), file === "/" ? "index.html" : file);
  return existsSync(`${name}.br`) ? readFileSync(`${name}.br`).length : brotliCompressSync(readFileSync(name)).length;
}

// Notes the time at which the program has drawn the newest message: what is asked for afterwards is not waited for. It can be
// read before (first-messages.spec.ts), but this counts all that the chat takes.
function noteWhenReadable(newest: string): void {
  const observer = new MutationObserver(() => {
    if (![...document.querySelectorAll('[role="log"] .message-text')].some((text) => text.textContent === newest)) return;
    observer.disconnect();
    Object.assign(globalThis, { readableAt: Date.now() });
  });
  observer.observe(document, { subtree: true, childList: true });
}

// The connection to the Pusher server is made at the same time: what comes by it is not waited for, and would be counted by chance.
async function visits(ada: Person): Promise<Call[]> {
  ada.network.socketGate.shut();
  await ada.page.addInitScript(noteWhenReadable, "line 60");
  await ada.page.goto("/");
  await expect(ada.chat.messages.last()).toBeInViewport();
  await expect(ada.chat.message("line 60")).toBeInViewport();
  const readableAt = await ada.page.evaluate(() => (globalThis as unknown as { readableAt: number }).readableAt);
  ada.network.socketGate.open();
  return ada.network.calls.filter(({ path, at }) => path !== "/login" && at <= readableAt);
}

test("the whole page, until 50 messages can be read, is within its bytes", async ({ join }) => {
  const calls = await visits(await join("Ada"));
  // Each once: what is asked for twice on a first visit costs a request, and is counted there.
  const files = [...new Set(calls.map(({ path }) => path))].filter((file) => !file.startsWith("/api/"));
  expect(files).toEqual(expect.arrayContaining(["/", "/config.json", expect.stringMatching(/\.wasm$/), expect.stringMatching(/\.js$/)]));
  const sizes = files.map((file) => [file, brotli(file)] as const);
  const bytes = sizes.reduce((sum, [, size]) => sum + size, 0);
  console.log([told("bytes", bytes, budgets.pageBytes), ...sizes.map(([file, size]) => `  ${size} ${file}`)].join("\n"));
  expect(bytes).toBeLessThanOrEqual(budgets.pageBytes.limit);
});

test("each file that is loaded later is within its budget", async ({ join }) => {
  const ada = await join("Ada");
  await ada.opens();
  const chunks = () => ada.network.calls.filter(({ path }) => /\.wasm$/.test(path) && !/^\/chat-/.test(path));
  await expect.poll(() => chunks().map(({ path }) => path.replace(/-.*/, ""))).toEqual(expect.arrayContaining(["/background", "/controls"]));
  const sizes = chunks().map(({ path }) => [path, brotli(path)] as const);
  console.log(sizes.map(([file, size]) => told(`bytes of ${file}`, size, budgets.chunkBytes)).join("\n"));
  for (const [file, size] of sizes) expect(size, file).toBeLessThanOrEqual(budgets.chunkBytes.limit);
});

test("no more requests are made until then than it takes", async ({ join }) => {
  const calls = await visits(await join("Ada"));
  console.log([told("requests", calls.length, budgets.requests), ...calls.map(({ method, path }) => `  ${method} ${path}`)].join("\n"));
  expect(calls.length).toBeGreaterThan(4);
  expect(calls.length).toBeLessThanOrEqual(budgets.requests.limit);
});

test("nothing is loaded twice on a first visit, even if the host forbids caching", async ({ join }) => {
  const ada = await join("Ada");
  const browser = await ada.context.newCDPSession(ada.page);
  await browser.send("Network.enable");
  await browser.send("Network.setCacheDisabled", { cacheDisabled: true });
  await ada.opens();
  await ada.page.waitForLoadState("load");
  const files = ada.network.calls.map(({ path }) => path).filter((path) => /\.(wasm|js|css|json)$/.test(path));
  expect(files.length).toBeGreaterThanOrEqual(5);
  expect(files).toEqual([...new Set(files)]);
});

test("a page that embeds the chat loads one small script for it", () => {
  const bytes = brotli("/embed.js");
  console.log(told("bytes of embed.js", bytes, budgets.embedBytes));
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(budgets.embedBytes.limit);
});

test("a later visit asks for history at once, by the settings of the one before", async ({ join }) => {
  const ada = await (await join("Ada")).opens();
  await ada.isLive();
  const settings = ada.network.hold("GET /config.json");
  const history = ada.network.holdAnswer("GET /api/messages");
  const reloaded = ada.page.reload();
  await Promise.all([settings.hasStruck(), history.hasStruck()]);
  settings.lift();
  history.lift();
  await reloaded;
  await expect(ada.chat.message("line 60")).toBeInViewport();
  expect(history.met).toHaveLength(1);
});

test("settings that have changed since hold at once", async ({ join }) => {
  const ada = await (await join("Ada")).opens();
  await ada.isLive();
  ada.network.configure = (config) => ({ ...config, pageSize: 7 });
  await ada.page.reload();
  await expect(ada.chat.message("line 60")).toBeInViewport();
  await ada.isLive();
  await expect(ada.chat.message("line 54")).toBeAttached();
  expect(ada.network.callsOf("GET /api/messages").at(-1)?.query.get("limit")).toBe("7");
});
