// The npm package: packed, installed into a fresh folder, and used in a bundled app, in React, and as a folder of a site.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { type Page, expect, test as base } from "@playwright/test";
import { build } from "vite";
import { type Backend, startBackend } from "./support/backend";
import { ChatPage } from "./support/chat-page";
import { startSite } from "./support/nginx";
import { freePort } from "./support/server-process";

const run = promisify(execFile);
const root = path.resolve(__dirname, "../..");

/** A folder in which the packed file is installed. Without a network: it has no dependencies. */
const test = base.extend<{ folder: string; command: (...args: string[]) => Promise<{ stdout: string; stderr: string }>; backend: Backend }>({
  folder: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), "collabspace-package-"));
    const { stdout } = await run(process.execPath, [path.join(root, "scripts/package/pack.mjs"), path.join(folder, "packed")]);
    writeFileSync(path.join(folder, "package.json"), '{ "private": true, "type": "module" }');
    await run("npm", ["install", stdout.trim(), "--offline", "--no-audit", "--no-fund", "--no-update-notifier"], { cwd: folder });
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },

  command: async ({ folder }, use) => use((...args) => run(path.join(folder, "node_modules/.bin/collabspace-chat"), args, { cwd: folder })),

  // It is its own Pusher server: all that the site needs is behind one origin.
  backend: async ({}, use, { parallelIndex }) => {
    const backend = await startBackend(`package-${parallelIndex}-${process.pid}`, undefined, false, {});
    await use(backend);
    await backend.stop();
  },
});

const PLAIN = `
import { load } from "collabspace-chat";
await load("/chat/");
document.querySelector("#app").innerHTML = '<collabspace-chat config="/chat/config.json"></collabspace-chat>';`;

const REACT = `
import { createRoot } from "react-dom/client";
import { useState } from "react";
import { load } from "collabspace-chat";
function Support() {
  const [connection, setConnection] = useState("idle");
  const told = ({ detail }) => setConnection(detail.state);
  return <div style={{ height: 600 }}><output>{connection}</output><collabspace-chat config="/chat/config.json" oncollabspace-connection={told} /></div>;
}
load("/chat/").then(() => createRoot(document.querySelector("#app")).render(<Support />));`;

/** A fresh Vite app, built into /plain/ or /react/ of the site. */
async function buildApp(folder: string, name: string, program: string): Promise<void> {
  const app = path.join(folder, name);
  mkdirSync(app);
  writeFileSync(path.join(app, "index.html"), `<!doctype html><title>${name}</title><div id="app"></div><script type="module" src="/main.jsx"></script>`);
  writeFileSync(path.join(app, "main.jsx"), program);
  await build({
    root: app,
    configFile: false,
    base: `/${name}/`,
    build: { outDir: path.join(folder, "site", name), target: "es2022" },
    esbuild: { jsx: "automatic" },
    logLevel: "warn",
  });
}

