// What hosted Pusher does and a Pusher server of one's own does not, by a scripted service: what the page says, that it
// polls meanwhile, and that it recovers.
import { HostedPusher, type Script } from "../support/hosted-pusher";
import type { Person } from "../support/person";
import { expect, test } from "../support/unreliable";

/** How soon the page is live again where the service is there, in milliseconds. */
const LIVE_AGAIN = 5_000;

/** How soon a message is there where the page asks for new ones every five seconds, on a busy machine, in milliseconds. */
const POLLED = 15_000;

/** Brings Ada to a service that behaves like this. */
async function opensAt(ada: Person, script: Partial<Script>): Promise<HostedPusher> {
  const service = await HostedPusher.in(ada.page, script);
  await ada.page.goto("/");
  return service;
}

/** Messages go both ways without the service; when it is well again the page is live with nothing lost. */
async function pollsAndRecovers(ada: Person, grace: Person, service: HostedPusher): Promise<void> {
  await expect(ada.chat.banner).toContainText("Checking for new messages every few seconds.");
  await grace.says("over the backend alone");
  await ada.sees("over the backend alone", { from: "Grace", within: POLLED });
  await ada.says("and back");
  await grace.sees("and back", { from: "Ada" });
  await ada.sees("and back");
  // The page also tries again by itself: not with success before the button was pressed.
  service.gate.shut();
  service.recovers();
  const tryNow = ada.chat.banner.getByRole("button", { name: "Try now" });
  await tryNow.click();
  service.gate.open();
  // A try that was under way when the service recovered ends as it would have before.
  await expect(async () => {
    if (await tryNow.isVisible()) await tryNow.click({ timeout: 1_000 });
    await ada.connectionIs("live", { within: 2_000 });
  }).toPass({ timeout: 20_000 });
  await expect(ada.chat.banner).toHaveCount(0);
  await expect(ada.chat.texts).toHaveText(["over the backend alone", "and back"]);
}

test("4001, the key is unknown: says so with the service's words and code, polls, recovers", async ({ join, grace }) => {
  const ada = await join("Ada");
  const service = await opensAt(ada, { connection: (socket) => socket.refuse(4001, "App key abc not in this cluster. Did you forget to specify the cluster?") });
  await ada.connectionIs("failed");
  await expect(ada.chat.banner).toContainText("not in this cluster");
  await expect(ada.chat.banner).toContainText("4001");
  await pollsAndRecovers(ada, grace, service);
});

test("4004, over the connection quota: says so, polls, recovers", async ({ join, grace }) => {
  const ada = await join("Ada");
  const service = await opensAt(ada, { connection: (socket) => socket.refuse(4004, "The app is over its connection quota") });
  await ada.connectionIs("polling");
  await expect(ada.chat.banner).toContainText("The live service is full");
  await pollsAndRecovers(ada, grace, service);
});

test("4100, over capacity: tries again with patience, polls, recovers by itself", async ({ join, grace }) => {
  const ada = await join("Ada");
  const service = await opensAt(ada, { connection: (socket) => socket.refuse(4100, "Over capacity") });
  await ada.connectionIs("polling", { within: 15_000 });
  await grace.says("over the backend alone");
  await ada.sees("over the backend alone", { from: "Grace", within: POLLED });
  const tries = service.connections.map(({ at }) => at);
  expect(tries.length).toBeGreaterThan(1);
  // A second at first, then longer: no more than a try a second on the average.
  expect(tries.length).toBeLessThanOrEqual(3 + (Date.now() - tries[0]) / 1_000);
  service.recovers();
  await ada.isLive();
  await expect(ada.chat.banner).toHaveCount(0);
});

for (const [code, words] of [[4200, "Please reconnect"], [4201, "Pong reply not received"], [4301, "Too many client events"]] as const) {
  test(`${code}, closed in the middle: connects again at once, with what was missed`, async ({ join, grace }) => {
    const ada = await join("Ada");
    const service = await opensAt(ada, {});
    await ada.isLive();
    await grace.says("not told by the service");
    await grace.sees("not told by the service");
    const closed = Date.now();
    await service.newest.refuse(code, words);
    await ada.sees("not told by the service", { from: "Grace" });
    await ada.isLive();
    expect(Date.now() - closed).toBeLessThan(LIVE_AGAIN);
    // One by pusher-js itself, which may be dropped for one at the page's own time; never more.
    expect(service.connections.length).toBeLessThanOrEqual(3);
    await expect(ada.chat.banner).toHaveCount(0);
  });
}

test("an error without consequences changes nothing", async ({ join, grace }) => {
  const ada = await join("Ada");
  const service = await opensAt(ada, {});
  await ada.isLive();
  service.newest.error(4301, "Client event rejected due to rate limit");
  await ada.says("still live");
  await grace.sees("still live", { from: "Ada" });
  await ada.isLive();
  await expect(ada.chat.banner).toHaveCount(0);
  expect(service.connections).toHaveLength(1);
});

test("a subscription that the service refuses: names the channel, its words and status, polls, recovers", async ({ join, grace, backend }) => {
  const ada = await join("Ada");
  const service = await opensAt(ada, { subscription: (socket, channel) => socket.subscriptionError(channel, 403, "The connection is not allowed here") });
  await ada.connectionIs("polling");
  await expect(ada.chat.banner).toContainText("The connection is not allowed here");
  await expect(ada.chat.banner).toContainText("403");
  await expect(ada.chat.banner).toContainText(`presence-workspace-${backend.workspace}`);
  await pollsAndRecovers(ada, grace, service);
});

test("a 401 from the service is not a sign-out: the backend knows the user", async ({ join, grace }) => {
  const ada = await join("Ada");
  const service = await opensAt(ada, { subscription: (socket, channel) => socket.subscriptionError(channel, 401, "Invalid signature") });
  await ada.connectionIs("polling");
  await expect(ada.chat.panel).toHaveCount(0);
  await expect(ada.chat.banner).toContainText("Invalid signature");
  await pollsAndRecovers(ada, grace, service);
});

test("4009, a bad signature with no word about the channel: says so, polls, recovers", async ({ join, grace }) => {
  const ada = await join("Ada");
  const service = await opensAt(ada, { subscription: (socket) => socket.error(4009, "Connection is unauthorized within time frame") });
  await ada.connectionIs("polling");
  await expect(ada.chat.banner).toContainText("unauthorized within time frame");
  await pollsAndRecovers(ada, grace, service);
});

test("a subscription that is never answered is given up after ten seconds: says so, polls, recovers", async ({ join, grace }) => {
  const ada = await join("Ada");
  const service = await opensAt(ada, { subscription: () => {} });
  await expect(ada.chat.banner).toContainText("the subscription was not answered", { timeout: 15_000 });
  await ada.connectionIs("polling");
  await pollsAndRecovers(ada, grace, service);
});
