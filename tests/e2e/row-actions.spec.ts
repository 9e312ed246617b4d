// What can be done with a message: by the toolbar beside it, by its menu, by Up in an empty field.
import type { ChatPage } from "./support/chat-page";
import { lines } from "./support/history";
import { holdPauses } from "./support/pauses";
import { expect, test } from "./support/test";

test.use({ site: { history: lines(200) } });

/** How many CSS pixels the open menu is away from a message, above or below it. */
async function fromMenu(chat: ChatPage, text: string): Promise<number> {
  const [menu, message] = [await chat.actions.boundingBox(), await chat.message(text).boundingBox()];
  if (!menu || !message) return Infinity;
  return Math.max(message.y - (menu.y + menu.height), menu.y - (message.y + message.height), 0);
}

test("new messages leave the focus in a row's menu and toolbar", async ({ ada, grace }) => {
  const { chat, page } = ada;
  const row = chat.message("line 200");
  await chat.composer.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(chat.menuItems.first()).toBeFocused();
  for (let number = 1; number <= 30; number++) await grace.says(`news ${number}`);
  await expect(chat.jump).toContainText("30 new messages");
  await expect(chat.menuItems.first()).toBeFocused();
  await expect.poll(() => fromMenu(chat, "line 200"), "beside its message").toBeLessThan(24);
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

test("a row's text and its address are copied", async ({ ada }) => {
  await holdPauses(ada.page);
  await ada.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await expect(ada.chat.said, "nothing is shown before there is something to say").toBeHidden();
  const copied = () => ada.page.evaluate(() => navigator.clipboard.readText());
  await ada.chat.composer.focus();
  await ada.page.keyboard.press("ArrowUp");
  await ada.page.keyboard.press("Enter");
  await ada.chat.menuItems.filter({ hasText: "text" }).press("Enter");
  await expect(ada.chat.said).toHaveText("Text copied.");
  expect(await copied()).toBe("line 200");
  await expect(ada.chat.message("line 200")).toBeFocused();
  await ada.page.keyboard.press("Enter");
  await ada.chat.menuItems.filter({ hasText: "link" }).press("Enter");
  await expect(ada.chat.said).toHaveText("Link copied.");
  expect(await copied()).toBe(`${ada.network.origin}/#/channel/general/old-000199`);
});

test("copying a message copies the text as written, not as drawn", async ({ ada }) => {
  await ada.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const written = "**bold**, `code` and\n> a quote";
  await ada.says(written);
  const message = ada.chat.messages.last();
  await expect(ada.chat.text(message).locator("strong")).toHaveText("bold");
  await expect(message).toHaveAttribute("data-state", "sent");
  await message.hover();
  await ada.chat.toolbar.getByRole("button", { name: "More" }).click();
  await ada.chat.menuItems.filter({ hasText: "text" }).click();
  await expect.poll(() => ada.page.evaluate(() => navigator.clipboard.readText())).toBe(written);
});

test("a text is copied on a site without TLS, where scripts have no clipboard", async ({ join }) => {
  const ada = await join("Ada");
  ada.network.configure = (config) => ({ ...config, pusher: { ...config.pusher, wsHost: "without-tls.test" } });
  const cookies = await ada.context.cookies();
  await ada.context.addCookies(cookies.map((cookie) => ({ ...cookie, domain: "without-tls.test" })));
  await ada.page.goto(ada.network.origin.replace("127.0.0.1", "without-tls.test"));
  await ada.isLive();
  expect(await ada.page.evaluate(() => isSecureContext)).toBe(false);
  await holdPauses(ada.page);
  await ada.chat.composer.focus();
  await ada.page.keyboard.press("ArrowUp");
  await ada.page.keyboard.press("Enter");
  await ada.chat.menuItems.filter({ hasText: "text" }).press("Enter");
  await expect(ada.chat.said).toHaveText("Text copied.");
  await expect(ada.chat.message("line 200")).toBeFocused();
  await ada.chat.composer.press("Control+v");
  await expect(ada.chat.composer).toHaveValue("line 200");
});

test("the menu stays at its message when the window is resized", async ({ ada }) => {
  await ada.chat.message("line 198").hover();
  await ada.chat.toolbar.getByRole("button", { name: "More" }).click();
  await expect(ada.chat.menuItems.first()).toBeFocused();
  await ada.page.setViewportSize({ width: 390, height: 600 });
  await expect(ada.chat.actions).toBeInViewport({ ratio: 1 });
  await expect(ada.chat.toolbar).toBeInViewport({ ratio: 1 });
  await expect.poll(() => fromMenu(ada.chat, "line 198"), "beside its message").toBeLessThan(24);
});

test("with the mouse, the actions are beside the row, and a click elsewhere closes the menu", async ({ ada, mode }) => {
  await ada.chat.message("line 198").hover();
  await ada.chat.toolbar.getByRole("button", { name: "More" }).click();
  await expect(ada.chat.menuItems.first()).toBeFocused();
  await ada.chat.composer.click();
  await expect(ada.chat.actions).toBeHidden();
  await ada.chat.message("line 198").hover();
  await ada.chat.toolbar.getByRole("button", { name: "Reply" }).click();
  if (mode === "baseline") await expect(ada.chat.composer).toHaveValue("> line 198\n");
  else await expect(ada.chat.composerBar).toHaveText("Reply to Grace: line 198");
});

test("Up recalls the last message, if it cannot be edited", async ({ ada, grace, mode }) => {
  test.skip(mode !== "baseline", "it can be edited there");
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
});

test("Up takes back an unsent message", async ({ ada, grace }) => {
  const { chat, page } = ada;
  const { keyboard } = page;
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
  await expect(chat.delivery(chat.message("is it there?"))).toContainText("Retrying in 5 minutes");
  await keyboard.press("ArrowUp");
  await expect(chat.message("is it there?")).toBeFocused();
  await expect(chat.composer).toHaveValue("");
  broken.lift();
});

test("Up takes back a refused message; discarding one moves the focus to its neighbour", async ({ ada }) => {
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
