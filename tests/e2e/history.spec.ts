// History: what was said before, as a visitor reads it.
import type { Call } from "./support/faults";
import { type OldMessage, lines } from "./support/history";
import { readThrough, toBeginning } from "./support/reading";
import { watchMiddle, isStill, toBottom } from "./support/place";
import { expect, test } from "./support/test";

const isOlder = (call: Call) => call.path === "/api/messages" && call.query.has("before");

test.describe("a channel with 130 messages", () => {
  // By two people in turn, so that every line has its author above it and the list is long.
  const history = lines(130).map((line, index) => ({ ...line, from: index % 2 ? "Grace" : "Linus" }));
  test.use({ site: { history } });

  test("opens with the newest 50, at the newest", async ({ join }) => {
    const ada = await (await join("Ada")).opens();
    await expect(ada.chat.message("line 130")).toBeInViewport();
    await expect(ada.chat.messages).toHaveCount(50);
    await expect(ada.chat.messages.first()).toContainText("line 81");
    expect(await toBottom(ada.chat.list)).toBeLessThanOrEqual(1);
    const [first] = ada.network.callsOf("GET /api/messages");
    expect(first.query.get("limit")).toBe("50");
  });

  test("loads older messages on scrolling up, and the row under the eye stays within 1 px", async ({ ada }) => {
    const older = ada.network.hold(isOlder);
    await expect.poll(() => ada.scrolls(-300).then(() => older.met.length)).toBeGreaterThan(0);
    await expect(ada.chat.loadingOlder).toContainText("Loading older messages");
    const row = await watchMiddle(ada.chat.list);
    older.lift();
    await expect(ada.chat.message("line 80")).toHaveCount(1);
    const { moved, frames } = await row.ends();
    expect(frames).toBeGreaterThan(6);
    expect(moved).toBeLessThanOrEqual(1);
  });

  test("the row under the eye stays also at the very top of what is loaded", async ({ ada }) => {
    const older = ada.network.hold(isOlder);
    await expect
      .poll(async () => {
        await ada.scrolls(-3000);
        return ada.chat.list.evaluate((list) => list.scrollTop);
      })
      .toBe(0);
    await older.hasStruck();
    const row = await watchMiddle(ada.chat.list);
    older.lift();
    await expect(ada.chat.message("line 80")).toHaveCount(1);
    expect((await row.ends()).moved).toBeLessThanOrEqual(1);
  });

  test("goes back to the beginning of the channel, with nothing missing, and asks no further", async ({ ada }) => {
    await toBeginning(ada.chat);
    await isStill(ada.chat.list);
    await expect(ada.chat.beginning).toBeInViewport();
    await expect(ada.chat.beginning).toHaveText("This is the beginning of #general");
    expect((await readThrough(ada.chat)).map(({ text }) => text)).toEqual(history.map(({ text }) => text));

    const asked = ada.network.callsOf(isOlder).length;
    await toBeginning(ada.chat);
    await ada.scrolls(300);
    await ada.scrolls(-2000);
    await isStill(ada.chat.list);
    expect(ada.network.callsOf(isOlder)).toHaveLength(asked);
  });

  test("says when older messages could not be loaded, and loads them on request", async ({ ada }) => {
    const failing = ada.network.answer(isOlder, 500);
    await expect.poll(() => ada.scrolls(-400).then(() => failing.met.length)).toBeGreaterThan(0);
    await expect(ada.chat.loadingOlder).toContainText("Could not load older messages");
    failing.lift();
    await ada.chat.loadingOlder.getByRole("button", { name: "Try again" }).click();
    await expect(ada.chat.message("line 80")).toHaveCount(1);
  });
});

test("an empty channel says that this is its beginning", async ({ ada }) => {
  await expect(ada.chat.beginning).toBeInViewport();
  await expect(ada.chat.messages).toHaveCount(0);
});

test.describe("days", () => {
  const DAY = 24 * 60 * 60 * 1000;
  const now = Date.now();
  const history: OldMessage[] = [
    { from: "Grace", text: "late in the evening", at: Date.parse("2024-01-10T14:59:30Z") },
    { from: "Grace", text: "after midnight", at: Date.parse("2024-01-10T15:00:30Z") },
    { from: "Grace", text: "one day ago", at: now - DAY },
    { from: "Grace", text: "just now", at: now },
  ];
  // Nine hours ahead of UTC, and never a summer time.
  test.use({ site: { history }, timezoneId: "Asia/Tokyo", locale: "en-US" });

  test("are divided at the visitor's own midnight", async ({ ada }) => {
    const date = (at: number) => new Date(at + 9 * 60 * 60 * 1000).toISOString().slice(0, 10);
    await expect(ada.chat.days).toHaveText([/January 10, 2024/, /January 11, 2024/, "Yesterday", "Today"]);
    const written = await ada.chat.days.evaluateAll((days) => days.map((day) => day.getAttribute("datetime")));
    expect(written).toEqual(["2024-01-10", "2024-01-11", date(now - DAY), date(now)]);
    // Each stands right above the first message of its day.
    const order = ada.chat.list.locator(".day-divider time, .message-text");
    await expect(order).toHaveText([
      /January 10/, "late in the evening", /January 11/, "after midnight", "Yesterday", "one day ago", "Today", "just now",
    ]);
  });
});

test.describe("times", () => {
  const history: OldMessage[] = [{ from: "Linus", text: "what time is it", at: Date.parse("2024-07-10T15:05:00Z") }];
  test.use({ site: { history } });

  test("are the visitor's own", async ({ join }) => {
    const ada = await (await join("Ada", { timezoneId: "America/New_York", locale: "en-US" })).opens();
    const grace = await (await join("Grace", { timezoneId: "Europe/Berlin", locale: "de-DE" })).opens();
    for (const [person, time, day] of [[ada, /^11:05/, /July 10, 2024/], [grace, /^17:05/, /10\. Juli 2024/]] as const) {
      const shown = person.chat.time(person.chat.message("what time is it"));
      await expect(shown).toHaveText(time);
      await shown.hover();
      await expect(shown).toHaveAttribute("title", day);
      await expect(shown).toHaveAttribute("datetime", /^2024-07-10T15:05:00/);
    }
  });
});

test.describe("consecutive messages", () => {
  const at = Date.parse("2024-01-10T12:00:00Z");
  const history: OldMessage[] = [
    { from: "Grace", text: "first", at },
    { from: "Grace", text: "second", at: at + 60_000 },
    { from: "Linus", text: "between", at: at + 90_000 },
    { from: "Grace", text: "third", at: at + 100_000 },
    { from: "Grace", text: "much later", at: at + 60 * 60_000 },
  ];
  test.use({ site: { history } });

  test("of one person are grouped", async ({ ada }) => {
    const isNamed = { first: true, second: false, between: true, third: true, "much later": true };
    for (const [text, named] of Object.entries(isNamed)) {
      const message = ada.chat.message(text);
      await expect(ada.chat.avatar(message), text).toBeVisible({ visible: named });
      // For a screen reader every message has its author.
      await expect(ada.chat.author(message), text).toHaveText(text === "between" ? "Linus" : "Grace");
    }
  });
});
