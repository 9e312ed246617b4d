// What counts as read: what was before somebody's eyes, on whichever of their devices.
import { lines } from "./support/history";
import { isStill } from "./support/place";
import { EAGERLY } from "./support/reading";
import { expect, test } from "./support/test";

test.describe("a channel with 100 messages", () => {
  test.use({ site: { history: lines(100) } });

  test("returning to a place far up does not mark newer messages as read, even after a reload", async ({ ada, grace }) => {
    await ada.reads("line 100");
    await expect.poll(async () => (await ada.scrolls(-900), ada.chat.jump.isVisible()), EAGERLY).toBe(true);
    await isStill(ada.chat.list);
    const general = ada.chat.channel("general").locator(".badge");
    await ada.chat.channel("random").click();
    await grace.says("meanwhile");
    await expect(general).toContainText("1");
    await ada.chat.channel("general").click();
    await expect(ada.chat.jump).toContainText("1 new message");
    // What is read by now is told: a message of another channel was sent, seen, and read.
    await grace.chat.channel("random").click();
    await grace.says("elsewhere");
    await ada.chat.channel("random").click();
    await ada.reads("elsewhere");
    await expect(general).toContainText("1");
    await ada.opens();
    await expect(ada.chat.unreadDivider).toBeVisible();
    const row = ada.chat.list.locator(".row", { has: ada.chat.unreadDivider });
    await expect(row.locator(".message-text")).toHaveText("meanwhile");
    await ada.reads("meanwhile");
    await expect(general).toHaveCount(0);
  });
});

test("a message is marked as unread from its menu, and stays so until the channel is opened again", async ({ ada, grace }) => {
  await grace.says("one");
  await grace.says("two");
  await ada.reads("two");
  const badge = ada.chat.channel("general").locator(".badge");
  await ada.chat.composer.focus();
  for (const key of ["Control+ArrowUp", "ArrowUp", "Enter"]) await ada.page.keyboard.press(key);
  await ada.chat.actions.getByRole("menuitem", { name: "Mark as unread from here" }).click();
  await expect(badge).toContainText("2");
  await grace.says("three");
  await ada.sees("three");
  await expect(badge, "it is before their eyes all the time").toContainText("3");
  const row = ada.chat.list.locator(".row", { has: ada.chat.unreadDivider });
  await expect(row.locator(".message-text")).toHaveText("one");
  await ada.opens();
  await expect(row.locator(".message-text"), "on the next visit it is where it was").toHaveText("one");
  await ada.reads("three");
  await expect(badge).toHaveCount(0);
});

test("a message read on one device is read on the other", async ({ ada, grace, join, mode }) => {
  test.skip(mode === "baseline", "a backend without the extension knows nothing of it");
  const phone = await (await join("Ada")).opens();
  await grace.chat.channel("random").click();
  await grace.says("to all devices");
  const badge = phone.chat.channel("random").locator(".badge");
  await expect(badge).toContainText("1");
  const told = ada.page.waitForResponse((response) => response.request().method() === "PUT" && response.url().endsWith("/channels/random/read"));
  await ada.chat.channel("random").click();
  await ada.reads("to all devices");
  expect((await told).status()).toBe(200);
  await expect(badge, "at once, wherever the phone is looked at").toHaveCount(0);
  await phone.chat.channel("random").click();
  await phone.sees("to all devices");
  await expect(phone.chat.unreadDivider, "nor is anything new there").toHaveCount(0);
});
