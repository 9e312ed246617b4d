// Reactions are set and taken back.
import type { Person } from "../support/person";
import { expect, test } from "../support/test";

test.skip(({ mode }) => mode === "baseline", "a baseline backend has none of these calls");

const chips = (person: Person) => person.chat.list.locator(".reaction");

test("by keyboard, by the chip, by the toolbar; and others see it", async ({ ada, grace }) => {
  await grace.says("Shall we?");
  await ada.sees("Shall we?");
  await ada.opensReactions();
  await ada.page.keyboard.press("ArrowRight");
  await ada.page.keyboard.press("Enter");
  await expect(chips(ada)).toHaveText(["❤\ufe0f 1"]);
  await expect(chips(ada)).toHaveAccessibleName("❤\ufe0f 1: you");
  await expect(chips(grace)).toHaveAccessibleName("❤\ufe0f 1: Ada");
  // Grace joins in, and both see both.
  await chips(grace).click();
  for (const person of [ada, grace]) await expect(chips(person)).toHaveText(["❤\ufe0f 2"]);
  await expect(chips(grace)).toHaveAttribute("aria-pressed", "true");
  // By keyboard from the message to the chip, which takes it back and keeps the focus.
  await expect(ada.chat.message("Shall we?")).toBeFocused();
  await ada.page.keyboard.press("Tab");
  await expect(chips(ada)).toBeFocused();
  // Who that is from is seen there.
  expect(await chips(ada).evaluate((chip) => getComputedStyle(chip, "::after").content)).toMatch(/you.*Grace/);
  await expect(chips(ada)).toHaveAttribute("title", /you.*Grace/);
  await ada.page.keyboard.press("Enter");
  await expect(chips(ada)).toHaveText(["❤\ufe0f 1"]);
  await expect(chips(ada)).toBeFocused();
  await expect(chips(ada)).toHaveAttribute("aria-pressed", "false");
  await expect(chips(grace)).toHaveText(["❤\ufe0f 1"]);
  await ada.chat.message("Shall we?").hover();
  await ada.chat.toolbar.getByRole("button", { name: "👍" }).click();
  for (const person of [ada, grace]) await expect(chips(person)).toHaveText(["❤\ufe0f 1", "👍 1"]);
});

test("offline reactions wait, and one that was set and removed is not sent", async ({ ada, grace }) => {
  await grace.says("Shall we?");
  await ada.sees("Shall we?");
  await ada.context.setOffline(true);
  await ada.connectionIs("offline");
  await ada.chat.message("Shall we?").hover();
  const quick = (emoji: string) => ada.chat.toolbar.getByRole("button", { name: emoji });
  await quick("👍").click();
  await quick("😂").click();
  await expect(chips(ada)).toHaveText(["👍 1", "😂 1"]);
  await quick("👍").click();
  await expect(chips(ada)).toHaveText(["😂 1"]);
  await ada.context.setOffline(false);
  await expect(chips(grace)).toHaveText(["😂 1"]);
});

test("a refused reaction disappears, with the reason", async ({ ada, grace }) => {
  await grace.says("Shall we?");
  await ada.sees("Shall we?");
  ada.network.answer(({ method }) => method === "PUT", 409, { error: "there are 20 kinds already" });
  await ada.chat.message("Shall we?").hover();
  await ada.chat.toolbar.getByRole("button", { name: "👍" }).click();
  await expect(ada.chat.banner).toContainText("The reaction was not saved: there are 20 kinds already.");
  await expect(chips(ada)).toHaveCount(0);
});
