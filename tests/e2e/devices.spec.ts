// A phone, a keyboard alone, light and dark.
import type { Locator } from "@playwright/test";
import { contrast } from "./support/colours";
import { lines } from "./support/history";
import { tabsTo } from "./support/keyboard";
import { isStill } from "./support/place";
import { expect, test } from "./support/test";

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, site: { history: lines(20) } });

  test("the conversation fills the width, and nothing sticks out", async ({ ada }) => {
    await expect(ada.chat.message("line 20")).toBeInViewport();
    await expect(ada.chat.composer).toBeInViewport({ ratio: 1 });
    await expect(ada.chat.sidebar).not.toBeInViewport();
    expect(await ada.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect((await ada.chat.list.boundingBox())?.width).toBe(390);
    await ada.chat.composer.fill("from the bus");
    await ada.chat.sendButton.tap();
    await ada.sees("from the bus");
    await expect(ada.chat.message("from the bus")).toBeInViewport({ ratio: 1 });
  });

  test("a finger that rests on a message opens its menu, which stays when the finger is lifted", async ({ ada }) => {
    await ada.sees("line 20");
    const fingers = await ada.context.newCDPSession(ada.page);
    const message = ada.chat.message("line 18");
    const { x, y } = (await message.boundingBox()) ?? { x: NaN, y: NaN };
    await fingers.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: x + 100, y: y + 8 }] });
    await expect(ada.chat.menuItems.first()).toBeFocused();
    await expect(message, "it is seen whose menu that is").toHaveAttribute("data-open");
    const clicks = await ada.chat.list.evaluateHandle((list) => {
      const seen: string[] = [];
      for (const name of ["touchend", "click"]) list.addEventListener(name, () => seen.push(name));
      return seen;
    });
    await fingers.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await expect.poll(() => clicks.jsonValue()).toEqual(["touchend"]);
    await ada.chat.actions.getByRole("menuitemcheckbox", { name: "👍" }).tap();
    await expect(message.locator(".reaction")).toHaveText("👍 1");
    await expect(message).not.toHaveAttribute("data-open");
    await message.getByRole("button", { name: /^👍/ }).tap();
    await expect(message.locator(".reaction")).toHaveCount(0);
    await fingers.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: x + 100, y: y + 8 }] });
    await expect(ada.chat.menuItems.first()).toBeFocused();
    await fingers.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await ada.chat.menuItems.filter({ hasText: "Reply" }).tap();
    await expect(ada.chat.composerBar).toContainText("line 18");
    await expect(message).not.toHaveAttribute("data-open");
    // The next touch is one like any other.
    await ada.chat.message("line 17").tap();
    await expect(ada.chat.message("line 17")).toBeFocused();
  });

  test("a long press selects text, and shows who reacted; the system's gesture closes the menu", async ({ ada, grace }) => {
    await ada.page.addInitScript(() => {
      const { CloseWatcher } = globalThis as unknown as { CloseWatcher: new () => { requestClose(): void } };
      const watched = class extends CloseWatcher {
        constructor() {
          super();
          Object.assign(globalThis, { goBack: () => this.requestClose() });
        }
      };
      Object.assign(globalThis, { CloseWatcher: watched });
    });
    await ada.page.reload();
    await ada.isLive();
    const message = ada.chat.message("line 18");
    const fingers = await ada.context.newCDPSession(ada.page);
    const lift = () => fingers.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    const rest = async (part: Locator) => {
      const { x, y } = (await part.boundingBox()) ?? { x: NaN, y: NaN };
      await fingers.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: x + 12, y: y + 8 }] });
    };
    // Some browsers say by this event that a finger rests, and cancel the pointer then.
    const asksForMenu = () => message.evaluate((element) => !element.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true })));
    expect(await asksForMenu(), "a pointer that is no finger has the browser's own menu").toBe(false);
    await rest(ada.chat.text(message));
    expect(await asksForMenu()).toBe(true);
    await expect(ada.chat.menuItems.first()).toBeFocused();
    expect(await asksForMenu(), "it is asked for once more").toBe(true);
    await lift();
    await ada.page.evaluate(() => (globalThis as unknown as { goBack(): void }).goBack());
    await expect(ada.chat.actions).toBeHidden();
    await expect(message).toBeFocused();

    await rest(ada.chat.text(message));
    await expect(ada.chat.menuItems.first()).toBeFocused();
    await lift();
    await ada.chat.menuItems.filter({ hasText: "Select text" }).tap();
    await expect(ada.chat.actions).toBeHidden();
    await expect.poll(() => ada.page.evaluate(() => String(getSelection()))).toBe("line 18");
    await rest(ada.chat.text(ada.chat.message("line 17")));
    await expect(ada.chat.menuItems.first()).toBeFocused();
    await lift();
    await ada.chat.actions.getByRole("menuitemcheckbox", { name: "👍" }).tap();
    const chip = ada.chat.list.locator(".reaction");
    await grace.chat.list.locator(".reaction").click();
    await expect(chip).toHaveText("👍 2");
    await rest(chip);
    await expect(chip).toHaveAttribute("data-who");
    expect(await chip.evaluate((element) => getComputedStyle(element, "::after").content)).toMatch(/you.*Grace/);
    await lift();
    await expect(chip).toHaveAttribute("aria-pressed", "true");
    await ada.chat.text(message).tap();
    await expect(chip).not.toHaveAttribute("data-who");
    await expect(chip).toHaveText("👍 2");
  });

  test("channels and people are in a sheet that opens and closes", async ({ ada, grace }) => {
    await ada.chat.menu.tap();
    await expect(ada.chat.menu).toHaveAttribute("aria-expanded", "true");
    await expect(ada.chat.person(grace.name)).toBeInViewport({ ratio: 1 });
    await expect(ada.chat.sidebar.locator(":focus")).toHaveCount(1);
    await ada.page.keyboard.press("Escape");
    await expect(ada.chat.sidebar).not.toBeInViewport();
    await expect(ada.chat.menu).toBeFocused();

    await ada.chat.menu.tap();
    await expect(ada.chat.person("Grace")).toBeInViewport({ ratio: 1 });
    await ada.page.getByRole("button", { name: "Close the sidebar" }).tap();
    await expect(ada.chat.sidebar).not.toBeInViewport();

    await ada.chat.menu.tap();
    await expect(ada.chat.person("Grace")).toBeInViewport({ ratio: 1 });
    await ada.page.touchscreen.tap(380, 400); // beside the sheet
    await expect(ada.chat.sidebar).not.toBeInViewport();

    await ada.chat.menu.tap();
    await ada.chat.channel("random").tap();
    await expect(ada.chat.sidebar).not.toBeInViewport();
    await expect(ada.chat.title).toHaveText("random");
    await expect(ada.chat.beginning).toBeInViewport();
  });
});

