// Messages are answered.
import type { Person } from "../support/person";
import { expect, test } from "../support/test";

test.skip(({ mode }) => mode === "baseline", "a baseline backend has none of these calls");

const line = (person: Person) => person.chat.list.locator(".message-reply");

test("a reply shows what it answers, to everyone, and follows its edits", async ({ ada, grace }) => {
  await grace.says("Where do we meet?");
  await ada.sees("Where do we meet?");
  await ada.chat.composer.focus();
  await ada.page.keyboard.press("Control+ArrowUp");
  await ada.page.keyboard.press("r");
  await expect(ada.chat.composer).toBeFocused();
  await expect(ada.chat.composerBar).toHaveText("Reply to Grace: Where do we meet?");
  await ada.says("At the station");
  await expect(ada.chat.composerBar).toBeHidden();
  for (const person of [ada, grace]) await expect(line(person)).toHaveAccessibleName("Reply to Grace: Where do we meet?");
  await grace.chat.composer.press("ArrowUp");
  await grace.chat.composer.fill("Where and when do we meet?");
  await grace.page.keyboard.press("Enter");
  for (const person of [ada, grace]) await expect(line(person)).toHaveAccessibleName("Reply to Grace: Where and when do we meet?");
  // It is deleted while another reply is written, which stays.
  await ada.page.keyboard.press("Control+ArrowUp");
  await ada.page.keyboard.press("ArrowUp");
  await ada.page.keyboard.press("r");
  await ada.types("At noo");
  await expect(ada.chat.composerBar).toHaveText("Reply to Grace: Where and when do we meet?");
  await grace.chat.composer.focus();
  await grace.page.keyboard.press("Control+ArrowUp");
  await grace.page.keyboard.press("ArrowUp");
  await grace.page.keyboard.press("Shift+Delete");
  await expect(ada.chat.composerBar).toHaveText("Reply to a deleted message");
  await ada.types("n");
  await expect(ada.chat.composerBar).toBeHidden();
  await expect(ada.chat.composer).toHaveValue("At noon");
  await ada.page.keyboard.press("Enter");
  await grace.sees("At noon");
  await expect(grace.chat.message("At noon").locator(".message-reply")).toHaveCount(0);
});

test("Escape cancels the reply and keeps the text; both survive a channel switch and a reload", async ({ ada, grace }) => {
  await grace.says("Where do we meet?");
  await ada.sees("Where do we meet?");
  await ada.chat.composer.fill("At the");
  await ada.chat.message("Where do we meet?").hover();
  await ada.chat.toolbar.getByRole("button", { name: "Reply", exact: true }).click();
  await ada.chat.channels.filter({ hasText: "random" }).click();
  await expect(ada.chat.composerBar).toBeHidden();
  await ada.chat.channels.filter({ hasText: "general" }).click();
  await expect(ada.chat.composerBar).toContainText("Where do we meet?");
  await ada.page.reload();
  await ada.isLive();
  await expect(ada.chat.composerBar).toContainText("Where do we meet?");
  await expect(ada.chat.composer).toHaveValue("At the");
  await ada.chat.composer.focus();
  await ada.page.keyboard.press("Escape");
  await expect(ada.chat.composerBar).toBeHidden();
  await expect(ada.chat.composer).toHaveValue("At the");
  await ada.page.keyboard.press("Enter");
  await grace.sees("At the");
  await expect(line(grace)).toHaveCount(0);
});

test("a reply written offline is sent as a reply", async ({ ada, grace }) => {
  await grace.says("Where do we meet?");
  await ada.sees("Where do we meet?");
  await ada.context.setOffline(true);
  await ada.connectionIs("offline");
  await ada.chat.message("Where do we meet?").hover();
  await ada.chat.toolbar.getByRole("button", { name: "Reply", exact: true }).click();
  await ada.says("At the sation");
  await expect(line(ada)).toHaveCount(1);
  await expect(ada.chat.delivery(ada.chat.message("At the sation"))).toHaveText("Not sent yet");
  // Taken back it is still an answer.
  await ada.page.keyboard.press("ArrowUp");
  await expect(ada.chat.composerBar).toHaveText("Reply to Grace: Where do we meet?");
  await ada.says("At the station");
  await expect(line(ada)).toHaveCount(1);
  // One to what is still unsent waits for it.
  await ada.page.keyboard.press("Control+ArrowUp");
  await ada.page.keyboard.press("r");
  await expect(ada.chat.composerBar).toHaveText("Reply to Ada: At the station");
  await ada.says("On platform 2");
  await expect(line(ada)).toHaveCount(2);
  await ada.context.setOffline(false);
  await grace.sees("On platform 2");
  await expect(line(grace).first()).toHaveAccessibleName("Reply to Grace: Where do we meet?");
  await expect(line(grace).last()).toHaveAccessibleName("Reply to Ada: At the station");
});

test("the number of replies is shown below a message, stays current, and leads to them and back", async ({ ada, grace }) => {
  await grace.says("Where do we meet?");
  await ada.sees("Where do we meet?");
  // The replies quote it.
  const original = (person: Person) => person.chat.message("Where do we meet?").first();
  const replies = (person: Person) => original(person).locator(".message-replies");
  await expect(replies(ada)).toHaveCount(0);
  for (const text of ["At the station", "At the **harbour**, [here](https://example.com/map)"]) {
    await original(ada).hover();
    await ada.chat.toolbar.getByRole("button", { name: "Reply", exact: true }).click();
    await ada.says(text);
  }
  for (const person of [ada, grace]) await expect(replies(person)).toHaveText("2 replies");
  // As the backend counts them.
  await grace.page.reload();
  await grace.isLive();
  await expect(replies(grace)).toHaveText("2 replies");
  const link = grace.chat.list.getByRole("link", { name: "here (example.com)" });
  await expect(link).toHaveAttribute("href", "https://example.com/map");
  // By the keyboard alone; focus goes where the reply is, and back.
  await replies(grace).focus();
  await grace.page.keyboard.press("Enter");
  const listed = grace.chat.dialogs.getByRole("listitem").getByRole("button");
  await expect(listed).toHaveCount(2);
  await expect(listed.last()).toHaveAccessibleName(/^Ada .* At the harbour, here \(example\.com\)$/);
  // The list follows what comes meanwhile.
  await original(ada).hover();
  await ada.chat.toolbar.getByRole("button", { name: "Reply", exact: true }).click();
  await ada.says("Or not at all");
  await expect(listed).toHaveCount(3);
  await listed.first().focus();
  await grace.page.keyboard.press("Enter");
  await expect(grace.chat.dialogs).toBeHidden();
  await expect(grace.chat.message("At the station")).toBeFocused();
  await ada.chat.composer.focus();
  await ada.page.keyboard.press("Control+ArrowUp");
  await ada.page.keyboard.press("Shift+Delete");
  for (const person of [ada, grace]) await expect(replies(person)).toHaveText("2 replies");
});
