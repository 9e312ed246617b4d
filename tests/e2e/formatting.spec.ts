// Formatting: drawn as elements, copied as text.
import type { Locator, Page } from "@playwright/test";
import type { Person } from "./support/person";
import { expect, test } from "./support/test";

/** What the clipboard would get of an element's content, in Chromium. */
function copied(element: Locator): Promise<string> {
  return element.evaluate((element) => {
    const selection = getSelection();
    selection?.selectAllChildren(element);
    const text = selection?.toString() ?? "";
    selection?.removeAllRanges();
    return text;
  });
}

async function shows(person: Person, text: string): Promise<Locator> {
  const count = await person.chat.texts.count();
  await person.says(text);
  await expect(person.chat.texts).toHaveCount(count + 1);
  return person.chat.texts.nth(count);
}

function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

test("words are bold, italic, struck and code, and are copied without their markers", async ({ ada, grace }) => {
  await ada.says("**bold**, *italic* and _so_, ~~gone~~, `a*b` and **unbalanced");
  for (const person of [ada, grace]) {
    const text = person.chat.texts.last();
    await expect(text.locator("strong")).toHaveText("bold");
    await expect(text.locator("em")).toHaveText(["italic", "so"]);
    await expect(text.locator("s")).toHaveText("gone");
    await expect(text.locator("code")).toHaveText("a*b");
    await expect(text.locator("strong")).not.toHaveCSS("font-weight", "400");
    await expect(text.locator("em").first()).toHaveCSS("font-style", "italic");
    await expect(text.locator("s")).toHaveCSS("text-decoration-line", "line-through");
    expect(await copied(text)).toBe("bold, italic and so, gone, a*b and **unbalanced");
  }
});

test("a stored message keeps its formatting when it is redrawn", async ({ ada }) => {
  const held = ada.network.hold("POST /api/messages");
  await ada.says("**bold** https://example.org/ and\n> a quote");
  await expect(ada.chat.messages).toHaveAttribute("data-state", "sending");
  const strong = await ada.chat.texts.locator("strong").elementHandle();
  held.lift();
  await expect(ada.chat.messages).toHaveAttribute("data-state", "sent");
  expect(await strong?.evaluate((element) => element.isConnected && element.textContent)).toBe("bold");
  await expect(ada.chat.texts.locator("blockquote")).toHaveText("a quote");
});

test("quotes, lists and code are blocks; lines and spaces are copied as they are", async ({ ada }) => {
  const text = await shows(ada, "To do:\n\n- one\n  - two  spaces\n3. three\n\n> Quoted\n> twice\nEnd\n```js\nif (a) {\n    b();\n\n}\n```");
  await expect(text.locator("blockquote")).toHaveText(/Quoted\s+twice/);
  await expect(text.getByRole("listitem")).toHaveText([/one/, /two {2}spaces/, /3\. three/]);
  await expect(text.locator("pre")).toHaveText("if (a) {\n    b();\n\n}", { useInnerText: true });
  await expect(text.locator("pre")).toHaveCSS("direction", "ltr");
  expect((await copied(text)).replace(/\n+$/, "")).toBe(
    "To do:\n\n• one\n• two  spaces\n3. three\n\nQuoted\ntwice\nEnd\nif (a) {\n    b();\n\n}",
  );
  const [first, second] = await text.getByRole("listitem").all();
  expect((await second.boundingBox())?.x).toBeGreaterThan((await first.boundingBox())?.x ?? Infinity);
});

test("wide code scrolls in its own box and only then takes the focus", async ({ ada }) => {
  await ada.page.setViewportSize({ width: 280, height: 640 });
  const short = (await shows(ada, "```\nshort\n```")).locator("pre");
  const wide = (await shows(ada, `\`\`\`\n${"wide ".repeat(60)}\n\`\`\``)).locator("pre");
  await expect(wide).toHaveAttribute("tabindex", "0");
  await expect(wide).toHaveAccessibleName("Code");
  await expect(short).not.toHaveAttribute("tabindex");
  await expect(short).not.toHaveAttribute("role");
  await wide.focus();
  await ada.page.keyboard.press("ArrowRight");
  await expect.poll(() => wide.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  expect(await ada.chat.list.evaluate((list) => list.scrollWidth - list.clientWidth)).toBe(0);
  expect(await overflow(ada.page)).toBe(0);
  await ada.page.setViewportSize({ width: 1280, height: 640 });
  await expect(short).not.toHaveAttribute("tabindex");
});

test("each paragraph has its own direction", async ({ ada }) => {
  const text = await shows(ada, "In English:\nשלום עולם\n> مرحبا بالعالم\n- item\n- פריט");
  const isRight = (words: string) =>
    text.evaluate((element, words) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.textContent?.indexOf(words) ?? -1;
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + words.length);
        const [box, frame] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
        return frame.right - box.right < box.left - frame.left;
      }
      throw new Error(`${words} is not there`);
    }, words);
  expect(await isRight("In English")).toBe(false);
  expect(await isRight("שלום")).toBe(true);
  expect(await isRight("مرحبا")).toBe(true);
  expect(await isRight("item")).toBe(false);
  expect(await isRight("פריט")).toBe(true);
  await expect(text.locator("blockquote")).toHaveCSS("border-right-width", "3px");
});

test("a few emoji alone are large", async ({ ada }) => {
  const size = async (text: Locator) => parseFloat(await text.evaluate((element) => getComputedStyle(element).fontSize));
  const words = await size(await shows(ada, "Done 🎉"));
  expect(await size(await shows(ada, "🎉 👩‍👩‍👧‍👦"))).toBeGreaterThan(1.5 * words);
  expect(await size(await shows(ada, "🎉".repeat(9)))).toBe(words);
});

test("mentions are marked, and those of the user stand out", async ({ ada, grace }) => {
  await ada.says("@Grace and @ada, not @Nobody nor mail@Grace");
  const seen = async (person: Person, own: string) => {
    await expect(person.chat.texts.locator(".mention")).toHaveText(["@Grace", "@ada"]);
    await expect(person.chat.texts.locator(".mention.is-me")).toHaveText(own);
  };
  await seen(ada, "@ada");
  await seen(grace, "@Grace");
  await grace.page.reload(); // the message is there before it is known who is online
  await seen(grace, "@Grace");
});

test("earlier messages mention a person who comes online later", async ({ ada, join }) => {
  const text = await shows(ada, "Where is @Linus?");
  await expect(text.locator(".mention")).toHaveCount(0);
  await (await join("Linus")).opens();
  await expect(text.locator(".mention")).toHaveText("@Linus");
});

test("thousands of near-misses are drawn as they were written", async ({ ada, grace }) => {
  // Lines are fewer: the browser itself takes seconds for filling a field with two thousand of them.
  for (const [piece, length] of [["**a *b ", 5_000], ["> ", 5_000], ["_a~~b", 5_000], ["`a\n", 900]] as const) {
    const text = piece.repeat(Math.floor(length / piece.length)).trim();
    await ada.says(text);
    await expect(grace.chat.texts.last()).toContainText(text.slice(-9));
  }
  expect(await overflow(ada.page)).toBe(0);
});
