// In every state, in a page of somebody else's: axe-core finds nothing, and on a phone everything is large enough for a finger.
import { CONTROLS, findsNothing, scrollingOn, smallerThan, widthsOf } from "../support/accessibility";
import { states } from "../support/states";
import { expect, test } from "../support/test";

/** The site's own page, with the chat as an element in it. */
const HOST = `<!doctype html><html lang="en"><title>A shop</title><meta name="viewport" content="width=device-width">
  <style>body { margin: 0 } collabspace-chat { block-size: 100vh }</style>
  <main><h1 style="position: absolute; clip-path: inset(50%)">A shop</h1><collabspace-chat config="/config.json"></collabspace-chat></main>
  <script type="module" src="/embed.js"></script>`;

for (const state of states.filter(({ isOfPage }) => !isOfPage)) {
  test.describe(state.name, () => {
    test.use({ site: state.site ?? {}, hasTouch: true });

    test("is accessible in somebody else's page", async ({ join, backend }) => {
      const ada = await join("Ada Lovelace", { viewport: { width: 1280, height: 800 } });
      const { page } = ada;
      ada.network.answer("GET /", 200, HOST);
      await page.emulateMedia({ reducedMotion: "reduce" });
      await state.show({ ada, join, backend });
      await expect(page.locator("collabspace-chat").locator(".chat"), "it is the element's").toHaveCount(1);
      expect(await page.evaluate(() => matchMedia("(pointer: coarse)").matches), "a finger").toBe(true);
      for (const width of widthsOf(state)) {
        await page.setViewportSize({ width, height: 800 });
        await findsNothing(page, `at ${width} px`, "collabspace-chat");
        expect.soft(await smallerThan(44, ada.chat.root.locator(CONTROLS)), `targets at ${width} px`).toEqual([]);
        expect.soft(await scrollingOn(page), `what scrolls the page of the host at ${width} px`).toEqual([]);
      }
    });
  });
}
