// The state of the connection, in words and for hosts, and what may be believed of it.
import type { Call } from "./support/faults";
import type { Person } from "./support/person";
import { type ReadMessage, readThrough } from "./support/reading";
import { expect, test } from "./support/test";

const AUTHORIZATION = "POST /api/pusher/auth";
const isPage = (call: Call) => call.method === "GET" && call.path === "/api/messages";

/** From now on notes, at the very moment when the state becomes `live`, whether a text is in the list. */
async function watchForLive(person: Person, text: string): Promise<{ showedText(): Promise<boolean> }> {
  const watch = await person.chat.root.evaluateHandle((root, text) => {
    const has = () => root.querySelector("[role=log]")?.textContent?.includes(text) ?? false;
    const becameLive = new Promise<boolean>((resolve) => {
      const look = () => root.getAttribute("data-connection") === "live" && resolve(has());
      new MutationObserver(look).observe(root, { attributes: true, attributeFilter: ["data-connection"] });
    });
    return { becameLive };
  }, text);
  return { showedText: () => watch.evaluate(({ becameLive }) => becameLive) };
}

test("connecting, catching up, live", async ({ join }) => {
  const ada = await join("Ada");
  ada.network.socketGate.shut();
  const page = ada.network.hold(isPage);
  await ada.page.goto("/");
  await expect(ada.chat.root).toHaveAttribute("data-connection", "connecting");
  await expect(ada.chat.status).toHaveText("Connecting…");
  ada.network.socketGate.open();
  await ada.connectionIs("syncing");
  await expect(ada.chat.status).toHaveText("Catching up…");
  page.lift();
  await ada.connectionIs("live");
  await expect(ada.chat.status).toHaveText("Live");
  await expect(ada.chat.banner).toHaveCount(0);
});

test("a refused first page is reported in the header, and can be requested again", async ({ join, grace }) => {
  await grace.says("hello");
  const ada = await join("Ada");
  const refusal = ada.network.answer(isPage, 403, { error: "you are not a member of this workspace" });
  await ada.page.goto("/");
  await expect(ada.chat.status).toHaveText("Not up to date");
  await ada.connectionIs("syncing");
  await expect(ada.chat.loadingOlder).toContainText("Could not load messages: you are not a member of this workspace.");
  await expect(ada.chat.banner, "the list says it").toHaveCount(0);
  // The page also asks again by itself: until the button was pressed it gets no answer, and the button stays.
  const page = ada.network.hold(isPage);
  refusal.lift();
  await ada.chat.loadingOlder.getByRole("button", { name: "Try again" }).click();
  page.lift();
  await ada.sees("hello");
  await expect(ada.chat.status).toHaveText("Live");
});

test("a failure to load missed messages is shown above the composer until they are there", async ({ ada, grace }) => {
  await grace.says("before");
  await ada.sees("before");
  const down = ada.network.answer(isPage, 403, { error: "the history is closed" });
  ada.network.sockets.cut();
  await expect(ada.chat.banner).toContainText("Could not load messages: the history is closed.");
  await expect(ada.chat.status).toHaveText("Not up to date");
  const page = ada.network.hold(isPage);
  down.lift();
  await ada.chat.banner.getByRole("button", { name: "Try now" }).click();
  page.lift();
  await expect(ada.chat.status).toHaveText("Live");
  await expect(ada.chat.banner).toHaveCount(0);
});

test("after a reconnect, missed messages are there when it says live", async ({ ada, grace }) => {
  await grace.says("before");
  await ada.sees("before");
  ada.network.cut();
  await expect(ada.chat.status).toHaveText("Reconnecting…");
  await ada.connectionIs("connecting");
  await expect(ada.chat.banner).toContainText("Reconnecting");
  for (const count of [1, 2, 3]) await grace.says(`missed ${count}`);
  await grace.sees("missed 3");

  const page = ada.network.hold(isPage);
  ada.network.restore();
  await ada.connectionIs("syncing");
  await expect(ada.chat.status).toHaveText("Catching up…");
  await expect(ada.chat.message("missed 1")).toHaveCount(0);
  const live = await watchForLive(ada, "missed 3");
  page.lift();
  await ada.connectionIs("live");
  expect(await live.showedText()).toBe(true);
  await expect(ada.chat.texts).toHaveText(["before", "missed 1", "missed 2", "missed 3"]);
  await grace.says("after");
  await ada.sees("after", { from: "Grace" });
});