test.describe("with the keyboard alone", () => {
  test.use({ site: { history: lines(80).map((line, index) => ({ ...line, from: index % 2 ? "Grace" : "Linus" })) } });

  test("one can read back, write, retry, and change the channel", async ({ ada, grace }) => {
    const { page, chat } = ada;
    await tabsTo(page, chat.list);
    const ring = await chat.list.evaluate((list) => [getComputedStyle(list).outlineStyle, getComputedStyle(list).boxShadow]);
    expect(ring, "the focus can be seen").not.toEqual(["none", "none"]);
    await expect(chat.message("line 80")).toBeInViewport();
    await page.keyboard.press("PageUp");
    await expect(chat.message("line 80")).not.toBeInViewport();
    await expect(chat.jump).toBeVisible();
    await isStill(chat.list);
    await tabsTo(page, chat.jump);
    await page.keyboard.press("Enter");
    await expect(chat.message("line 80")).toBeInViewport();

    await tabsTo(page, chat.composer);
    const refusal = ada.network.answer("POST /api/messages", 403, { error: "not now" });
    await page.keyboard.type("no mouse here");
    await page.keyboard.press("Enter");
    const message = chat.message("no mouse here");
    await expect(message).toHaveAttribute("data-state", "failed");
    refusal.lift();
    await tabsTo(page, chat.delivery(message).getByRole("button", { name: "Retry" }));
    await page.keyboard.press("Enter");
    await expect(message, "the button is gone, the focus is not").toBeFocused();
    await grace.sees("no mouse here", { from: "Ada" });

    await tabsTo(page, chat.channel("random"));
    await page.keyboard.press("Enter");
    await expect(chat.title).toHaveText("random");
    await tabsTo(page, chat.composer);
    await page.keyboard.type("and over here");
    await page.keyboard.press("Enter");
    await ada.sees("and over here", { from: "Ada" });
  });

  test("a button that is gone once it was pressed leaves the focus in the chat", async ({ ada }) => {
    const { page, chat } = ada;
    // Under a message.
    const down = ada.network.answer("POST /api/messages", 503, { error: "not now" }, { "retry-after": "300" });
    await ada.says("at last");
    const message = chat.message("at last");
    const tryNow = chat.delivery(message).getByRole("button", { name: "Try now" });
    await tabsTo(page, tryNow);
    down.lift();
    await page.keyboard.press("Enter");
    await ada.sees("at last");
    await expect(message).toBeFocused();

    // Above the messages.
    await page.keyboard.press("Escape");
    const isOlder = (call: { path: string; query: URLSearchParams }) => call.path === "/api/messages" && call.query.has("before");
    const failing = ada.network.answer(isOlder, 500);
    await expect.poll(() => ada.scrolls(-400).then(() => failing.met.length)).toBeGreaterThan(0);
    const again = chat.loadingOlder.getByRole("button", { name: "Try again" });
    await again.focus();
    failing.lift();
    await page.keyboard.press("Enter");
    await expect(chat.message("line 30")).toHaveCount(1);
    await expect(chat.list).toBeFocused();

    // In a line above the composer.
    await page.goto("/#/channel/general/never-was");
    await page.reload();
    const ok = chat.banner.getByRole("button", { name: "OK" });
    await tabsTo(page, ok);
    await page.keyboard.press("Enter");
    await expect(chat.banner).toHaveCount(0);
    await expect(chat.composer).toBeFocused();

    // One that goes by itself.
    ada.network.cut();
    await tabsTo(page, chat.banner.getByRole("button", { name: "Try now" }));
    ada.network.restore();
    await ada.isLive();
    await expect(chat.banner).toHaveCount(0);
    await expect(chat.composer).toBeFocused();
  });

  test("the sheet of a narrow window opens, is used, and closes", async ({ join }) => {
    const ada = await (await join("Ada", { viewport: { width: 390, height: 844 } })).opens();
    await tabsTo(ada.page, ada.chat.menu);
    await ada.page.keyboard.press("Enter");
    await expect(ada.chat.channel("random")).toBeInViewport({ ratio: 1 });
    await tabsTo(ada.page, ada.chat.channel("random"));
    await ada.page.keyboard.press("Enter");
    await expect(ada.chat.title).toHaveText("random");
    await expect(ada.chat.sidebar).not.toBeInViewport();
  });
});

for (const scheme of ["light", "dark"] as const) {
  test.describe(`in a ${scheme} colour scheme`, () => {
    test.use({ colorScheme: scheme, site: { history: lines(5) } });

    test("the page is that, and can be read", async ({ ada }) => {
      await expect(ada.chat.message("line 5")).toBeVisible();
      const { chat } = ada;
      const texts = [chat.texts.last(), chat.author(chat.message("line 1")), chat.time(chat.message("line 1")), chat.composer, chat.channel("general"), chat.person("Ada")];
      for (const text of texts) {
        const { ratio, background } = await contrast(text);
        expect(ratio, `the contrast of ${text}`).toBeGreaterThanOrEqual(4.5);
        if (scheme === "dark") expect(background).toBeLessThan(0.1);
        else expect(background).toBeGreaterThan(0.75);
      }
    });
  });
}
