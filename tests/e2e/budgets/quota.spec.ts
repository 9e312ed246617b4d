// What a message and its typing cost: requests to the backend, and of the quota of a Pusher app.
import type { Call } from "../support/faults";
import type { Network } from "../support/network";
import { newTab } from "../support/person";
import { expect, test } from "../support/test";
import { TYPING } from "../support/typing";
import { budgets, told } from "./budgets";

/** 40 characters, at 5 a second. */
const MESSAGE = "forty characters are typed, one by one..";
const BETWEEN_KEYS = 200;

/** How many are subscribed to the workspace's channel where the quota is reckoned. */
const ROOM = 20;

/** How many tabs of a chat one person has open. */
const TABS = 5;

/** The names of the events that the backend has published, one by one or in batches. */
function published(network: Network): string[] {
  const isPublishing = ({ method, path }: Call) => method === "POST" && /\/(batch_)?events$/.test(path);
  return network.calls.filter(isPublishing).flatMap(({ body }) => {
    const call = JSON.parse(body);
    return (call.batch ?? [call]).map(({ name }: { name: string }) => name);
  });
}

test("a message of 40 characters costs few typing requests, and in a room of 20 little of the Pusher quota", async ({ ada, grace, publishing, mode }) => {
  expect(MESSAGE).toHaveLength(40);
  const before = published(publishing).length;
  // At this pace exactly, however busy the machine is.
  const { clock } = grace.page;
  await clock.pauseAt(Date.now() + 1_000);
  for (const letter of MESSAGE) {
    await grace.types(letter);
    await clock.runFor(BETWEEN_KEYS);
  }
  await grace.chat.composer.press("Enter");
  await clock.resume();
  await ada.sees(MESSAGE, { from: "Grace" });
  await grace.sees(MESSAGE);
  // Nothing comes late: that the typing has ended is told before the message, or not at all.
  await expect(ada.chat.typing).toHaveText("");
  const requests = grace.network.callsOf(TYPING).length;
  // On a baseline the end of typing is told, for the original application's own page.
  const [forTyping, forPusher] =
    mode === "baseline"
      ? [budgets.typingRequestsBaseline, budgets.pusherMessagesBaseline]
      : [budgets.typingRequests, budgets.pusherMessages];
  console.log(told("typing requests", requests, forTyping));
  expect(requests).toBeGreaterThan(0);
  expect(requests).toBeLessThanOrEqual(forTyping.limit);

  const events = published(publishing).slice(before);
  expect(events.filter((name) => name === "new-message")).toHaveLength(1);
  // Pusher counts one for the call and one for each subscriber (https://pusher.com/docs/channels/miscellaneous).
  const messages = events.length * (ROOM + 1);
  console.log(told(`Pusher messages for ${events.join(", ")}`, messages, forPusher));
  expect(messages).toBeLessThanOrEqual(forPusher.limit);
});

test("typing costs nothing while no one else is online", async ({ ada, publishing }) => {
  const before = published(publishing).length;
  await ada.types("to myself", BETWEEN_KEYS);
  await ada.chat.composer.press("Enter");
  await ada.sees("to myself");
  expect(ada.network.callsOf(TYPING).length).toBeLessThanOrEqual(budgets.typingRequestsAlone.limit);
  await expect.poll(() => published(publishing).slice(before)).toEqual(["new-message"]);
});

test("five tabs of a person are one connection, and a message is delivered to them once", async ({ ada, grace }) => {
  const tabs = [ada];
  while (tabs.length < TABS) tabs.push(await newTab(ada));
  let delivered = 0;
  for (const tab of tabs) {
    tab.page.on("websocket", (socket) =>
      socket.on("framereceived", ({ payload }) => {
        if (JSON.parse(payload.toString()).event === "new-message") delivered++;
      }),
    );
    await tab.opens();
  }
  const { connectionsOfTabs, deliveriesToTabs } = budgets;
  // A tab that learns by its own subscription who its visitor is has connected by itself until then.
  await expect.poll(() => ada.network.sockets.count, "open connections").toBeLessThanOrEqual(connectionsOfTabs.limit);
  console.log(told(`connections of ${TABS} tabs`, ada.network.sockets.count, connectionsOfTabs));
  await grace.says("once for all of them");
  for (const tab of tabs) await tab.sees("once for all of them", { from: "Grace" });
  console.log(told(`deliveries of a message to ${TABS} tabs`, delivered, deliveriesToTabs));
  expect(delivered).toBeGreaterThan(0);
  expect(delivered).toBeLessThanOrEqual(deliveriesToTabs.limit);
});
