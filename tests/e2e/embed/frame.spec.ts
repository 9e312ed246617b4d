// The page in a frame of another origin's page, and the messages between the two.
import type { FrameCommand, FrameEvent } from "../../../public/embed";
import { HostSite } from "../support/host-site";
import { type Visit, changeInTurn, expect, test } from "../support/embedding";
import { isRead } from "../support/reading";

interface Told {
  type: FrameEvent["type"];
  detail: Record<string, unknown>;
  origin: string;
}

const frame = (query = "") => `<iframe id="chat" title="Chat" src="CDN/?embed=1${query}" style="width: 900px; height: 600px"></iframe>`;
/** A host page that keeps what it is told; its origin may speak with the frame. */
const page = (query = "") =>
  `<script>
     window.told = [];
     addEventListener("message", ({ source, origin, data }) => {
       if (source === document.querySelector("#chat").contentWindow) told.push({ ...data, origin });
     });
   </script>${frame(query)}`;

const isLive = ({ framed }: Visit) => expect(framed.root).toHaveAttribute("data-connection", "live");
const toldTo = ({ page }: Visit) => page.evaluate(() => (window as unknown as { told: Told[] }).told);
const lastOf = async (visit: Visit, type: FrameEvent["type"]) => (await toldTo(visit)).filter((told) => told.type === type).pop()?.detail;

/** Posts a message into the frame, from the host page. */
async function post(visit: Visit, message: FrameCommand | Record<string, unknown> | string): Promise<void> {
  await visit.page.evaluate((message) => {
    (document.querySelector("#chat") as HTMLIFrameElement).contentWindow?.postMessage(message, "*");
  }, message);
}

/** Opens a host page, and gives what it is asked for: a token. */
async function visitWithToken(visit: (body: string) => Promise<Visit>, query: string, token: string): Promise<Visit> {
  const host = await visit(page(`&auth=token${query}`));
  await expect.poll(async () => (await toldTo(host)).map(({ type }) => type)).toContain("collabspace-tokenwanted");
  await post(host, { type: "collabspace-set-token", detail: { token } });
  await isLive(host);
  return host;
}

test("the host page gets events: ready, connection, messages, changes, the unread count", async ({ visit, tokenOf, cdn }) => {
  const ada = await visitWithToken(visit, "", await tokenOf("Ada"));
  const grace = await visitWithToken(visit, "", await tokenOf("Grace"));
  const says = async (text: string) => {
    await grace.framed.composer.fill(text);
    await grace.framed.composer.press("Enter");
    await expect(ada.framed.message(text)).toBeVisible();
  };
  await expect.poll(() => lastOf(ada, "collabspace-ready")).toEqual({ workspace: null, channel: null });
  await expect.poll(() => lastOf(ada, "collabspace-leads")).toEqual({ leads: true });
  await says("seen");
  await expect.poll(() => lastOf(ada, "collabspace-message")).toMatchObject({ channel: "general", text: "seen", sender: { name: "Grace" } });
  expect(await lastOf(ada, "collabspace-unread"), "what is looked at is read").toBeUndefined();
  await isRead(ada.framed.message("seen"));
  await post(ada, { type: "collabspace-visibility", detail: { visible: false } });
  await says("one");
  await says("two");
  await expect.poll(() => lastOf(ada, "collabspace-unread")).toEqual({ unread: 2 });
  // What is deleted is not unread any more.
  await grace.framed.composer.press("Control+ArrowUp");
  await grace.framed.list.locator("article:focus").press("Shift+Delete");
  await expect.poll(() => lastOf(ada, "collabspace-unread")).toEqual({ unread: 1 });
  expect(await lastOf(ada, "collabspace-change")).toEqual({ id: expect.any(String), channel: "general", kind: "deleted" });
  await post(ada, { type: "collabspace-visibility", detail: { visible: true } });
  await expect.poll(() => lastOf(ada, "collabspace-unread")).toEqual({ unread: 0 });
  const id = await changeInTurn(grace.framed, ada.framed, "one");
  const changes = async () => (await toldTo(ada)).filter(({ type }) => type === "collabspace-change").map(({ detail }) => detail);
  await expect.poll(async () => (await changes()).slice(1)).toEqual(["edited", "reacted", "deleted"].map((kind) => ({ id, channel: "general", kind })));
  const told = await toldTo(ada);
  expect(told.filter(({ type }) => type === "collabspace-message")).toHaveLength(3);
  expect(told.filter(({ type }) => type === "collabspace-connection").map(({ detail }) => detail.state)).toEqual(["connecting", "syncing", "live"]);
  expect(new Set(told.map(({ origin }) => origin))).toEqual(new Set([cdn.origin]));
});

