// In every state, in a page of somebody else's: axe-core finds nothing, and on a phone everything is large enough for a finger.
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { Person } from "../support/person";
import { states } from "../support/states";
import { expect, test } from "../support/test";

const STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The site's own page, with the chat as an element in it. */
const HOST = `<!doctype html><html lang="en"><title>A shop</title><meta name="viewport" content="width=device-width">
  <style>body { margin: 0 } collabspace-chat { block-size: 100vh }</style>
  <main><h1 style="position: absolute; clip-path: inset(50%)">A shop</h1><collabspace-chat config="/config.json"></collabspace-chat></main>
  <script type="module" src="/embed.js"></script>`;

async function findings(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).include("collabspace-chat").options({ preload: false, resultTypes: ["violations"] });
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(STANDARD)).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
}

/** What can be pressed and is smaller than 44 px, but for links in running text. */
function tooSmallForFingers({ chat }: Person): Promise<string[]> {
  return chat.root.locator("button, textarea, a.button, summary, label, [role=option]").evaluateAll((controls) => {
    const seen = controls.filter((control) => control.checkVisibility({ visibilityProperty: true }));
    const boxes = seen.map((control) => ({ name: control.outerHTML.slice(0, 120), box: control.getBoundingClientRect() }));
    return boxes.filter(({ box }) => box.width < 44 || box.height < 44).map(({ name, box }) => `${name}: ${box.width} x ${box.height}`);
  });
}

for (const { name, site, isNarrow, show } of states.filter(({ isOfPage }) => !isOfPage)) {
  test.describe(name, () => {
    test.use({ site: site ?? {}, hasTouch: true });

    test("is accessible in somebody else's page", async ({ join, backend }) => {
      const ada = await join("Ada Lovelace", { viewport: { width: 1280, height: 800 } });
      const { page } = ada;
      ada.network.answer("GET /", 200, HOST);
      await page.emulateMedia({ reducedMotion: "reduce" });
      await show({ ada, join, backend });
      await expect(page.locator("collabspace-chat").locator(".chat"), "it is the element's").toHaveCount(1);
      expect(await page.evaluate(() => matchMedia("(pointer: coarse)").matches), "a finger").toBe(true);
      for (const width of isNarrow ? [390] : [1280, 390]) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme: "light" });
        expect.soft(await findings(page), `axe-core at ${width} px, light`).toEqual([]);
        await page.emulateMedia({ colorScheme: "dark" });
        expect.soft(await findings(page, ["color-contrast"]), `axe-core at ${width} px, dark`).toEqual([]);
      }
      expect.soft(await tooSmallForFingers(ada), "targets").toEqual([]);
    });
  });
}