test("more messages missed than a page holds are all there", async ({ ada, grace }) => {
  await grace.says("before");
  await ada.sees("before");
  ada.network.cut();
  await ada.connectionIs("connecting");
  const { workspaceId } = await (await grace.context.request.get("/config.json")).json();
  const post = (content: string) => grace.context.request.post("/api/messages", { data: { content, workspaceId, channelId: "general" } });
  for (let page = 0; page < 6; page++) {
    const sent = await Promise.all(Array.from({ length: 20 }, (_, index) => post(`missed ${page * 20 + index}`)));
    expect(sent.map((answer) => answer.status())).toEqual(Array(20).fill(200));
  }
  let all: ReadMessage[] = [];
  const isAll = async () => {
    all = await readThrough(grace.chat);
    expect(all).toHaveLength(121);
  };
  await expect(isAll).toPass({ timeout: 60_000 });
  ada.network.restore();
  await ada.connectionIs("live");
  // From now on nothing more can be fetched: all of it was there before it said live.
  const page = ada.network.hold(isPage);
  expect(await readThrough(ada.chat)).toEqual(all);
  page.lift();
});

test("a page that is opened offline says so", async ({ join }) => {
  const ada = await join("Ada");
  await ada.page.addInitScript(() => Object.defineProperty(navigator, "onLine", { get: () => false }));
  await ada.page.goto("/");
  await ada.connectionIs("offline");
  await expect(ada.chat.banner).toContainText("You are offline");
});

test("offline: says so, keeps new messages, and sends them afterwards", async ({ ada, grace }) => {
  await ada.context.setOffline(true);
  ada.network.cut();
  await ada.connectionIs("offline");
  await expect(ada.chat.status).toHaveText("Offline");
  await expect(ada.chat.banner).toContainText("You are offline");
  await ada.says("written on a train");
  await expect(ada.chat.message("written on a train")).toHaveAttribute("data-state", "sending");
  ada.network.restore();
  await ada.context.setOffline(false);
  await ada.isLive();
  await grace.sees("written on a train", { from: "Ada" });
  await ada.sees("written on a train", { from: "Ada" });
});

test("a connection that died silently is noticed when the visitor comes back", async ({ ada, grace }) => {
  ada.network.sockets.freeze(); // the backend still answers
  await grace.says("did you hear?");
  await grace.sees("did you hear?");
  await ada.page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(ada.chat.status).not.toHaveText("Live");
  ada.network.sockets.cut();
  ada.network.sockets.release();
  await ada.isLive();
  await ada.sees("did you hear?", { from: "Grace" });
});

test("failed: a bad key is named, and messages still arrive", async ({ join, grace }) => {
  const ada = await join("Ada");
  ada.network.refusal = { code: 4001, message: "App key e2e-key not in this cluster. Did you forget to specify the cluster?" };
  await ada.page.goto("/");
  await ada.connectionIs("failed");
  await expect(ada.chat.status).toHaveText("Not connected");
  await expect(ada.chat.banner).toContainText("key");
  await expect(ada.chat.banner).toContainText("not in this cluster");
  await expect(ada.chat.banner).toContainText("4001");
  await grace.says("you will get this");
  await ada.sees("you will get this", { from: "Grace" });
});

test("failed: a refused authorization is named, and messages still arrive", async ({ join, grace }) => {
  const ada = await join("Ada");
  const refusal = ada.network.answer(AUTHORIZATION, 403, { error: "you are no member of this workspace" });
  await ada.page.goto("/");
  await ada.connectionIs(/^(polling|failed)$/);
  await expect(ada.chat.banner).toContainText("HTTP 403");
  await grace.says("you will get this");
  await ada.sees("you will get this", { from: "Grace" });
  await ada.says("and answer");
  await grace.sees("and answer", { from: "Ada" });
  const authorization = ada.network.hold(AUTHORIZATION);
  refusal.lift();
  await ada.chat.banner.getByRole("button", { name: "Try now" }).click();
  authorization.lift();
  await ada.isLive();
});

test("over quota: says so, and messages still arrive", async ({ join, grace }) => {
  const ada = await join("Ada");
  ada.network.refusal = { code: 4004, message: "The app is over its connection quota" };
  await ada.page.goto("/");
  await ada.connectionIs(/^(polling|failed)$/);
  await expect(ada.chat.banner).toContainText("The live service is full");
  await grace.says("you will get this");
  await ada.sees("you will get this", { from: "Grace" });
  ada.network.socketGate.shut();
  ada.network.refusal = undefined;
  await ada.chat.banner.getByRole("button", { name: "Try now" }).click();
  ada.network.socketGate.open();
  await ada.isLive();
});

test("polling: without a WebSocket it says so, and messages are still sent and received", async ({ join, grace }) => {
  const ada = await join("Ada");
  ada.network.socketGate.shut();
  await ada.page.goto("/");
  await ada.connectionIs("polling", { within: 25_000 });
  await expect(ada.chat.status).toHaveText("Delayed");
  await expect(ada.chat.banner).toContainText("every few seconds");
  await grace.says("slowly but surely");
  await ada.sees("slowly but surely", { from: "Grace" });
  await ada.says("indeed");
  await grace.sees("indeed", { from: "Ada" });
});