test("the host page selects a channel, sends, and moves the focus; a failed command is reported", async ({ visit, tokenOf }) => {
  const ada = await visitWithToken(visit, "&channel=random", await tokenOf("Ada"));
  await expect(ada.framed.title).toHaveText("random");
  expect(await ada.page.locator("iframe").evaluate((element) => document.activeElement === element)).toBe(false);
  await post(ada, { type: "collabspace-focus" });
  await expect(ada.framed.composer).toBeFocused();
  await post(ada, { type: "collabspace-select", detail: { channel: "general" } });
  await expect(ada.framed.title).toHaveText("general");
  await post(ada, { type: "collabspace-send", detail: { text: "by the host page" } });
  await expect(ada.framed.message("by the host page")).toHaveAttribute("data-state", "sent");
  const refused: [message: Record<string, unknown>, why: string][] = [
    [{ type: "collabspace-send", detail: { text: " " } }, "there is nothing to send: the text is empty"],
    [{ type: "collabspace-send", detail: { text: 7 } }, "text is not a text"],
    [{ type: "collabspace-send" }, "text is not a text"],
    [{ type: "collabspace-set-token", detail: { token: {} } }, "token is not a text"],
    [{ type: "collabspace-sing" }, "there is no such command"],
    [{ type: "collabspace-constructor" }, "there is no such command"],
  ];
  for (const [message, why] of refused) {
    await post(ada, message);
    await expect.poll(() => lastOf(ada, "collabspace-error")).toEqual({ message: why, command: message.type });
  }
  // What other scripts post is nobody's business here.
  const before = (await toldTo(ada)).length;
  for (const message of ["text", {}, { type: 7 }, { type: "other" }]) await post(ada, message);
  await post(ada, { type: "collabspace-sing" });
  await expect.poll(async () => (await toldTo(ada)).length).toBe(before + 1);
});

test("a token that is not taken is asked for again; without one the visitor is signed out until one is given", async ({ visit, tokenOf }) => {
  const ada = await visit(page("&auth=token"));
  const wanted = async () => (await toldTo(ada)).filter(({ type }) => type === "collabspace-tokenwanted").length;
  await expect.poll(wanted).toBe(1);
  await post(ada, { type: "collabspace-set-token", detail: { token: "out of date" } });
  await expect.poll(wanted).toBe(2);
  await post(ada, { type: "collabspace-set-token", detail: { token: null } });
  await expect.poll(() => lastOf(ada, "collabspace-signedout")).toEqual({});
  await expect(ada.framed.root).toHaveAttribute("data-connection", "signed-out");
  const token = await tokenOf("Ada");
  await post(ada, { type: "collabspace-set-token", detail: { token } });
  await isLive(ada);
  const child = ada.page.frames()[1];
  const kept = await child.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }) + location.href);
  expect(kept).not.toContain(token);
});

test("with the session's cookie: signed out, the way to sign in opens beside the host page, and coming back is enough", async ({ visit, cdn }) => {
  const ada = await visit(page());
  await expect(ada.framed.root).toHaveAttribute("data-connection", "signed-out");
  await expect.poll(() => lastOf(ada, "collabspace-signedout")).toEqual({});
  const [tab] = await Promise.all([ada.page.waitForEvent("popup"), ada.framed.panel.getByRole("link", { name: "Sign in", exact: true }).click()]);
  await tab.getByLabel("Your name").fill("Ada");
  await tab.getByRole("button", { name: "Sign in" }).click();
  await expect(tab).toHaveURL(`${cdn.origin}/?embed=1`);
  await expect(tab.getByRole("textbox", { name: /^Message/ })).toBeVisible();
  await isLive(ada);
});

test("the doctor is shown in the frame when the host page asks for it, and leads back to the framed chat", async ({ visit, tokenOf, cdn }) => {
  const ada = await visitWithToken(visit, "&channel=random", await tokenOf("Ada"));
  await post(ada, { type: "collabspace-doctor" });
  const framed = ada.page.frameLocator("#chat");
  await expect(framed.locator(".doctor")).toHaveAttribute("data-state", "done", { timeout: 60_000 });
  await framed.getByRole("link", { name: "Back to the chat" }).click();
  await expect.poll(() => ada.page.frames()[1].url()).toBe(`${cdn.origin}/index.html?embed=1&auth=token&channel=random`);
  await expect(ada.framed.title).toHaveText("random");
});

test("a late listener asks, and gets the present state", async ({ visit, tokenOf }) => {
  const ada = await visitWithToken(visit, "", await tokenOf("Ada"));
  await expect.poll(() => lastOf(ada, "collabspace-ready")).toBeDefined();
  await ada.page.evaluate(() => ((window as unknown as { told: Told[] }).told.length = 0));
  await post(ada, { type: "collabspace-hello" });
  await expect.poll(() => toldTo(ada)).toHaveLength(3);
  expect(await lastOf(ada, "collabspace-connection")).toEqual({ state: "live" });
  expect(await lastOf(ada, "collabspace-leads")).toEqual({ leads: true });
  expect(await lastOf(ada, "collabspace-ready")).toBeDefined();
});

