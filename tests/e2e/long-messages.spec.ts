// Messages and drafts that are longer than a screen, and than a browser can lay out in a moment.
import type { Person } from "./support/person";
import { expect, test } from "./support/test";

const height = (person: Person) => person.chat.messages.first().evaluate((row) => row.getBoundingClientRect().height);

test.describe("a message of 5,000 line breaks", () => {
  const text = `begin\n${"\n".repeat(4_988)}end`;
  test.use({ site: { history: [{ from: "Grace", text, at: Date.now() - 60_000 }] } });

  test("is folded; a button shows all of it, and less again, by keyboard, too", async ({ ada }) => {
    const button = ada.chat.messages.getByRole("button", { name: "Show all" });
    await expect(button).toHaveAttribute("aria-expanded", "false");
    expect(await height(ada)).toBeLessThan(1_000);
    await expect(ada.chat.texts).not.toContainText("end");

    await ada.chat.list.focus();
    await ada.page.keyboard.press("ArrowUp");
    await expect(ada.chat.messages.first()).toBeFocused();
    await ada.page.keyboard.press("Tab");
    await expect(button).toBeFocused();
    await ada.page.keyboard.press("Enter");
    await expect(ada.chat.texts).toContainText("end");
    expect(await height(ada)).toBeGreaterThan(100_000);

    const less = ada.chat.messages.getByRole("button", { name: "Show less" });
    await expect(less).toHaveAttribute("aria-expanded", "true");
    await expect(less).toBeFocused();
    await ada.page.keyboard.press("Enter");
    await expect(ada.chat.texts).not.toContainText("end");
    expect(await height(ada)).toBeLessThan(1_000);
    await expect(button).toBeInViewport();
  });
});

test.describe("fifty messages of nothing but marks", () => {
  const marks = ["- a\n", "*a* ", "> a\n", "`a` ", "1. a\n", "@a "];
  const history = Array.from({ length: 50 }, (_, at) => {
    const mark = marks[at % marks.length];
    return { from: "Grace", text: mark.repeat(5_000 / mark.length), at: Date.now() - 60_000 * (60 - at) };
  });
  test.use({ site: { history } });

  test("do not block the page", async ({ join }) => {
    const ada = await join("Ada");
    await ada.page.addInitScript(() => {
      const tasks: number[] = [];
      Object.assign(window, { tasks });
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask", buffered: true });
    });
    await ada.opens();
    await expect(ada.chat.texts.last()).toBeVisible();
    await ada.scrolls(-3_000);
    await expect.poll(() => ada.chat.messages.count()).toBeGreaterThan(3);
    const longest = await ada.page.evaluate(() => Math.max(0, ...(window as unknown as { tasks: number[] }).tasks));
    test.info().annotations.push({ type: "longest task", description: `${longest} ms` });
    expect(longest).toBeLessThan(1_500);
  });
});

test("a foreign text of 200,000 characters is shown in steps", async ({ ada }) => {
  const content = "wörd ".repeat(40_000);
  ada.network.answer("GET /api/messages", 200, {
    messages: [{ id: "m1", content, senderId: "g", senderName: "Grace", channelId: "general", createdAt: new Date(Date.now() - 60_000).toISOString() }],
    count: 1,
  });
  await ada.page.reload();
  await expect(ada.chat.texts).toHaveCount(1, { timeout: 5_000 });
  const shown = () => ada.chat.texts.evaluate((text) => text.textContent?.length ?? 0);
  expect(await shown()).toBeLessThanOrEqual(4_000);
  const lengths = [];
  for (let step = 0; step < 3; step += 1) {
    await ada.chat.messages.getByRole("button", { name: "Show more" }).click();
    lengths.push(await shown());
  }
  expect(lengths.map((length) => Math.round(length / 20_000))).toEqual([1, 2, 3]);
});

test("a blank message is not sent; one from elsewhere is replaced by a note", async ({ ada }) => {
  for (const blank of ["\u2800", "\u200b", "\ufeff\u3164"]) {
    await ada.chat.composer.fill(blank);
    await expect(ada.chat.sendButton).toHaveAttribute("aria-disabled", "true");
    await ada.chat.composer.press("Enter");
    await expect(ada.chat.composer).toHaveValue(blank);
  }
  await expect(ada.chat.messages).toHaveCount(0);
  ada.network.answer("GET /api/messages", 200, {
    messages: [{ id: "m1", content: "\u2800", senderId: "g", senderName: "Grace", channelId: "general", createdAt: new Date(Date.now() - 60_000).toISOString() }],
    count: 1,
  });
  await ada.page.reload();
  await expect(ada.chat.texts).toHaveText("This message is blank.");
});

test.describe("marks that are stacked by the dozen", () => {
  const stacked = `a${"\u0301".repeat(48)}da`;
  test.use({
    site: {
      history: [
        { from: "Grace", text: "above", at: Date.now() - 120_000 },
        { from: stacked, text: stacked, at: Date.now() - 60_000 },
      ],
    },
  });

  test("are not drawn over the row above", async ({ ada }) => {
    const row = ada.chat.messages.last();
    expect(await ada.chat.author(row).textContent()).toBe(`a${"\u0301".repeat(4)}da`);
    await expect(ada.chat.text(row)).toHaveCSS("overflow", "clip");
    await expect(ada.chat.text(row)).toHaveText(stacked);
    await expect(ada.chat.texts.first()).not.toHaveCSS("overflow", "clip");
  });
});

test("a paste of megabytes is cut before it is laid out, with a note", async ({ ada }) => {
  await ada.chat.composer.fill("draft ");
  const took = await ada.chat.composer.evaluate((field: HTMLTextAreaElement) => {
    field.focus();
    field.setSelectionRange(6, 6);
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "word שלום ".repeat(370_000));
    const begin = performance.now();
    const event = new ClipboardEvent("paste", { bubbles: true, composed: true, cancelable: true, clipboardData });
    // What the browser would do.
    if (field.dispatchEvent(event)) document.execCommand("insertText", false, clipboardData.getData("text/plain"));
    field.getBoundingClientRect();
    return performance.now() - begin;
  });
  test.info().annotations.push({ type: "paste", description: `${took} ms` });
  expect(took).toBeLessThan(2_000);
  const value = await ada.chat.composer.inputValue();
  expect([value.length, value.startsWith("draft word שלום")]).toEqual([20_000, true]);
  await expect(ada.chat.banner).toContainText("The text is too long: 3,680,006 characters at its end were left out. A message can have at most 5,000.");
  await ada.chat.banner.getByRole("button").click();
  await expect(ada.chat.banner).toHaveCount(0);
});
