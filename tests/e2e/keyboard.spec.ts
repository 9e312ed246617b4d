// The whole job with the keyboard alone, on the chat's own page and in somebody else's.
import type { Page } from "@playwright/test";
import { ChatPage } from "./support/chat-page";
import { expect as expectEmbedded, test as embedded } from "./support/embedding";
import { lines } from "./support/history";
import { tabsTo } from "./support/keyboard";
import { expect, test } from "./support/test";

/** Makes the chat dark and its arrivals heard: in the settings, at the foot of the sidebar or of the sheet. */
async function chooses(page: Page, chat: ChatPage): Promise<void> {
  const keys = page.keyboard;
  const scheme = () => chat.root.evaluate((root) => getComputedStyle(root).colorScheme);
  const isSheet = await chat.menu.isVisible();
  if (isSheet) {
    await tabsTo(page, chat.menu);
    await keys.press("Enter");
    await expect(chat.channels.first()).toBeInViewport({ ratio: 1 });
  }
  await tabsTo(page, chat.sidebar.locator("summary"));
  await keys.press("Enter");
  await expect(chat.setting("switch", "Sound")).toBeVisible();
  await tabsTo(page, chat.setting("radio", "System"));
  await keys.press("ArrowRight");
  await keys.press("ArrowRight");
  await expect(chat.setting("radio", "Dark")).toBeFocused();
  await expect(chat.setting("radio", "Dark")).toBeChecked();
  await expect.poll(scheme).toBe("dark");
  await keys.press("ArrowLeft");
  await expect.poll(scheme).toBe("light");
  await tabsTo(page, chat.setting("switch", "Sound"));
  await keys.press("Space");
  await expect(chat.setting("switch", "Sound")).toBeChecked();
  await expect(chat.setting("switch", "Sound"), "one goes on from there").toBeFocused();
  if (isSheet) {
    await keys.press("Escape");
    await expect(chat.menu).toBeFocused();
  }
}

/** From opening to closing: what works wherever the chat is. The focus is before the chat when it begins. */
async function doesTheWholeJob(page: Page, chat: ChatPage): Promise<void> {
  const keys = page.keyboard;
  const focused = chat.list.locator(".message:focus");

  await chooses(page, chat);
  await tabsTo(page, chat.composer);

  // To another channel and back.
  await keys.press("Alt+ArrowDown");
  await expect(chat.title).toHaveText("random");
  await keys.press("Alt+ArrowUp");
  await expect(chat.title).toHaveText("general");
  await expect(chat.composer).toBeFocused();

  // Read back, further than what is in the page.
  await keys.press("ArrowUp");
  await expect(focused).toContainText("line 200");
  await expect(focused).toBeInViewport({ ratio: 1 });
  // Who is faster than the network waits at the oldest row that is there.
  await expect(async () => {
    await keys.press("ArrowUp");
    await expect(focused).toContainText("line 130", { timeout: 1 });
  }).toPass({ intervals: [20], timeout: 20_000 });
  await expect(focused).toBeInViewport({ ratio: 1 });
  await keys.press("PageUp");
  await expect(focused).not.toContainText("line 130");
  await expect(focused).toBeInViewport({ ratio: 1 });
  await keys.press("End");
  await expect(focused).toContainText("line 200");
  await keys.press("ArrowUp");
  await expect(focused).toContainText("line 199");

  // Reply.
  await keys.press("Enter");
  await expect(chat.menuItems.first()).toBeFocused();
  const [box, menu] = [await chat.root.boundingBox(), await chat.actions.boundingBox()];
  expect(menu && box && menu.x >= box.x && menu.x + menu.width <= box.x + box.width, "the menu is within the chat").toBe(true);
  expect(menu && box && menu.y >= box.y && menu.y + menu.height <= box.y + box.height, "the menu is within the chat").toBe(true);
  await keys.press("Escape");
  await expect(chat.actions).toBeHidden();
  await expect(focused).toContainText("line 199");
  await keys.press("Shift+F10");
  await expect(chat.menuItems.filter({ hasText: "Reply" })).toBeFocused();
  await keys.press("Enter");
  await expect(chat.composer).toBeFocused();
  await expect(chat.composerBar).toContainText("line 199");
  await keys.type("I think so, too");
  await keys.press("Enter");
  await expect(chat.messages.last()).toContainText("I think so, too");
  await expect(chat.messages.last()).toHaveAttribute("data-state", "sent");

  // Up edits what was written last, Escape gives that up; from there, or at once, Control and Up goes on to the messages.
  await keys.press("ArrowUp");
  await expect(chat.composer).toHaveValue("I think so, too");
  await keys.press("Escape");
  await expect(chat.composer).toHaveValue("");
  await expect(chat.composerBar).toBeHidden();
  await keys.press("ArrowUp");
  await expect(chat.composer).not.toHaveValue("");
  await keys.press("Control+ArrowUp");
  await expect(focused).toContainText("I think so, too");
  await expect(chat.composer).toHaveValue("");
  await keys.press("Escape");
  await expect(chat.composer).toBeFocused();
  await keys.press("Control+ArrowUp");
  await expect(focused).toContainText("I think so, too");
  await expect(chat.toolbar).toBeVisible();
  await keys.press("Escape");
  await expect(chat.composer).toBeFocused();
  await expect(chat.toolbar, "what can be done with a row goes with the focus").toBeHidden();

  // The switcher.
  await keys.press("Control+k");
  await expect(chat.switcher.getByRole("combobox")).toBeFocused();
  await expect(chat.switcher.getByRole("option")).toHaveCount(2);
  await keys.type("RAN");
  await expect(chat.switcher.getByRole("option")).toHaveCount(1);
  await keys.press("Enter");
  await expect(chat.title).toHaveText("random");
  await expect(chat.switcher).toBeHidden();
  await expect(chat.composer).toBeFocused();

  // The shortcuts: not while one writes.
  await keys.type("?");
  await expect(chat.composer).toHaveValue("?");
  await expect(chat.shortcuts).toBeHidden();
  await keys.press("Backspace");
  await keys.press("Alt+ArrowUp");
  await expect(chat.title).toHaveText("general");
  await keys.press("Control+ArrowUp");
  await expect(focused).toContainText("I think so, too");
  await keys.press("?");
  await expect(chat.shortcuts).toBeVisible();
  await keys.press("Escape");
  await expect(chat.shortcuts).toBeHidden();
  await expect(focused).toContainText("I think so, too");
  await keys.press("Escape");
  await expect(chat.composer).toBeFocused();
}

