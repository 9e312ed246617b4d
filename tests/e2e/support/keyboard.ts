// What somebody does who has nothing but a keyboard.
import { type Locator, type Page, expect } from "@playwright/test";

/** Presses Tab until this has the focus. */
export async function tabsTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element.matches(":focus"))) return;
    await page.keyboard.press("Tab");
  }
  await expect(target, "reached with the Tab key").toBeFocused({ timeout: 1 });
}
