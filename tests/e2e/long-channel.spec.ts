// A channel with more messages than the page holds: those around what is read are in it, and nobody notices.
import { lines } from "./support/history";
import type { Person } from "./support/person";
import { EAGERLY } from "./support/reading";
import { expect, test } from "./support/test";

const COUNT = 700;
/** No more at once than what is drawn beside what is seen: nothing is passed over. */
const STEP = 1_000;
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

test("scrolled up to the beginning and down again, every message is seen once and in order", async ({ ada }) => {
  test.slow();
  const seen = new Set<number>();
  const look = async () => {
    const shown = await numbers(ada);
    areInOrder(shown);
    shown.forEach((number) => seen.add(number));
  };
  await expect
    .poll(async () => {
      await look();
      await ada.scrolls(-STEP);
      return ada.chat.beginning.isVisible();
    }, EAGERLY)
    .toBe(true);
  await look();
  expect(seen.size).toBe(COUNT);

  await expect
    .poll(async () => {
      await look();
      await ada.scrolls(STEP);
      return ada.chat.message(`line ${COUNT}`).count();
    }, EAGERLY)
    .toBe(1);
  await ada.scrolls(2500);
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
  const there = await middle(ada);
  for (let n = 1; n <= 5; n += 1) await grace.says(`news ${n}`);
  await expect(ada.chat.jump).toContainText("5 new messages");
  expect(await middle(ada)).toBe(there);
  await ada.chat.jump.click();
  await expect(ada.chat.message("news 5")).toBeInViewport();
  areInOrder((await numbers(ada)).filter((number) => !Number.isNaN(number)));
});
