// With the keyboard alone, from the first Tab to a sent message.
import { lines } from "../e2e/support/history";
import { expect, test } from "./support/test";
import type { Visitor } from "./support/visitor";

test.use({ site: async ({}, use) => use({ history: lines(60) }) });

/** Presses Tab until this has the focus. */
async function tabsTo(visitor: Visitor, selector: string): Promise<void> {
  const isThere = () => visitor.asks((root, selector) => root.activeElement?.matches(selector) ?? false, selector);
  for (let presses = 0; presses < 40 && !(await isThere()); presses += 1) await visitor.presses("Tab");
  expect(await isThere(), `${selector} is reached with the Tab key`).toBe(true);
}

test("one reads back, answers, changes the channel and sends", async ({ comes, picture }) => {
  const ada = await (await comes("Ada")).arrives();
  await ada.sees("line 60");
  const focusedRow = () => ada.asks((root) => root.activeElement?.closest("article")?.querySelector(".message-text")?.textContent);
  await tabsTo(ada, ".composer-input");
  await ada.presses("ArrowUp");
  await expect.poll(focusedRow).toBe("line 60");
  await ada.presses("ArrowUp");
  await expect.poll(focusedRow).toBe("line 59");
  await picture(ada, "a message with the focus");
  await ada.presses("Enter");
  await expect.poll(() => ada.asks((root) => root.activeElement?.getAttribute("role"))).toMatch(/^menuitem/);
  await picture(ada, "the menu by keyboard");
  await ada.presses("Escape");
  await expect.poll(focusedRow).toBe("line 59");
  await ada.presses("Escape");
  await expect.poll(() => ada.focused()).toBe("composer-input");
  await ada.sends("by keyboard");
  await ada.sees("by keyboard");

  await ada.presses("Control+k");
  await ada.finds("[role=dialog], .dialog[open]", "channel");
  await ada.types("ran");
  await picture(ada, "the switcher");
  await ada.presses("Enter");
  await expect.poll(() => ada.texts("h1")).toEqual(["random"]);
  await expect.poll(() => ada.focused()).toBe("composer-input");
  await ada.types(":tada");
  await ada.finds("[role=listbox] [role=option]");
  await ada.presses("Enter");
  await expect.poll(() => ada.written()).toBe("🎉 ");
  await ada.presses("Shift+Enter");
  await ada.sends("two lines");
  await ada.sees("🎉 \ntwo lines");
});
