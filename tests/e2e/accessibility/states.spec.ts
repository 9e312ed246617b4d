// In every state: axe-core finds nothing, nothing is cut off at a zoom of 400 %, and everything can be hit.
import type { Page } from "@playwright/test";
import { CONTROLS, findsNothing, smallerThan, widthsOf } from "../support/accessibility";
import { states } from "../support/states";
import { expect, test } from "../support/test";

/** Paragraphs, lines, words and letters as far apart as WCAG 1.4.12 lets a reader set them. */
const SPACING = ".chat * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }";

/** What reaches out of the window or of its box sideways, but for code, which is scrolled in a box of its own. */
function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".visually-hidden, .message-author, .code-block > *");
    const isOut = ({ left, right, width }: DOMRect) => width > 0 && (left < -1 || right > innerWidth + 1);
    const goesOn = (element: Element) => element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(element).overflowX);
    const all = [...document.querySelectorAll(":is(.chat-main, .chat-sidebar[data-open], .dialog[open]) *")].filter(isSeen);
    const out = all.filter((element) => isOut(element.getBoundingClientRect()) || (goesOn(element) && !element.matches(".code-block")));
    return out.map((element) => element.outerHTML.slice(0, 120));
  });
}

for (const state of states) {
  test.describe(state.name, () => {
    test.use({ site: state.site ?? {} });

    test("is accessible", async ({ join, backend }) => {
      const ada = await join("Ada Lovelace", { viewport: { width: 1280, height: 800 } });
      const { page } = ada;
      await page.emulateMedia({ reducedMotion: "reduce" });
      await state.show({ ada, join, backend });
      for (const width of widthsOf(state)) {
        await page.setViewportSize({ width, height: 800 });
        await findsNothing(page, `at ${width} px`);
        expect.soft(await smallerThan(24, page.locator(CONTROLS)), `targets at ${width} px`).toEqual([]);
      }
      // 1280 x 1024 at a zoom of 400 %.
      await page.setViewportSize({ width: 320, height: 256 });
      await expect.soft.poll(() => stickingOut(page), "at 320 px").toEqual([]);
      // The narrowest place that a site may have for it.
      await page.setViewportSize({ width: 280, height: 560 });
      await expect.soft.poll(() => stickingOut(page), "at 280 px").toEqual([]);
      await page.setViewportSize({ width: 320, height: 256 });
      // As a reader's own tool does it, past the page's policy for styles.
      await page.evaluate((css) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets.push(sheet);
      }, SPACING);
      await expect.soft.poll(() => stickingOut(page), "with text set wide").toEqual([]);
    });
  });
}

test.describe("at a zoom of 400 %", () => {
  test.use({ viewport: { width: 320, height: 256 }, site: { history: [{ from: "Grace", text: "a line", at: Date.now() - 60_000 }] } });

  test("one can read and write", async ({ join }) => {
    const ada = await (await join("Ada", { viewport: { width: 320, height: 256 } })).opens();
    await expect(ada.chat.message("a line")).toBeInViewport({ ratio: 1 });
    await expect(ada.chat.composer).toBeInViewport({ ratio: 1 });
    await ada.chat.composer.fill("a text\nof many\nlines\nthat grows\nand grows\nand grows");
    const { height } = (await ada.chat.list.boundingBox()) ?? { height: 0 };
    expect(height, "something of the conversation is still seen").toBeGreaterThan(40);
    await expect(ada.chat.sendButton).toBeInViewport({ ratio: 1 });
  });
});
