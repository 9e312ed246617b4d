// The custom element in a page of another origin: where it is drawn, what it does, and what is left when it is gone.
import { statSync } from "node:fs";
import path from "node:path";
import { SCRIPT, type Visit, changeInTurn, element as chat, expect, test } from "../support/embedding";
import type { Fault } from "../support/faults";
import type { Network } from "../support/network";
import * as programs from "../support/programs";

const isLive = ({ chat }: Visit) => expect(chat.root).toHaveAttribute("data-connection", "live");

async function says({ chat }: Visit, text: string): Promise<void> {
  await chat.composer.fill(text);
  await chat.composer.press("Enter");
}

/** Calls to this path wait until it is lifted, and are then answered by a backend that does not know the visitor any more. */
function turnsAway(cdn: Network, path: string): Fault {
  const fault = cdn.answer(`POST /api/${path}`, 401, { error: "expired" }, { "access-control-allow-origin": "*" });
  fault.gate.shut();
  return fault;
}

test("two people chat from another origin, one in a box and one in a panel behind a bubble", async ({ visit, tokenOf }) => {
  const ada = await visit(`<div style="height: 600px">${chat("", await tokenOf("Ada"))}</div>${SCRIPT}`);
  const grace = await visit(chat('mode="bubble"', await tokenOf("Grace")) + SCRIPT);
  await isLive(ada);
  const bubble = grace.page.getByRole("button", { name: /^Open the chat/ });
  await expect(grace.element).toHaveJSProperty("connection", "live");
  await says(ada, "over here");
  await expect(ada.chat.message("over here")).toHaveAttribute("data-state", "sent");
  await expect(bubble).toHaveAccessibleName("Open the chat, 1 unread");
  await expect(grace.element).toHaveJSProperty("unread", 1);
  await bubble.click();
  await expect(grace.chat.composer).toBeFocused();
  await expect(grace.element).toHaveJSProperty("unread", 0);
  await says(grace, "I see you");
  await expect(ada.chat.message("I see you")).toBeVisible();
  await grace.page.keyboard.press("Escape");
  await expect(grace.chat.composer).toBeHidden();
  await expect(bubble).toBeFocused();
});

test("on a phone the panel is a dialog over all that there is: the focus stays in it, and it is closed from within", async ({ visit, tokenOf }) => {
  const behind = "<button>Behind it</button>";
  const ada = await visit(behind + chat('mode="bubble"', await tokenOf("Ada")) + SCRIPT + behind, { width: 390, height: 800 });
  await ada.page.getByRole("button", { name: "Open the chat" }).click();
  await isLive(ada);
  await expect(ada.chat.composer).toBeFocused();
  for (let presses = 0; presses < 15; presses += 1) {
    await ada.page.keyboard.press("Tab");
    // Between the last and the first the browser's own controls have it.
    expect(await ada.page.evaluate(() => document.activeElement?.localName)).toMatch(/^(collabspace-chat|body)$/);
  }
  const panel = ada.page.getByRole("dialog", { name: "Chat" });
  expect(await panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 800 });
  await panel.getByRole("button", { name: "Close the chat" }).click();
  await expect(panel).toBeHidden();
  await expect(ada.page.getByRole("button", { name: "Open the chat" })).toBeFocused();
  await ada.page.keyboard.press("Enter");
  await expect(ada.chat.composer).toBeFocused();
  await ada.page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
});

test("a lazy bubble has the page's own name for it, and loads nothing before it is opened", async ({ visit, tokenOf, cdn }) => {
  const ada = await visit(chat('mode="bubble" loading="lazy" label="דברו איתנו" lang="he"', await tokenOf("Ada")) + SCRIPT);
  const bubble = ada.page.locator(".embed-bubble");
  await expect(bubble).toHaveAccessibleName("דברו איתנו");
  await ada.page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
  // By such a link the chat's script is asked for.
  await expect(ada.page.locator("link[rel=modulepreload]")).toHaveCount(0);
  expect(cdn.calls.map(({ path }) => path).filter((path) => path !== "/login")).toEqual(["/embed.js"]);
  await ada.element.evaluate((element) => element.setAttribute("label", "שאלות?"));
  await expect(bubble).toHaveAccessibleName("שאלות?");
  await bubble.click();
  await isLive(ada);
  await expect(bubble).toHaveAccessibleName("סגירת הצ׳אט");
});

