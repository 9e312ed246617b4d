// An emoji is chosen in the picker: as a reaction, and for the text.
import { expect, test } from "../support/test";

test.skip(({ mode }) => mode === "baseline", "a baseline backend has no reactions");

test("a reaction is chosen by search and keyboard alone, and becomes a quick reaction when used again", async ({ ada, grace }) => {
  await grace.says("Shall we?");
  await ada.sees("Shall we?");
  await ada.opensReactions();
  // Arrow keys lead on from the last of the quick ones to all others.
  for (let at = 0; at < 6; at += 1) await ada.page.keyboard.press("ArrowRight");
  await expect(ada.chat.actions.getByRole("menuitem", { name: "Add a reaction" })).toBeFocused();
  await ada.page.keyboard.press("Enter");
  await expect(ada.chat.picker.getByRole("textbox")).toBeFocused();
  await ada.page.keyboard.type("crab");
  await expect(ada.chat.pickerEmoji.first()).toHaveAccessibleName("crab");
  await ada.page.keyboard.press("Enter");
  for (const person of [ada, grace]) await expect(person.chat.list.locator(".reaction")).toHaveText(["🦀 1"]);
  await expect(ada.chat.message("Shall we?"), "where one came from").toBeFocused();

  await grace.says("And now?");
  await ada.sees("And now?");
  await ada.chat.message("And now?").hover();
  await ada.chat.toolbar.getByRole("button", { name: "Add a reaction" }).click();
  // What was used last stands there first.
  await expect(ada.chat.pickerEmoji).toHaveAccessibleName("crab");
  await ada.chat.pickerEmoji.click();
  await expect(grace.chat.message("And now?").locator(".reaction")).toHaveText(["🦀 1"]);
  await ada.opens();
  await ada.chat.message("And now?").hover();
  await expect(ada.chat.toolbar.getByRole("button").first(), "used twice: a habit").toHaveAccessibleName("🦀");
});

test("an emoji is inserted at the caret, in the chosen skin tone", async ({ ada }) => {
  await ada.chat.composer.fill("Hello , all");
  for (let at = 0; at < 5; at += 1) await ada.page.keyboard.press("ArrowLeft");
  await ada.chat.emojiButton.click();
  await ada.chat.picker.getByRole("button", { name: "People & body" }).click();
  await ada.chat.picker.getByRole("button", { name: "Medium skin tone" }).click();
  await ada.chat.picker.getByRole("gridcell", { name: "waving hand" }).click();
  await expect(ada.chat.picker).toBeHidden();
  await expect(ada.chat.composer).toHaveValue("Hello 👋🏽, all");
  await expect(ada.chat.composer).toBeFocused();
  await ada.page.keyboard.type("!");
  await expect(ada.chat.composer, "the caret stands behind it").toHaveValue("Hello 👋🏽!, all");
  await ada.chat.emojiButton.click();
  await expect(ada.chat.picker).toBeVisible();
  await ada.page.keyboard.press("Escape");
  await expect(ada.chat.picker).toBeHidden();
  await expect(ada.chat.composer).toBeFocused();
});

test("once loaded, the picker opens in less than 100 ms", async ({ ada }) => {
  const opens = () =>
    ada.page.evaluate(async () => {
      const begin = performance.now();
      document.querySelector<HTMLElement>(".composer-emoji")!.click();
      // After a frame in which it is drawn.
      do await new Promise(requestAnimationFrame);
      while (document.querySelectorAll("dialog[open] [data-emoji]").length < 100);
      await new Promise((drawn) => setTimeout(drawn));
      return performance.now() - begin;
    });
  await opens();
  // The machine may be at something else: the best of many is the picker's own.
  await expect
    .poll(async () => {
      await ada.page.keyboard.press("Escape");
      await expect(ada.chat.picker).toBeHidden();
      return opens();
    })
    .toBeLessThan(100);
});

test("arrow keys walk the grid, in its rows and back to the search", async ({ ada }) => {
  await ada.chat.emojiButton.click();
  const { picker, pickerEmoji: all } = ada.chat;
  await expect.poll(() => all.count()).toBeGreaterThan(100);
  const columns = await picker.getByRole("row").first().getByRole("gridcell").count();
  const press = async (...keys: string[]) => {
    for (const key of keys) await ada.page.keyboard.press(key);
  };
  await press("ArrowDown");
  await expect(all.first()).toBeFocused();
  await press("ArrowRight", "ArrowDown");
  await expect(all.nth(columns + 1)).toBeFocused();
  await press("ArrowLeft", "ArrowLeft");
  await expect(all.nth(columns - 1)).toBeFocused();
  await press("End");
  await expect(all.last()).toBeFocused();
  await press("ArrowDown");
  await expect(all.last()).toBeFocused();
  await press("Home", "ArrowUp");
  await expect(picker.getByRole("textbox")).toBeFocused();
});

test("emoji that the system cannot draw are left out, and a failed load can be retried", async ({ ada }) => {
  let isBroken = true;
  await ada.page.route(/\/emoji\/en-[0-9a-f]{16}\.json$/, async (route) => {
    if (isBroken) return route.abort();
    const answer = await route.fetch();
    const content = await answer.json();
    // Two that are joined here and nowhere else, and two of a version that is still to come.
    content.groups[0].emoji.unshift("🦀\u200d🎉\tjoined", "\u{1fadd}\tunknown\t\t\t99", "\u{1fade}\tunknown too\t\t\t99");
    return route.fulfill({ response: answer, json: content });
  });
  await ada.chat.emojiButton.click();
  await expect(ada.chat.picker.getByRole("alert")).toContainText("could not be loaded");
  isBroken = false;
  await ada.chat.picker.getByRole("button", { name: "Retry" }).click();
  await expect(ada.chat.pickerEmoji.first()).toHaveAccessibleName("grinning face");
});
