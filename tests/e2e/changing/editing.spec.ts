// Own messages are edited in the composer.
import { expect, test } from "../support/test";
import { TYPING } from "../support/typing";

test.skip(({ mode }) => mode === "baseline", "a baseline backend has none of these calls");

const BAR = "Editing your message";

test("Up edits the last own message, even if others followed, and the draft comes back", async ({ ada, grace }) => {
  await ada.says("Helo");
  await grace.sees("Helo");
  await grace.says("Hi Ada");
  await ada.sees("Hi Ada");
  await ada.chat.composer.focus();
  await ada.page.keyboard.press("ArrowUp");
  await expect(ada.chat.composer).toHaveValue("Helo");
  await expect(ada.chat.composer).toHaveAccessibleName(BAR);
  await expect(ada.chat.composerBar).toHaveText(BAR);
  const begun = () => ada.network.callsOf(TYPING).filter(({ body }) => JSON.parse(body).isTyping).length;
  const before = begun();
  await ada.chat.composer.fill("Hello");
  await ada.page.keyboard.press("Enter");
  await expect(ada.chat.composer).toHaveValue("");
  await expect(ada.chat.composerBar).toBeHidden();
  for (const person of [ada, grace]) await expect(person.chat.message("Hello")).toContainText("edited");
  await expect(grace.chat.message("Hello").locator(".message-edited")).toHaveAttribute("title", /\d:\d\d/);
  expect(begun(), "nobody is told that an edit is typed").toBe(before);
  await expect(grace.chat.message("Helo")).toHaveCount(0);
  await expect(grace.chat.messages.last()).toContainText("Hi Ada");
});

test("the draft is put aside, and a started edit survives a channel switch and a reload", async ({ ada }) => {
  await ada.says("first");
  await ada.sees("first");
  await ada.chat.composer.fill("half a thought");
  await ada.chat.message("first").hover();
  await ada.chat.toolbar.getByRole("button", { name: "Edit" }).click();
  await expect(ada.chat.composer).toBeFocused();
  await expect(ada.chat.composer).toHaveValue("first");
  await ada.chat.composer.fill("second");
  await ada.chat.channels.filter({ hasText: "random" }).click();
  await expect(ada.chat.composer).toHaveValue("");
  await expect(ada.chat.composerBar).toBeHidden();
  await ada.chat.channels.filter({ hasText: "general" }).click();
  await expect(ada.chat.composer).toHaveValue("second");
  await ada.page.reload();
  await ada.isLive();
  await expect(ada.chat.composer).toHaveValue("second");
  await expect(ada.chat.composerBar).toHaveText(BAR);
  await ada.chat.composer.focus();
  await ada.page.keyboard.press("Escape");
  await expect(ada.chat.composer).toHaveValue("half a thought");
  await ada.page.reload();
  await ada.isLive();
  await expect(ada.chat.composer).toHaveValue("half a thought");
  await expect(ada.chat.message("first")).not.toContainText("edited");
});

test("an unchanged edit is not sent", async ({ ada }) => {
  await ada.says("as it is");
  await ada.sees("as it is");
  await ada.page.keyboard.press("ArrowUp");
  await expect(ada.chat.composerBar).toBeVisible();
  await ada.page.keyboard.press("Enter");
  await expect(ada.chat.composerBar).toBeHidden();
  expect(ada.network.callsOf(({ method }) => method === "PATCH")).toEqual([]);
  await expect(ada.chat.message("as it is")).not.toContainText("edited");
});

test("an offline edit is shown at once, and others see it when the network is back", async ({ ada, grace }) => {
  await ada.says("before");
  await grace.sees("before");
  await ada.context.setOffline(true);
  await ada.connectionIs("offline");
  await ada.chat.composer.press("ArrowUp");
  await ada.chat.composer.fill("after");
  await ada.page.keyboard.press("Enter");
  await expect(ada.chat.message("after")).toContainText("Not sent yet");
  await ada.context.setOffline(false);
  await grace.sees("after");
  await expect(ada.chat.message("after")).not.toContainText("Not sent yet");
});

test("an offline edit can be undone", async ({ ada, grace }) => {
  await ada.says("before");
  await grace.sees("before");
  await ada.context.setOffline(true);
  await ada.connectionIs("offline");
  await ada.chat.composer.press("ArrowUp");
  await ada.chat.composer.fill("after");
  await ada.page.keyboard.press("Enter");
  await ada.chat.list.getByRole("button", { name: "Undo" }).click();
  await expect(ada.chat.message("before")).toBeVisible();
  await ada.context.setOffline(false);
  await ada.isLive();
  await expect(ada.chat.message("before")).not.toContainText("edited");
});

test("an edit that the backend refuses is back in the composer, with the reason", async ({ ada, grace }) => {
  await ada.says("before");
  await grace.sees("before");
  ada.network.answer(({ method }) => method === "PATCH", 403, { error: "messages older than a minute stay as they are", code: "too-late" });
  await ada.chat.composer.press("ArrowUp");
  await ada.chat.composer.fill("after, and long thought of");
  await ada.page.keyboard.press("Enter");
  await expect(ada.chat.banner).toContainText("The message was not changed: messages older than a minute stay as they are.");
  await expect(ada.chat.composer).toHaveValue("after, and long thought of");
  await expect(ada.chat.composerBar).toHaveText(BAR);
  await expect(ada.chat.message("before")).toBeVisible();
});

test("a change from another tab is shown, and the user's own text stays in the composer", async ({ ada }) => {
  await ada.says("one");
  await ada.sees("one");
  const other = await ada.opensAnotherTab();
  await other.sees("one");
  await ada.chat.composer.press("ArrowUp");
  await ada.chat.composer.fill("mine");
  await other.chat.composer.press("ArrowUp");
  await other.chat.composer.fill("theirs");
  await other.page.keyboard.press("Enter");
  await ada.sees("theirs");
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.banner).toContainText("it was changed elsewhere in the meantime");
  await expect(ada.chat.composer).toHaveValue("mine");
  await expect(ada.chat.message("theirs")).toBeVisible();
  // Whoever has seen that saves once more.
  await ada.chat.composer.press("Enter");
  await other.sees("mine");
});

test("if the message was deleted meanwhile, the text of its edit is appended to the draft", async ({ ada }) => {
  await ada.says("one");
  await ada.sees("one");
  const other = await ada.opensAnotherTab();
  await other.sees("one");
  await ada.chat.composer.fill("a draft");
  await ada.chat.message("one").hover();
  await ada.chat.toolbar.getByRole("button", { name: "Edit" }).click();
  await ada.chat.composer.fill("one and a half");
  await other.chat.list.focus();
  await other.page.keyboard.press("ArrowUp");
  await expect(other.chat.message("one")).toBeFocused();
  await other.page.keyboard.press("Shift+Delete");
  await expect(ada.chat.list.locator("[data-state=deleted]")).toHaveCount(1);
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.banner).toContainText("it was deleted in the meantime");
  await expect(ada.chat.composer).toHaveValue("a draft\none and a half");
  await expect(ada.chat.composerBar).toBeHidden();
});