test("the bubble and its panel are in the corner and as far from the edges as the attributes say", async ({ visit, tokenOf }) => {
  const ada = await visit(chat('mode="bubble" offset="10px 30px"', await tokenOf("Ada")) + SCRIPT, { width: 1000, height: 900 });
  const bubble = ada.page.locator(".embed-bubble");
  await bubble.click();
  const edges = (locator: typeof bubble) =>
    locator.evaluate((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { left, right: document.documentElement.clientWidth - right, top, bottom: innerHeight - bottom };
    });
  for (const position of ["bottom-end", "bottom-start", "top-end", "top-start"]) {
    await ada.element.evaluate((element, position) => element.setAttribute("position", position), position);
    const [block, inline] = position.split("-");
    const sides = { [block]: 30, [inline === "end" ? "right" : "left"]: 10 };
    expect(await edges(bubble), position).toMatchObject(sides);
    expect(await edges(ada.page.locator(".embed-panel")), position).toMatchObject({ ...sides, [block]: 98 });
  }
  await ada.element.evaluate((element) => element.setAttribute("offset", "5px"));
  expect(await edges(bubble)).toMatchObject({ top: 5, left: 5 });
});

test("attributes and methods: the channel is changed, the workspace is another chat, a text is sent", async ({ visit, tokenOf }) => {
  const ada = await visit(`<div style="height: 600px">${chat('channel="random"', await tokenOf("Ada"))}</div>${SCRIPT}`);
  await isLive(ada);
  await expect(ada.chat.title).toHaveText("random");
  await ada.element.evaluate((element) => element.setAttribute("channel", "general"));
  await expect(ada.chat.title).toHaveText("general");
  await ada.element.evaluate((element) => (element as unknown as { send(text: string): Promise<void> }).send("by script"));
  await expect(ada.chat.message("by script")).toHaveAttribute("data-state", "sent");
  const refused = ada.element.evaluate((element) => (element as unknown as { send(text: string): Promise<void> }).send("  "));
  await expect(refused).rejects.toThrow("there is nothing to send");
  await ada.element.evaluate((element) => element.setAttribute("workspace", "of/ nobody's"));
  await expect(ada.chat.facts.first()).toContainText("workspaceId");
});

test("the same text sent twice at once by the host is two messages, and the draft stays", async ({ visit, tokenOf }) => {
  const ada = await visit(`<div style="height: 600px">${chat("", await tokenOf("Ada"))}</div>${SCRIPT}`);
  await isLive(ada);
  await ada.chat.composer.fill("half a thought");
  await ada.element.evaluate((element) => {
    const { send } = element as unknown as { send(text: string): Promise<void> };
    return Promise.all([send.call(element, "ping"), send.call(element, "ping")]);
  });
  await expect(ada.chat.texts).toHaveText(["ping", "ping"]);
  await ada.page.reload();
  await isLive(ada);
  await expect(ada.chat.composer).toHaveValue("half a thought");
  await says(ada, "and this");
  await expect(ada.chat.texts).toHaveText(["ping", "ping", "and this"]);
  await expect(ada.chat.list.locator("[data-state]:not([data-state=sent])")).toHaveCount(0);
});

test("it gets the events", async ({ visit, tokenOf }) => {
  const ada = await visit(
    `<script>
       window.told = [];
       for (const name of ["ready", "message", "change", "connection", "unread", "error", "signedout"]) {
         addEventListener("collabspace-" + name, ({ detail }) => told.push([name, detail]));
       }
     </script>
     <div style="height: 600px">${chat("", await tokenOf("Ada"))}</div>${SCRIPT}`,
  );
  await isLive(ada);
  const grace = await visit(`<div style="height: 600px">${chat("", await tokenOf("Grace"))}</div>${SCRIPT}`);
  await isLive(grace);
  await says(grace, "hello");
  await expect(ada.chat.message("hello")).toBeVisible();
  const told = () => ada.page.evaluate(() => (window as unknown as { told: [string, Record<string, unknown>][] }).told);
  await expect.poll(async () => (await told()).map(([name]) => name)).toContain("message");
  const all = await told();
  expect(all.filter(([name]) => name === "connection").map(([, detail]) => detail.state)).toEqual(["connecting", "syncing", "live"]);
  expect(all.map(([name]) => name)).toContain("ready");
  // What is changed is told apart from what is new, also if it is the visitor's own doing.
  const id = await changeInTurn(grace.chat, ada.chat, "hello");
  const changes = async () => (await told()).filter(([name]) => name === "change").map(([, detail]) => detail);
  await expect.poll(changes).toEqual(["edited", "reacted", "deleted"].map((kind) => ({ id, channel: "general", kind })));
  expect((await told()).filter(([name]) => name === "message")).toHaveLength(1);
  expect(all.find(([name]) => name === "message")?.[1]).toMatchObject({ channel: "general", text: "hello", sender: { name: "Grace" } });
});

