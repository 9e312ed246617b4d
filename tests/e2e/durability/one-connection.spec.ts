// All tabs of one person in one browser share a connection.
import { Person } from "../support/person";
import { expect, test } from "../support/unreliable";

/** From the moment at which the leading tab is gone, in milliseconds. */
const LIVE_AGAIN = 5_000;

const CHANGES = "GET /api/messages/changes";

/** Opens further tabs, one after the other, so that the first one leads. */
async function tabsOf(person: Person, count: number): Promise<Person[]> {
  const tabs: Person[] = [];
  while (tabs.length < count) tabs.push(await person.opensAnotherTab());
  return tabs;
}

/** Notes when a chat that is live is not, and when it last became it again. */
async function watchGap({ chat }: Person): Promise<() => Promise<{ from: number; to: number }>> {
  const watch = await chat.root.evaluateHandle((root) => {
    const gap = { from: 0, to: 0 };
    const look = () => (root.getAttribute("data-connection") === "live" ? (gap.to = Date.now()) : (gap.from ||= Date.now()));
    new MutationObserver(look).observe(root, { attributes: true, attributeFilter: ["data-connection"] });
    return gap;
  });
  return () => watch.jsonValue();
}

/** Counts the followers that ask their leader to read the feed: `src/app/connection/words.rs`. */
async function watchQuestions({ page }: Person): Promise<() => Promise<number>> {
  const watch = await page.evaluateHandle(async () => {
    const { held = [] } = await navigator.locks.query();
    const name = held.find(({ name }) => name?.startsWith("collabspace-live:"))?.name ?? "nobody leads";
    const asked = { count: 0 };
    new BroadcastChannel(name).addEventListener("message", ({ data }) => data[0] === 4 && asked.count++);
    return asked;
  });
  return () => watch.evaluate(({ count }) => count);
}

const connections = ({ network }: Person, count: number) =>
  expect.poll(() => network.sockets.count, "connections of the browser that are open").toBe(count);

test("five tabs have one connection; when the leading one dies in a burst nothing is lost", async ({ ada, grace }) => {
  const others = await tabsOf(ada, 4);
  await connections(ada, 1);
  await grace.says("to all of you");
  for (const tab of [ada, ...others]) await tab.sees("to all of you", { from: "Grace" });

  const texts = Array.from({ length: 12 }, (_, n) => `message ${n}`);
  for (const text of texts.slice(0, 6)) await grace.says(text);
  const gaps = await Promise.all(others.map(watchGap));
  const devtools = await ada.context.newCDPSession(ada.page);
  // It never answers: the tab is gone.
  void devtools.send("Page.crash").catch(() => undefined);
  const died = Date.now();
  for (const text of texts.slice(6)) await grace.says(text);
  for (const tab of others) {
    await tab.sees("message 11", { from: "Grace" });
    await tab.isLive();
  }
  const seen = await Promise.all(gaps.map((gap) => gap()));
  const took = seen.map(({ to }) => to - died);
  console.log(`    live again ${took.join(", ")} ms after the leading tab had died`);
  for (const { from } of seen) expect(from, "when it said that it is not live").toBeGreaterThanOrEqual(died);
  for (const time of took) expect(time).toBeLessThanOrEqual(LIVE_AGAIN);
  for (const tab of others) await expect(tab.chat.texts).toHaveText(["to all of you", ...texts]);
  await connections(ada, 1);
  await others[0].says("we are four");
  for (const tab of [grace, ...others]) await tab.sees("we are four", { from: "Ada" });
});

test("after a lost connection one tab asks what has changed for all tabs", async ({ ada, grace }) => {
  const tabs = [ada, ...(await tabsOf(ada, 2))];
  await connections(ada, 1);
  const before = ada.network.callsOf(CHANGES).length;
  ada.network.socketGate.shut();
  ada.network.sockets.cut();
  await connections(ada, 0);
  for (const tab of tabs) await tab.connectionIs("connecting");
  await grace.says("while you were away");
  await grace.sees("while you were away");
  ada.network.socketGate.open();
  for (const tab of tabs) {
    await tab.sees("while you were away", { from: "Grace" });
    await tab.isLive();
  }
  expect(ada.network.callsOf(CHANGES).length - before, "calls of all three tabs").toBe(1);
});

test("a new leading tab asks what has changed for all tabs", async ({ ada, grace }) => {
  const [next, ...others] = await tabsOf(ada, 3);
  await connections(ada, 1);
  const questions = await watchQuestions(next);
  const before = ada.network.callsOf(CHANGES).length;
  const answer = ada.network.holdAnswer(CHANGES);
  // These wait for the leader's answer for as long as it takes: their timers are as late as a hidden tab's.
  for (const { page } of others) {
    await page.evaluate(() => {
      const { setTimeout } = window;
      const late = (act: TimerHandler, ms = 0, ...rest: unknown[]) => setTimeout(act, ms < 1_000 ? ms : ms * 30, ...rest);
      Object.assign(window, { setTimeout: late });
    });
  }
  ada.network.socketGate.shut();
  await ada.page.close();
  await connections(ada, 0);
  await grace.says("while nobody led");
  await grace.sees("while nobody led");
  ada.network.socketGate.open();
  await expect.poll(questions, "followers that have asked").toBe(others.length);
  await answer.hasStruck();
  answer.lift();
  for (const tab of [next, ...others]) {
    await tab.isLive();
    await tab.sees("while nobody led", { from: "Grace" });
  }
  expect(ada.network.callsOf(CHANGES).length - before, "calls of all three tabs").toBe(1);
});

test("a frozen leading tab is replaced by a visible one, and follows when it wakes", async ({ ada, grace }) => {
  const tab = await ada.opensAnotherTab();
  await connections(ada, 1);
  await tab.hidesTab();
  const devtools = await ada.context.newCDPSession(ada.page);
  await devtools.send("Debugger.enable");
  // It stops at the next event, and holds its lock and its connection.
  await devtools.send("Debugger.pause");
  await grace.says("is anybody there?");
  await tab.looksAtTab();
  await tab.sees("is anybody there?", { from: "Grace" });
  await tab.isLive();
  await devtools.send("Debugger.disable");
  await ada.sees("is anybody there?", { from: "Grace" });
  await ada.isLive();
  await connections(ada, 1);
  await grace.says("both of you");
  for (const one of [ada, tab]) await one.sees("both of you", { from: "Grace" });
});

test("two accounts in one browser have separate connections", async ({ ada, grace }) => {
  await connections(ada, 1);
  const eve = new Person("Eve", ada.context, await ada.context.newPage(), ada.network);
  await eve.signsIn();
  await eve.opens();
  await connections(ada, 2);
  const tab = await eve.opensAnotherTab();
  await connections(ada, 2);
  await grace.says("to everybody");
  for (const one of [ada, eve, tab]) await one.sees("to everybody", { from: "Grace" });
  await expect(grace.chat.people).toHaveCount(3);
});
