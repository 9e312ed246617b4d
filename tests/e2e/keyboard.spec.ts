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

  // Reply with a quote.
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
  await expect(chat.composer).toHaveValue("> line 199\n");
  await keys.type("I think so, too");
  await keys.press("Enter");
  await expect(chat.messages.last()).toContainText("I think so, too");
  await expect(chat.messages.last()).toHaveAttribute("data-state", "sent");

  // Up brings back what was written last, Escape puts it away; from there, or with Control at once, Up goes on to the messages.
  await keys.press("ArrowUp");
  await expect(chat.composer).toHaveValue("> line 199\nI think so, too");
  await keys.press("Escape");
  await expect(chat.composer).toHaveValue("");
  await keys.press("ArrowUp");
  await expect(chat.composer).not.toHaveValue("");
  await keys.press("ArrowUp");
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

  test("a row that has the focus says whose message it is, and what is written in it", async ({ ada }) => {
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

  test("messages that arrive take the focus neither out of a row's menu nor out of its toolbar", async ({ ada, grace }) => {
    const { chat, page } = ada;
    const row = chat.message("line 200");
    await chat.composer.press("ArrowUp");
    await page.keyboard.press("Enter");
    await expect(chat.menuItems.first()).toBeFocused();
    for (let number = 1; number <= 30; number++) await grace.says(`news ${number}`);
    await expect(chat.jump).toContainText("30 new messages");
    await expect(chat.menuItems.first()).toBeFocused();
    const [menu, message] = [await chat.actions.boundingBox(), await row.boundingBox()];
    if (!menu || !message) throw new Error("not drawn");
    expect(Math.min(Math.abs(menu.y + menu.height - message.y), Math.abs(menu.y - message.y - message.height)), "beside its message").toBeLessThan(60);
    await page.keyboard.press("Escape");
    await expect(row).toBeFocused();

    await page.keyboard.press("End");
    await expect(chat.message("news 30")).toBeFocused();
    await page.keyboard.press("Tab");
    const reply = chat.toolbar.getByRole("button").first();
    await expect(reply).toBeFocused();
    for (let number = 31; number <= 60; number++) await grace.says(`news ${number}`);
    await expect(chat.jump).toContainText("30 new messages");
    await expect(reply).toBeFocused();
    await expect(chat.message("news 30")).toBeInViewport();
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

  test("a dialog closes where both the press and the release are beside it", async ({ ada }) => {
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

  test("a row's text and its address are copied", async ({ ada }) => {
    await ada.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const copied = () => ada.page.evaluate(() => navigator.clipboard.readText());
    await ada.chat.composer.focus();
    await ada.page.keyboard.press("ArrowUp");
    await ada.page.keyboard.press("Enter");
    await ada.chat.menuItems.filter({ hasText: "text" }).press("Enter");
    await expect(ada.chat.said).toHaveText("The text is copied.");
    expect(await copied()).toBe("line 200");
    await expect(ada.chat.message("line 200")).toBeFocused();
    await ada.page.keyboard.press("Enter");
    await ada.chat.menuItems.filter({ hasText: "link" }).press("Enter");
    await expect(ada.chat.said).toHaveText("The link is copied.");
    expect(await copied()).toBe(`${ada.network.origin}/#/channel/general/old-000199`);
  });

  test("on a site without TLS, where there is no clipboard for scripts, a text is copied all the same", async ({ join }) => {
    const ada = await join("Ada");
    ada.network.configure = (config) => ({ ...config, pusher: { ...config.pusher, wsHost: "without-tls.test" } });
    const cookies = await ada.context.cookies();
    await ada.context.addCookies(cookies.map((cookie) => ({ ...cookie, domain: "without-tls.test" })));
    await ada.page.goto(ada.network.origin.replace("127.0.0.1", "without-tls.test"));
    await ada.isLive();
    expect(await ada.page.evaluate(() => isSecureContext)).toBe(false);
    await ada.chat.composer.focus();
    await ada.page.keyboard.press("ArrowUp");
    await ada.page.keyboard.press("Enter");
    await ada.chat.menuItems.filter({ hasText: "text" }).press("Enter");
    await expect(ada.chat.said).toHaveText("The text is copied.");
    await expect(ada.chat.message("line 200")).toBeFocused();
    await ada.chat.composer.press("Control+v");
    await expect(ada.chat.composer).toHaveValue("line 200");
  });

  test("the menu stays at its message when the window becomes another one", async ({ ada }) => {
    await ada.chat.message("line 198").hover();
    await ada.chat.toolbar.getByRole("button", { name: "More" }).click();
    await expect(ada.chat.menuItems.first()).toBeFocused();
    await ada.page.setViewportSize({ width: 390, height: 600 });
    await expect(ada.chat.actions).toBeInViewport({ ratio: 1 });
    await expect(ada.chat.toolbar).toBeInViewport({ ratio: 1 });
    const [menu, message] = [await ada.chat.actions.boundingBox(), await ada.chat.message("line 198").boundingBox()];
    if (!menu || !message) throw new Error("not drawn");
    expect(Math.min(Math.abs(menu.y + menu.height - message.y), Math.abs(menu.y - message.y)), "beside its message").toBeLessThan(60);
  });

  test("with the mouse the actions stand beside the row, and the menu closes where one clicks elsewhere", async ({ ada }) => {
    await ada.chat.message("line 198").hover();
    await ada.chat.toolbar.getByRole("button", { name: "More" }).click();
    await expect(ada.chat.menuItems.first()).toBeFocused();
    await ada.chat.composer.click();
    await expect(ada.chat.actions).toBeHidden();
    await ada.chat.message("line 198").hover();
    await ada.chat.toolbar.getByRole("button", { name: "Reply" }).click();
    await expect(ada.chat.composer).toHaveValue("> line 198\n");
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

  test("Up brings back what was sent last, and takes back what was not sent", async ({ ada, grace }) => {
    const { chat, page } = ada;
    const { keyboard } = page;
    await ada.says("first");
    await grace.says("an answer");
    await ada.sees("first");
    await ada.sees("an answer");
    await keyboard.press("ArrowUp");
    await expect(chat.composer).toHaveValue("first");
    await keyboard.type(", and more");
    await keyboard.press("ArrowUp");
    await expect(chat.composer, "what one has changed stays").toHaveValue("first, and more");
    await expect(chat.composer).toBeFocused();
    await keyboard.press("Escape");
    await expect(chat.composer).toHaveValue("first, and more");
    await keyboard.press("Enter");
    await grace.sees("first, and more");
    await expect(chat.message("first"), "what is sent stays as it was").toHaveCount(1);

    await ada.context.setOffline(true);
    await ada.connectionIs("offline");
    await ada.says("mistaek");
    await expect(chat.delivery(chat.message("mistaek"))).toHaveText("Not sent yet");
    await keyboard.press("ArrowUp");
    await expect(chat.composer).toHaveValue("mistaek");
    await expect(chat.message("mistaek")).toHaveCount(0);
    await chat.composer.fill("mistake");
    await keyboard.press("Enter");
    await ada.context.setOffline(false);
    await grace.sees("mistake");
    await expect(grace.chat.message("mistaek")).toHaveCount(0);

    // Of one that may have arrived a second one is not written by mistake.
    const broken = ada.network.answer("POST /api/messages", 500, { error: "something broke" }, { "retry-after": "300" });
    await ada.isLive();
    await ada.says("is it there?");
    await expect(chat.delivery(chat.message("is it there?"))).toContainText("Next try in 5 minutes");
    await keyboard.press("ArrowUp");
    await expect(chat.message("is it there?")).toBeFocused();
    await expect(chat.composer).toHaveValue("");
    broken.lift();
  });

  test("Up takes back what was refused; what is thrown away leaves the focus with its neighbour", async ({ ada }) => {
    const { chat, page } = ada;
    const refusal = ada.network.answer("POST /api/messages", 403, { error: "not now" });
    await ada.says("mistaek");
    await expect(chat.message("mistaek")).toHaveAttribute("data-state", "failed");
    await page.keyboard.press("ArrowUp");
    await expect(chat.composer).toHaveValue("mistaek");
    await expect(chat.message("mistaek")).toHaveCount(0);
    await page.keyboard.press("Enter");
    await expect(chat.message("mistaek")).toHaveAttribute("data-state", "failed");
    await chat.list.focus();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await expect(chat.menuItems.first()).toBeFocused();
    await page.keyboard.press("End");
    await expect(chat.menuItems.filter({ hasText: "Discard" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(chat.message("mistaek")).toHaveCount(0);
    await expect(chat.message("line 200")).toBeFocused();
    refusal.lift();
  });
});

embedded.describe("in a page of somebody else's", () => {
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

  embedded("Escape closes in a bubble what is open in the chat first, then the bubble", async ({ visit, tokenOf }) => {
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