test("a token that is not taken any more is asked for again; without one it is signed out until a token is set", async ({ visit, tokenOf }) => {
  const token = await tokenOf("Ada");
  const ada = await visit(
    `<div style="height: 600px"><collabspace-chat config="CDN/config.json"></collabspace-chat></div>
     <script>
       window.asked = 0;
       document.querySelector("collabspace-chat").tokenProvider = () => (window.asked++ ? "${token}" : "out of date");
     </script>${SCRIPT}`,
  );
  await isLive(ada);
  expect(await ada.page.evaluate(() => (window as unknown as { asked: number }).asked)).toBe(2);

  const grace = await visit(`<div style="height: 600px"><collabspace-chat config="CDN/config.json"></collabspace-chat></div>${SCRIPT}`);
  await expect(grace.chat.root).toHaveAttribute("data-connection", "signed-out");
  const renewed = await tokenOf("Grace");
  await grace.element.evaluate((element, token) => (element as unknown as { setToken(token: string): void }).setToken(token), renewed);
  await isLive(grace);
  const kept = await grace.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }) + location.href);
  expect(kept).not.toContain(renewed);
});

test("a token that comes for one call has a chat that was signed out meanwhile go on", async ({ cdn, visit, tokenOf }) => {
  const ada = await visit(
    `<div style="height: 600px"><collabspace-chat config="CDN/config.json"></collabspace-chat></div>
     <script>
       window.token = "${await tokenOf("Ada")}";
       document.querySelector("collabspace-chat").tokenProvider = () => window.token;
     </script>${SCRIPT}`,
  );
  // Nobody is told that somebody types while nobody else is there.
  const grace = await visit(`<div style="height: 600px">${chat("", await tokenOf("Grace"))}</div>${SCRIPT}`);
  await isLive(ada);
  await isLive(grace);
  await expect(ada.chat.people).toHaveCount(2);
  const typing = turnsAway(cdn, "messages/typing");
  const post = turnsAway(cdn, "messages");
  await ada.chat.composer.fill("on its way");
  await typing.hasStruck();
  await ada.chat.composer.press("Enter");
  await post.hasStruck();
  await ada.page.evaluate(() => Object.assign(window, { token: null }));
  typing.lift();
  await expect(ada.chat.root).toHaveAttribute("data-connection", "signed-out");
  await ada.page.evaluate((token) => Object.assign(window, { token }), await tokenOf("Ada"));
  post.lift();
  await expect(ada.chat.message("on its way")).toHaveAttribute("data-state", "sent");
  await isLive(ada);
});

test("the way to sign in leads back to the host page, whose origin is another", async ({ visit }) => {
  const ada = await visit(`<div style="height: 600px"><collabspace-chat config="CDN/config.json"></collabspace-chat></div>${SCRIPT}`);
  const link = ada.chat.panel.getByRole("link", { name: "Sign in", exact: true });
  const href = new URL((await link.getAttribute("href")) ?? "");
  expect(href.searchParams.get("returnTo")).toBe(ada.page.url());
});

test("asked to open before it is in the page, and given its token late, it still works", async ({ visit, tokenOf }) => {
  const ada = await visit(`<div id="here" style="height: 600px"></div>${SCRIPT}`);
  await ada.page.evaluate(
    async (token) => {
      const chat = document.createElement("collabspace-chat") as HTMLElement & { open(): Promise<void>; tokenProvider: () => string };
      chat.setAttribute("config", `${new URL((document.querySelector("script[src]") as HTMLScriptElement).src).origin}/config.json`);
      await chat.open();
      document.querySelector("#here")?.append(chat);
      await new Promise((signedOut) => chat.addEventListener("collabspace-signedout", signedOut));
      chat.tokenProvider = () => token;
    },
    await tokenOf("Ada"),
  );
  // Whoever comes back to a chat that is signed out has it try again.
  await ada.page.evaluate(() => dispatchEvent(new Event("focus")));
  await isLive(ada);
});

test("settings that cannot be used are told of, by the field's name, and it is not ready", async ({ visit }) => {
  const ada = await visit(
    `<script>
       window.told = [];
       for (const name of ["ready", "error"]) addEventListener("collabspace-" + name, ({ detail }) => told.push([name, detail.field]));
     </script>
     <div id="here" style="height: 600px"></div>${SCRIPT}
     <script type="module">
       import { mount } from "CDN/embed.js";
       mount(document.querySelector("#here"), { config: { pusher: { key: "abc", cluster: "eu" }, pageSize: 1000 } });
     </script>`,
  );
  await expect(ada.chat.facts.first()).toContainText("pageSize");
  expect(await ada.page.evaluate(() => (window as unknown as { told: unknown[] }).told)).toEqual([["error", "pageSize"]]);
});

