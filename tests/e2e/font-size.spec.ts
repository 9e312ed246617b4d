// The font size that the visitor has chosen in the browser.
import { expect, test } from "./support/test";

const size = (selector: string) => `getComputedStyle(document.querySelector(${JSON.stringify(selector)})).fontSize`;

test("the text grows with the size that the visitor chose, and the layout with it", async ({ ada, grace }) => {
  await grace.says("hello");
  await ada.sees("hello");
  expect(await ada.page.evaluate(size(".message-text"))).toBe("15px");
  // A browser's own setting is the root's size; no other rule sets it.
  const session = await ada.context.newCDPSession(ada.page);
  await session.send("Page.setFontSizes" as never, { fontSizes: { standard: 32, fixed: 26 } } as never);
  await expect.poll(() => ada.page.evaluate(size(".message-text"))).toBe("30px");
  await expect.poll(() => ada.page.evaluate(size(".composer-input"))).toBe("30px");
  // The sidebar is a sheet: there is no room for both.
  await expect(ada.chat.menu).toBeVisible();
  expect(await ada.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  for (const part of [".chat-header", ".composer-box", ".message-list", ".message"]) {
    const box = await ada.page.locator(part).boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= (ada.page.viewportSize()?.width ?? 0), part).toBe(true);
  }
  await ada.chat.menu.click();
  await expect(ada.chat.channel("random")).toBeInViewport();
});