test("an app, a React app and a site's folder chat with one another", async ({ folder, command, backend, browser }) => {
  test.setTimeout(180_000);
  for (const name of ["react", "react-dom", "scheduler"]) symlinkSync(path.join(root, "node_modules", name), path.join(folder, "node_modules", name));
  const { key } = (await (await fetch(`http://127.0.0.1:${backend.port}/config.json`)).json()).pusher;
  const { stdout } = await command("init", "site/chat", "--key", key, "--host", "self", "--workspace", backend.workspace, "--for", "nginx");
  expect(stdout).toContain("config.json was written");
  await buildApp(folder, "plain", PLAIN);
  await buildApp(folder, "react", REACT);
  const port = await freePort();
  const nginx = await startSite(path.join(folder, "site"), backend.port, port, path.join(folder, "nginx"));
  const origin = `http://127.0.0.1:${port}`;

  const opens = async (name: string, at: string): Promise<[Page, ChatPage]> => {
    const context = await browser.newContext();
    await context.request.post(`${origin}/login`, { form: { name }, headers: { origin }, maxRedirects: 0 });
    const page = await context.newPage();
    await page.goto(`${origin}/${at}/`);
    const chat = new ChatPage(page);
    await expect(chat.root).toHaveAttribute("data-connection", "live");
    return [page, chat];
  };
  const [, ada] = await opens("Ada", "plain");
  const [react, grace] = await opens("Grace", "react");
  const [own, barbara] = await opens("Barbara", "chat");
  await expect(react.locator("output")).toHaveText("live");
  for (const [chat, text] of [[ada, "from an app"], [grace, "from React"], [barbara, "from a folder"]] as const) {
    await chat.composer.fill(text);
    await chat.composer.press("Enter");
    for (const other of [ada, grace, barbara]) await expect(other.message(text)).toHaveAttribute("data-state", "sent");
  }
  await own.goto(`${origin}/chat/?doctor`);
  await expect(own.locator(".doctor")).toHaveAttribute("data-state", "done");
  await expect(own.locator('.doctor-check[data-verdict="wrong"]')).toHaveCount(0);
  const checked = await command("check", `${origin}/chat/`, "--demo", "--only", "history-answers,subscription-succeeds");
  expect(checked.stdout).toMatch(/0 broken/);
  await nginx.stop();
});

test("init names missing options, keeps config.json, and leaves other files alone; headers follow the settings", async ({ folder, command }) => {
  const fails = async (...args: string[]): Promise<string> => {
    const error = await command(...args).then(() => undefined, (error: { stderr: string; code: number }) => error);
    expect(error?.code).toBe(2);
    return error?.stderr ?? "";
  };
  expect(await fails("init", "chat")).toContain("--key and --cluster missing");
  expect(await fails("init", "chat", "--key", "k", "--host", "wss://x/y")).toContain("--host is wss://x/y");
  expect(await fails("repair", "chat")).toContain("no command repair");
  expect(await fails("headers", "nowhere")).toContain("config.json");

  await command("init", "chat", "--key", "k", "--cluster", "eu", "--api", "https://api.example/api", "--for", "netlify");
  const config = path.join(folder, "chat/config.json");
  const written = JSON.parse(readFileSync(config, "utf8"));
  expect(written).toMatchObject({ pusher: { key: "k", cluster: "eu" }, api: { baseUrl: "https://api.example/api", credentials: "include" } });
  const headers = () => readFileSync(path.join(folder, "chat/_headers"), "utf8");
  expect(headers()).toContain("connect-src 'self' https://api.example wss://ws-eu.pusher.com");

  writeFileSync(config, JSON.stringify({ ...written, pusher: { key: "k", cluster: "us2" } }));
  expect((await command("headers", "chat", "--for", "netlify")).stdout).toContain("now match its config.json");
  expect(headers()).toContain("wss://ws-us2.pusher.com");
  expect((await command("init", "chat")).stdout).toContain("its config.json was kept");
  expect(readFileSync(config, "utf8")).toContain("us2");

  mkdirSync(path.join(folder, "public"));
  writeFileSync(path.join(folder, "public/index.html"), "<title>Mine</title>");
  expect(await fails("init", "public", "--key", "k", "--cluster", "eu")).toContain("an index.html of something else");
});

test("a program compiles against its types", async ({ folder }) => {
  writeFileSync(
    path.join(folder, "main.ts"),
    `import { load, type CollabspaceChat } from "collabspace-chat";
     const { mount } = await load("/chat/");
     const chat: CollabspaceChat = mount(document.body, { config: "/chat/config.json" }).element;
     chat.addEventListener("collabspace-unread", ({ detail }) => console.log(detail.unread.toFixed()));
     console.log((await chat.doctor()).length);
     export {};`,
  );
  const options = ["--noEmit", "--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--types", "", "main.ts"];
  const { stdout } = await run(path.join(root, "node_modules/.bin/tsc"), options, { cwd: folder }).catch((error: { stdout: string }) => error);
  expect(stdout).toBe("");
});
