// The pictures of the docs, in docs/pictures: PICTURES=1 make screenshots.
import path from "node:path";
import type { Person } from "./support/person";
import { ARABIC_TALK, PORTRAYED, showPictures, visitsShop } from "./support/states";
import { expect, test } from "./support/test";

test.skip(!process.env.PICTURES, "only on request: PICTURES=1");

const docs = path.resolve(__dirname, "../../docs/pictures");

/** Files of pictures are as large as what is on them: none is larger than it has to be. */
const SMALL = { width: 900, height: 540 };

/** Nothing is on its way from one place to another, or from one colour. */
const STILL = { colorScheme: "light", reducedMotion: "reduce" } as const;

/** Takes one as the page is now. */
async function take({ page }: Person, name: string): Promise<void> {
  // The tests' own workspaces have names that nobody gave.
  const workspace = page.locator(".workspace-name");
  if (await workspace.count()) await workspace.evaluate((name) => (name.textContent = "demo-workspace"));
  await page.screenshot({ path: path.join(docs, `${name}.png`) });
}

/** Reacts to the newest message of the history. */
async function reacts({ chat }: Person, emoji: string): Promise<void> {
  await chat.messages.last().hover();
  await chat.toolbar.getByRole("button", { name: emoji }).click();
  await expect(chat.messages.last().locator(".reaction").filter({ hasText: emoji })).toHaveAttribute("aria-pressed", "true");
}

async function answers({ chat, page }: Person, text: string): Promise<void> {
  await chat.messages.last().hover();
  await chat.toolbar.getByRole("button", { name: "Reply" }).click();
  await chat.composer.fill(text);
  await page.keyboard.press("Enter");
}

test.describe("a conversation", () => {
  test.use({ site: { history: PORTRAYED }, locale: "en-US" });

  test("light, dark, on a phone", async ({ join }) => {
    const ada = await join("Ada Lovelace", { viewport: { width: 1280, height: 720 }, ...STILL });
    showPictures(ada);
    await ada.opens();
    const grace = await (await join("Grace Hopper")).opens();
    const linus = await (await join("Linus Torvalds")).opens();
    await expect(ada.chat.people).toHaveCount(3);
    await reacts(grace, "👍");
    await reacts(linus, "👍");
    await reacts(linus, "❤");
    await answers(grace, "I have seen it: nothing moves.");
    await ada.sees("I have seen it: nothing moves.");
    await grace.chat.channel("random").click();
    await grace.says("Cake in the kitchen, @Ada Lovelace!");
    await expect(ada.chat.channel("random")).toContainText("@1");
    await grace.chat.channel("general").click();
    await ada.hidesTab();
    await linus.says("All checks are green.");
    await expect(ada.chat.message("All checks are green.")).toHaveCount(1);
    await ada.looksAtTab();
    await expect(ada.chat.unreadDivider).toBeVisible();
    await expect(ada.chat.channel("general").locator(".badge"), "it is read by now").toHaveCount(0);
    await ada.chat.composer.fill("Then let us ship it");
    await grace.types("hm");
    await expect(ada.chat.typing).toHaveText(/typing/);
    await take(ada, "chat");
    await ada.page.emulateMedia({ colorScheme: "dark" });
    await take(ada, "dark");
    await ada.page.setViewportSize({ width: 390, height: 720 });
    await take(ada, "phone");
  });

  test("the actions of a message; more contrast", async ({ join }) => {
    const ada = await join("Ada Lovelace", { viewport: SMALL, ...STILL });
    await ada.opens();
    await ada.chat.list.focus();
    await ada.page.keyboard.press("ArrowUp");
    await ada.page.keyboard.press("ArrowUp");
    await ada.page.keyboard.press("Enter");
    await expect(ada.chat.menuItems.first()).toBeFocused();
    await take(ada, "menu");
    await ada.page.keyboard.press("Escape");
    await ada.page.emulateMedia({ colorScheme: "dark", forcedColors: "active" });
    await take(ada, "forced-colors");
  });

  test("a bubble in a site", async ({ join }) => {
    const ada = await join("Ada Lovelace", { viewport: { width: 1100, height: 640 }, ...STILL });
    showPictures(ada);
    const bubble = await visitsShop(ada);
    await bubble.click();
    await ada.isLive();
    await expect(ada.chat.messages.last()).toBeVisible();
    await take(ada, "bubble");
  });

  test("in a site's own colours and font", async ({ join }) => {
    const ada = await join("Ada Lovelace", { viewport: SMALL, ...STILL });
    showPictures(ada);
    // The first example of docs/theming.md.
    ada.network.answer("GET /", 200, `<!doctype html><title>A site</title><style>
      body { margin: 0; }
      collabspace-chat {
        block-size: 100vh;
        --collabspace-accent: #7b2d8b;
        --collabspace-accent-text: light-dark(#7b2d8b, #e2a9ee);
        --collabspace-on-accent: #fff;
        --collabspace-font: Georgia, serif;
        --collabspace-radius: 0px;
      }</style><collabspace-chat config="/config.json"></collabspace-chat><script type="module" src="/embed.js"></script>`);
    await ada.opens();
    await expect(ada.chat.messages.last()).toBeVisible();
    await ada.chat.composer.fill("Then let us ship it");
    await take(ada, "theming");
  });
});

test.describe("in Arabic", () => {
  // Without emoji, which not every machine has in its fonts.
  test.use({ site: { history: ARABIC_TALK.map((line) => ({ ...line, text: line.text.replace(/ \p{Extended_Pictographic}/u, ".") })) } });

  test("from right to left", async ({ join }) => {
    const ada = await join("Ada Lovelace", { viewport: SMALL, ...STILL, locale: "ar-EG" });
    showPictures(ada);
    await ada.opens();
    const grace = await (await join("Grace Hopper")).opens();
    await expect(ada.chat.people).toHaveCount(2);
    await grace.types("hm");
    await expect(ada.chat.typing).toContainText("Grace");
    await take(ada, "arabic");
  });
});