const site = { history: lines(200) };

test.describe("on the chat's own page", () => {
  test.use({ site });

  for (const width of [390, 1280]) {
    test(`${width} px wide, the whole job is done by the keyboard alone`, async ({ join }) => {
      const ada = await (await join("Ada", { viewport: { width, height: 800 } })).opens();
      await doesTheWholeJob(ada.page, ada.chat);
    });
  }

  test("a row that has the focus keeps it and its place while messages arrive", async ({ ada, grace }) => {
    await ada.chat.composer.focus();
    await ada.page.keyboard.press("ArrowUp");
    const row = ada.chat.message("line 200");
    await expect(row).toBeFocused();
    const before = await row.boundingBox();
    for (const text of ["one", "two", "three"]) await grace.says(text);
    await ada.sees("three");
    await expect(row).toBeFocused();
    expect(Math.abs(((await row.boundingBox())?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(1);
    // Who writes is not led away.
    await ada.page.keyboard.press("Escape");
    await expect(ada.chat.composer).toBeFocused();
    await grace.says("four");
    await ada.sees("four");
    await expect(ada.chat.composer).toBeFocused();
  });

  test("a focused row stays in view when the window shrinks", async ({ ada, grace }) => {
    await ada.chat.composer.focus();
    await ada.page.keyboard.press("ArrowUp");
    const row = ada.chat.message("line 200");
    await expect(row).toBeFocused();
    await grace.says("one");
    await ada.sees("one");
    for (const size of [{ width: 600, height: 420 }, { width: 390, height: 300 }]) {
      await ada.page.setViewportSize(size);
      await expect(row).toBeInViewport({ ratio: 1 });
      await expect(row).toBeFocused();
    }
  });

  test("Alt+Shift and an arrow lead only to the next channel with something new", async ({ ada, grace }) => {
    await ada.chat.composer.focus();
    await ada.page.keyboard.press("Alt+Shift+ArrowDown");
    await expect(ada.chat.title).toHaveText("general");
    await grace.chat.channel("random").click();
    await grace.says("over here");
    await expect(ada.chat.channel("random")).toContainText("1");
    await ada.page.keyboard.press("Alt+Shift+ArrowDown");
    await expect(ada.chat.title).toHaveText("random");
    await ada.sees("over here");
    await ada.page.keyboard.press("Alt+Shift+ArrowUp");
    await expect(ada.chat.title).toHaveText("random");
  });

  test("a focused row's name has its author and text", async ({ ada }) => {
    await ada.chat.composer.press("ArrowUp");
    const row = ada.chat.message("line 200");
    await expect(row).toBeFocused();
    await expect(row).toHaveAccessibleName(/^Grace .*\d.*: line 200$/);
    await ada.page.keyboard.press("ArrowUp");
    await expect(ada.chat.message("line 199")).toHaveAccessibleName(/line 199/);
    await expect(row, "read line by line nothing is said twice").not.toHaveAttribute("aria-label");
    ada.network.answer("POST /api/messages", 403, { error: "not now" });
    await ada.says("mistaek");
    await expect(ada.chat.message("mistaek")).toHaveAttribute("data-state", "failed");
    await ada.page.keyboard.press("Control+ArrowUp");
    await expect(ada.chat.message("mistaek")).toHaveAccessibleName(/^Ada.*: mistaek Not sent: not now\.$/);
  });

  test("with the sheet open the channel switcher leads to a channel that is seen and written in", async ({ ada }) => {
    await ada.page.setViewportSize({ width: 390, height: 800 });
    await ada.chat.menu.click();
    await expect(ada.chat.channel("random")).toBeInViewport({ ratio: 1 });
    await ada.page.keyboard.press("Control+k");
    await expect(ada.chat.switcher.getByRole("combobox")).toBeFocused();
    await ada.page.keyboard.type("ran");
    await ada.page.keyboard.press("Enter");
    await expect(ada.chat.title).toHaveText("random");
    await expect(ada.chat.sidebar).not.toBeInViewport();
    await expect(ada.chat.composer).toBeFocused();
  });

  test("a question mark alone is a shortcut only on a message or the list", async ({ ada }) => {
    const { chat, page } = ada;
    await chat.composer.blur();
    await page.keyboard.press("?");
    await chat.channel("general").press("?");
    await chat.list.press("?");
    await expect(chat.shortcuts).toBeVisible();
    await page.keyboard.press("Escape");
    // Had it come before, it would be open still, or the second time.
    await expect(chat.list).toBeFocused();
  });

  test("a dialog closes if both the press and the release are outside it", async ({ ada }) => {
    const { chat, page } = ada;
    await chat.composer.press("Control+k");
    const filter = chat.switcher.getByRole("combobox");
    const box = await filter.boundingBox();
    if (!box) throw new Error("not drawn");
    for (const [from, to] of [[[20, 700], [box.x + 9, box.y + 9]], [[box.x + 9, box.y + 9], [20, 700]]]) {
      await page.mouse.move(from[0], from[1]);
      await page.mouse.down();
      await page.mouse.move(to[0], to[1]);
      await page.mouse.up();
      await filter.press("End");
      await filter.press("a");
    }
    await expect(filter).toHaveValue("aa");
    await page.mouse.click(20, 700);
    await expect(chat.switcher).toBeHidden();
  });

  test("Tab goes into the list once, and from a row to its link", async ({ ada, grace }) => {
    await grace.says("see https://example.com/");
    await ada.sees("see https://example.com/");
    const { keyboard } = ada.page;
    await ada.chat.list.focus();
    await keyboard.press("Tab");
    await expect(ada.chat.list.locator(":focus")).toHaveCount(0);
    await ada.chat.list.focus();
    await keyboard.press("ArrowUp");
    await expect(ada.chat.messages.last()).toBeFocused();
    await keyboard.press("Tab");
    await expect(ada.chat.messages.last().getByRole("link")).toBeFocused();
    await keyboard.press("Tab");
    await expect(ada.chat.toolbar.getByRole("button").first()).toBeFocused();
  });
});

embedded.describe("in a host page", () => {
  embedded.use({ site: async ({ host }, use) => use({ ...site, allowOrigin: host.origin }) });

  for (const width of [390, 1280]) {
    embedded(`${width} px wide, the whole job is done by the keyboard alone, and the page keeps its own keys`, async ({ visit, tokenOf }) => {
      const { page, chat } = await visit(
        `<input id="own"><div style="height: 600px; max-width: 380px"><collabspace-chat config="CDN/config.json"></collabspace-chat></div>
         <script>document.querySelector("collabspace-chat").tokenProvider = async () => "${await tokenOf("Ada")}";</script>
         <script type="module" src="CDN/embed.js"></script>`,
        { width, height: 800 },
      );
      await expectEmbedded(chat.root).toHaveAttribute("data-connection", "live");
      await page.locator("#own").focus();
      await page.keyboard.press("Control+k");
      await page.locator("#own").blur();
      await page.keyboard.press("?");
      await page.keyboard.press("Control+k");
      await expectEmbedded(chat.dialogs).toHaveCount(0);
      await doesTheWholeJob(page, chat);
      // The page's address is the host's: there is no link to a message.
      await page.keyboard.press("Control+ArrowUp");
      await page.keyboard.press("Enter");
      await expectEmbedded(chat.menuItems.first()).toBeFocused();
      await expectEmbedded(chat.menuItems.filter({ hasText: "link" })).toHaveCount(0);
    });
  }

  embedded("in a bubble, Escape first closes what is open in the chat, then the bubble", async ({ visit, tokenOf }) => {
    const { page, chat } = await visit(
      `<collabspace-chat mode="bubble" config="CDN/config.json"></collabspace-chat>
       <script>document.querySelector("collabspace-chat").tokenProvider = async () => "${await tokenOf("Ada")}";</script>
       <script type="module" src="CDN/embed.js"></script>`,
    );
    await page.getByRole("button", { name: /^Open the chat/ }).press("Enter");
    await expectEmbedded(chat.root).toHaveAttribute("data-connection", "live");
    await expectEmbedded(chat.message("line 200")).toBeVisible();
    await expectEmbedded(chat.composer).toBeFocused();
    await page.keyboard.type(":smi");
    await expectEmbedded(chat.suggestions).toBeVisible();
    await page.keyboard.press("Escape");
    await expectEmbedded(chat.suggestions).toHaveCount(0);
    await expectEmbedded(chat.composer).toHaveValue(":smi");
    await page.keyboard.press("Enter");
    await expectEmbedded(chat.message(":smi")).toHaveAttribute("data-state", "sent");
    await page.keyboard.press("ArrowUp");
    await expectEmbedded(chat.composer).toHaveValue(":smi");
    await page.keyboard.press("Escape");
    await expectEmbedded(chat.composer).toHaveValue("");
    await expectEmbedded(chat.composer).toBeFocused();
    await page.keyboard.press("Control+k");
    await expectEmbedded(chat.switcher.getByRole("combobox")).toBeFocused();
    await page.keyboard.press("Escape");
    await expectEmbedded(chat.switcher).toBeHidden();
    await expectEmbedded(chat.composer).toBeFocused();
    await page.keyboard.press("Control+ArrowUp");
    await page.keyboard.press("Enter");
    await expectEmbedded(chat.menuItems.first()).toBeFocused();
    await page.keyboard.press("Escape");
    await expectEmbedded(chat.message(":smi")).toBeFocused();
    await page.keyboard.press("Escape");
    await expectEmbedded(chat.composer).toBeFocused();
    await page.keyboard.press("Escape");
    await expectEmbedded(chat.composer).toBeHidden();
    await expectEmbedded(page.getByRole("button", { name: /^Open the chat/ })).toBeFocused();
  });

  embedded("a panel that the page around closes leaves the focus to that page", async ({ visit, tokenOf }) => {
    const { page, chat, element } = await visit(
      `<input id="own"><collabspace-chat mode="bubble" config="CDN/config.json"></collabspace-chat>
       <script>document.querySelector("collabspace-chat").tokenProvider = async () => "${await tokenOf("Ada")}";</script>
       <script type="module" src="CDN/embed.js"></script>`,
    );
    await page.getByRole("button", { name: /^Open the chat/ }).click();
    await expectEmbedded(chat.composer).toBeFocused();
    await page.locator("#own").focus();
    const closed = element.evaluate((chat) => new Promise((done) => {
      chat.shadowRoot?.querySelector("dialog.embed-panel")?.addEventListener("close", () => setTimeout(done));
    }));
    await element.evaluate((chat) => (chat as HTMLElement & { close(): void }).close());
    await closed;
    await expectEmbedded(chat.composer).toBeHidden();
    await expectEmbedded(page.locator("#own")).toBeFocused();
  });
});
