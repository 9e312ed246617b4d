// A channel with more messages than the page holds: those around what is read are in it, and nobody notices.
import { lines } from "./support/history";
import type { Person } from "./support/person";
import { isStill } from "./support/place";
import { EAGERLY } from "./support/reading";
import { expect, test } from "./support/test";

const COUNT = 700;
/** The most rows that the page may hold, however many messages there are. */
const MOST_ROWS = 200;

test.use({ site: { history: lines(COUNT) } });

/** The numbers of the lines that are in the page, from the top. */
async function numbers({ chat }: Person): Promise<number[]> {
  const texts = await chat.texts.allInnerTexts();
  return texts.map((text) => Number(text.replace("line ", "")));
}

/** They follow each other, and are not too many. */
function areInOrder(shown: number[]): void {
  expect(shown).toEqual(shown.map((_, index) => shown[0] + index));
  expect(shown.length).toBeLessThanOrEqual(MOST_ROWS);
}

/** What is seen in the middle of the list, as the browser would hit it. */
const middle = ({ chat }: Person) =>
  chat.list.evaluate((list) => {
    const { left, top, width, height } = list.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return hit?.closest(".row")?.querySelector(".message-text")?.textContent ?? "";
  });

/** Scrolls to one end of the channel, a screen at a time, and looks at what is in the page each time. */
function walk({ chat }: Person, way: "up" | "down"): Promise<{ shown: number[][] }> {
  return chat.list.evaluate(async (list, way) => {
    const drawn = () => new Promise((frame) => requestAnimationFrame(() => setTimeout(frame)));
    const shown: number[][] = [];
    const isThere = () => {
      if (way === "up") return list.scrollTop <= 0 && list.querySelector(".history-start") !== null;
      return list.scrollTop + list.clientHeight >= list.scrollHeight - 2;
    };
    for (;;) {
      await drawn();
      shown.push([...list.querySelectorAll(".message-text")].map((text) => Number((text.textContent ?? "").replace("line ", ""))));
      if (isThere()) return { shown };
      list.scrollBy(0, list.clientHeight * (way === "up" ? -0.8 : 0.8));
    }
  }, way);
}

test("scrolled up to the beginning and down again, every message is seen once and in order", async ({ ada }) => {
  test.slow();
  for (const way of ["up", "down"] as const) {
    const { shown } = await walk(ada, way);
    shown.forEach(areInOrder);
    expect(new Set(shown.flat()).size, way).toBe(COUNT);
  }
  await expect(ada.chat.message(`line ${COUNT}`)).toBeInViewport();

  // And it is at the newest again: a new message is followed.
  await ada.says("the newest");
  await expect(ada.chat.message("the newest")).toBeInViewport();
});

test("with the scroll bar pulled anywhere, there are messages, and they stay", async ({ ada }) => {
  test.slow();
  await expect
    .poll(async () => {
      await ada.scrolls(-4000);
      return ada.chat.beginning.isVisible();
    }, EAGERLY)
    .toBe(true);
  for (const part of [0.5, 0.1, 0.9, 0.3]) {
    const before = await middle(ada);
    await ada.chat.list.evaluate((list, part) => (list.scrollTop = list.scrollHeight * part), part);
    let there = "";
    const isElsewhere = async () => {
      there = await middle(ada);
      expect(there, `at ${part}`).toMatch(/^line \d+$/);
      expect(there).not.toBe(before);
    };
    await expect(isElsewhere).toPass({ timeout: 5_000 });
    areInOrder(await numbers(ada));
    // About as far as the bar says.
    const number = Number(there.replace("line ", ""));
    expect(Math.abs(number - part * COUNT), `at ${part} stands line ${number}`).toBeLessThan(COUNT / 10);
  }
});

test("while older messages are read, new ones neither move them nor get lost", async ({ ada, grace }) => {
  await expect
    .poll(async () => {
      await ada.scrolls(-2500);
      return (await numbers(ada))[0];
    }, EAGERLY)
    .toBeLessThan(COUNT - 250);
  await isStill(ada.chat.list);
  const there = await middle(ada);
  for (let n = 1; n <= 5; n += 1) await grace.says(`news ${n}`);
  await expect(ada.chat.jump).toContainText("5 new messages");
  expect(await middle(ada)).toBe(there);
  await ada.chat.jump.click();
  await expect(ada.chat.message("news 5")).toBeInViewport();
  areInOrder((await numbers(ada)).filter((number) => !Number.isNaN(number)));
});

test.describe("whose messages were long once", () => {
  const long = Array.from({ length: 12 }, (_, line) => `of many lines, ${line}`).join("\n");
  test.use({ site: { history: lines(90).map((message) => ({ ...message, text: long })), rate: 10_000 } });

  test("the list is full of messages while short ones come, also on a high screen", async ({ ada, grace, backend }) => {
    await ada.page.setViewportSize({ width: 1280, height: 1600 });
    // All that is fetched at first, and the page before it.
    await expect.poll(() => ada.scrolls(-5_000).then(() => ada.chat.beginning.isVisible()), EAGERLY).toBe(true);
    await ada.chat.jump.click();
    await isStill(ada.chat.list);
    for (let count = 1; count <= 70; count += 1) {
      const data = { content: `short ${count}`, workspaceId: backend.workspace, channelId: "general" };
      expect((await grace.context.request.post("/api/messages", { data })).status()).toBe(200);
    }
    await expect(ada.chat.message("short 70")).toBeInViewport();
    const empty = () => ada.chat.list.evaluate((list) => list.querySelector("article")!.getBoundingClientRect().top - list.getBoundingClientRect().top);
    expect(await empty(), "pixels without a message at the top").toBeLessThanOrEqual(0);
  });
});