test("two chats in one page do not disturb each other; one that is moved stays connected", async ({ visit, tokenOf, cdn }) => {
  const token = await tokenOf("Ada");
  const ada = await visit(
    `<div id="one" style="height: 380px">${chat("", token)}</div><div id="two" style="height: 380px">${chat('channel="random"', token)}</div>${SCRIPT}`,
  );
  const roots = ada.page.locator(".chat");
  await expect(roots).toHaveCount(2);
  await expect(roots.nth(0)).toHaveAttribute("data-connection", "live");
  await expect(roots.nth(1)).toHaveAttribute("data-connection", "live");
  await roots.nth(1).getByRole("textbox").fill("only here");
  await roots.nth(1).getByRole("textbox").press("Enter");
  await expect(roots.nth(1).getByRole("article")).toHaveText(/only here/);
  await expect(roots.nth(0).getByRole("article")).toHaveCount(0);
  // They are one person's, so they share a connection.
  await expect.poll(() => cdn.sockets.count).toBe(1);
  await ada.page.evaluate(() => document.querySelector("#one")?.append(document.querySelector("#two collabspace-chat") as Element));
  await expect(ada.page.locator("#one collabspace-chat")).toHaveCount(2);
  await expect(roots.nth(1).getByRole("article")).toHaveText(/only here/);
  expect(cdn.sockets.count).toBe(1);
  // One of them has it, and says so. Once that is gone, the other one has.
  const elements = ada.page.locator("collabspace-chat");
  const leads = () => elements.evaluateAll((all) => all.map((element) => (element as unknown as { leads: boolean }).leads));
  await expect.poll(async () => (await leads()).sort()).toEqual([false, true]);
  await ada.page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement & { leads: boolean }>("collabspace-chat")];
    for (const element of all) element.addEventListener("collabspace-leads", ({ detail }: CustomEventInit) => (element.title += detail.leads));
    all.find(({ leads }) => leads)?.remove();
  });
  await expect.poll(leads).toEqual([true]);
  await expect(elements).toHaveAttribute("title", "true");
  await expect(elements).toHaveJSProperty("connection", "live");
});

test("a host page loads at most 3.2 kB at first", () => {
  expect(statSync(path.join(programs.dist(), "embed.js.br")).size).toBeLessThanOrEqual(3_200);
});

test("far below the viewport, only embed.js is loaded until the element comes near", async ({ visit, tokenOf }) => {
  const ada = await visit(`<div style="height: 4000px"></div><div id="far" style="height: 600px">${chat("", await tokenOf("Ada"))}</div>${SCRIPT}`);
  await expect(ada.element).toHaveJSProperty("connection", "idle");
  const loaded = () => ada.page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name.split("/").pop() ?? "").filter((name) => name !== "favicon.ico"));
  expect(await loaded()).toEqual(["embed.js"]);
  await ada.page.locator("#far").scrollIntoViewIfNeeded();
  await isLive(ada);
});

test("removed, it leaves nothing behind: fifty mounts, and the sockets, elements and memory are those of none", async ({ visit, tokenOf, cdn }) => {
  test.slow();
  const ada = await visit(`<div id="here" style="height: 600px"></div>${SCRIPT}`);
  const token = await tokenOf("Ada");
  const mountOnce = () =>
    ada.page.evaluate(
      async ({ cdn, token }) => {
        const { mount } = await import(`${cdn}/embed.js`);
        const chat = mount(document.querySelector("#here"), { config: `${cdn}/config.json`, token });
        await new Promise<void>((live) => {
          chat.element.addEventListener("collabspace-connection", ({ detail }: CustomEvent) => detail.state === "live" && live());
        });
        chat.unmount();
      },
      { cdn: cdn.origin, token },
    );
  const client = await ada.page.context().newCDPSession(ada.page);
  const counted = async () => {
    await client.send("HeapProfiler.collectGarbage");
    await ada.page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
    await client.send("HeapProfiler.collectGarbage");
    const { nodes, jsEventListeners } = await client.send("Memory.getDOMCounters");
    const { usedSize } = await client.send("Runtime.getHeapUsage");
    return { nodes, listeners: jsEventListeners, heap: usedSize };
  };
  // The first ones make what is made once a page.
  for (let n = 0; n < 5; n += 1) await mountOnce();
  const before = await counted();
  for (let n = 0; n < 50; n += 1) await mountOnce();
  await expect.poll(() => cdn.sockets.count).toBe(0);
  const after = await counted();
  console.log(`fifty mounts: ${JSON.stringify(before)} before, ${JSON.stringify(after)} after`);
  expect(after.nodes - before.nodes).toBeLessThan(50);
  expect(after.listeners - before.listeners).toBeLessThan(10);
  // Calls that were given up keep their time limits for some seconds: a few kB for each mount.
  expect(after.heap - before.heap).toBeLessThan(50 * 20_000);
});
