// What a phone asks for: texts that nothing zooms on, no pull that reloads, and room for the corners of the screen. How large targets
// are is looked at in every state (states.spec.ts).
import { lines } from "../support/history";
import { isStill } from "../support/place";
import { expect, test } from "../support/test";

test.use({ locale: "en-US" });

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test.describe("with the chat's own page", () => {
  test.use({ site: { history: lines(120) } });

  test("no field has a text that a phone zooms in on", async ({ join }) => {
    const ada = await (await join("Ada", PHONE)).opens();
    await ada.chat.composer.press("Control+k");
    await expect(ada.chat.switcher.getByRole("combobox")).toBeFocused();
    const fields = ada.page.locator("textarea, input:not([type=radio], [type=checkbox])");
    expect(await fields.count()).toBeGreaterThan(1);
    for (const field of await fields.all()) {
      const size = await field.evaluate((field) => Number.parseFloat(getComputedStyle(field).fontSize));
      expect(size, await field.evaluate((field) => field.outerHTML)).toBeGreaterThanOrEqual(16);
    }
  });

  test("pulling beyond the end of a list moves nothing else and reloads nothing", async ({ join }) => {
    const ada = await (await join("Ada", PHONE)).opens();
    const behaviour = (selector: string) => ada.page.locator(selector).evaluate((element) => getComputedStyle(element).overscrollBehavior);
    expect(await behaviour("html")).toBe("none");
    expect(await behaviour("body")).toBe("none");
    expect(await behaviour(".message-list")).toBe("contain");
  });

  test("nothing that is read or pressed lies under the corners of the screen", async ({ join }) => {
    const insets = { top: 47, bottom: 34, left: 20, right: 24 };
    const ada = await join("Ada", PHONE);
    const screen = await ada.context.newCDPSession(ada.page);
    await screen.send("Emulation.setSafeAreaInsetsOverride" as never, { insets } as never);
    await ada.opens();
    await isStill(ada.chat.list);
    const { width, height } = PHONE.viewport;
    expect(await ada.chat.root.boundingBox()).toEqual({
      x: insets.left,
      y: insets.top,
      width: width - insets.left - insets.right,
      height: height - insets.top - insets.bottom,
    });
    expect(await ada.page.locator("meta[name=viewport]").getAttribute("content")).toContain("viewport-fit=cover");
  });
});

test("no line of a long text has more characters than the eye can follow", async ({ join }) => {
  const ada = await (await join("Ada", { viewport: { width: 1600, height: 800 } })).opens();
  await ada.says("The eye goes from the end of a line to the beginning of the next, and finds it if that is not too far away. ".repeat(8));
  const perLine = await ada.chat.texts.last().evaluate((text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    return (text.textContent ?? "").length / new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
  });
  expect(perLine).toBeGreaterThan(60);
  expect(perLine).toBeLessThanOrEqual(80);
});