for (const [referrer, isKnown] of [["origin", true], ["no-referrer", false]] as const) {
  test(`in a browser that does not say who is around, a page with the referrer policy ${referrer} is ${isKnown ? "known" : "known by its first message"}`, async ({ visit, cdn }) => {
    const ada = await visit('<div id="here"></div>', { head: `<meta name="referrer" content="${referrer}">` });
    // Nothing but the name of what such browsers do not have is changed, and the integrity that would notice.
    await ada.page.route(/\/page-[0-9a-f]+\.js$/, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replaceAll("ancestorOrigins", "unknownToIt") });
    });
    await ada.page.route(/\?embed=1/, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replaceAll(/ integrity="[^"]*"/g, "") });
    });
    await ada.page.evaluate((html) => document.querySelector("#here")?.append(document.createRange().createContextualFragment(html)), page().replaceAll("CDN", cdn.origin));
    await expect(ada.framed.root).toHaveAttribute("data-connection", "signed-out");
    const signedOut = () => lastOf(ada, "collabspace-signedout");
    if (!isKnown) {
      expect(await toldTo(ada)).toEqual([]);
      await post(ada, { type: "collabspace-hello" });
    }
    await expect.poll(signedOut).toEqual({});
  });
}

test("settings that cannot be used are told of, by the field's name", async ({ visit, cdn }) => {
  cdn.configure = (config) => ({ ...config, pageSize: 1000 });
  const ada = await visit(page());
  await expect.poll(() => lastOf(ada, "collabspace-error")).toMatchObject({ field: "pageSize" });
  expect(await lastOf(ada, "collabspace-ready")).toBeUndefined();
  await expect(ada.framed.facts.first()).toContainText("pageSize");
});

test("messages are exchanged with no one else: no unnamed origin, no other frame of the host page", async ({ visit, tokenOf, cdn, host }) => {
  const commands = (token: string) => [
    { type: "collabspace-hello" },
    { type: "collabspace-set-token", detail: { token } },
    { type: "collabspace-select", detail: { channel: "random" } },
  ];
  const token = await tokenOf("Mallory");
  // The header lets this page show the frame; the settings do not name it.
  cdn.configure = (config) => ({ ...config, frameAncestors: ["https://somebody.example"] });
  const mallory = await visit(page());
  await expect(mallory.framed.root).toHaveAttribute("data-connection", "signed-out");
  for (const command of commands(token)) await post(mallory, command);

  // Another frame of the host page that is named, of the same origin and of another.
  cdn.configure = (config) => config;
  const stranger = await HostSite.open();
  const script = `<script>
    addEventListener("message", () => {
      for (const command of ${JSON.stringify(commands(token))}) parent.frames[0].postMessage(command, "*");
      parent.postMessage("posted", "*");
    });
  </script>`;
  for (const site of [host, stranger]) site.put("/stranger", { html: script });
  try {
    const ada = await visitWithToken(visit, "", await tokenOf("Ada"));
    for (const [at, { origin }] of [host, stranger].entries()) {
      await ada.page.evaluate(async (src) => {
        const frame = Object.assign(document.createElement("iframe"), { src });
        await new Promise((loaded) => ((frame.onload = loaded), document.body.append(frame)));
        const posted = new Promise<void>((done) => addEventListener("message", ({ data }) => data === "posted" && done()));
        frame.contentWindow?.postMessage("go", "*");
        await posted;
      }, `${origin}/stranger`);
      // Messages arrive in order: what was posted before has been looked at.
      await post(ada, { type: "collabspace-send", detail: { text: `after ${at}` } });
      await expect(ada.framed.message(`after ${at}`)).toHaveAttribute("data-state", "sent");
      await expect(ada.framed.author(ada.framed.message("after 0"))).toHaveText("Ada");
      await expect(ada.framed.title).toHaveText("general");
    }
  } finally {
    await stranger.close();
  }

  expect(await toldTo(mallory)).toEqual([]);
  await expect(mallory.framed.title).toHaveText("general");
  await expect(mallory.framed.root).toHaveAttribute("data-connection", "signed-out");
});

test("an origin that is not named cannot show the page in a frame", async ({ browser, cdn, host }) => {
  const stranger = await HostSite.open();
  stranger.put("/", { html: frame().replaceAll("CDN", cdn.origin) });
  host.put("/", { html: frame().replaceAll("CDN", cdn.origin) });
  try {
    for (const [site, isShown] of [[host, true], [stranger, false]] as const) {
      const page = await browser.newPage();
      await page.goto(site.origin);
      await expect(page.frameLocator("iframe").locator(".chat")).toHaveCount(isShown ? 1 : 0);
      await page.close();
    }
  } finally {
    await stranger.close();
  }
});
