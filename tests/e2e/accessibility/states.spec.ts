// In every state, by mouse and by finger: axe-core finds nothing, nothing is cut off at a zoom of 400 %, and everything can be hit.
// A state is looked at once, in an element in somebody else's page, or on the page of its own where only that has it.
import type { Page } from "@playwright/test";
import { CONTROLS, findsNothing, scrollingOn, smallerThan, widthsOf } from "../support/accessibility";
import { type State, states } from "../support/states";
import { expect, test } from "../support/test";

/** The site's own page, with the chat as an element in it. */
const HOST = `<!doctype html><html lang="en"><title>A shop</title><meta name="viewport" content="width=device-width">
  <style>body { margin: 0 } collabspace-chat { block-size: 100vh }</style>
  <main><h1 style="position: absolute; clip-path: inset(50%)">A shop</h1><collabspace-chat config="/config.json"></collabspace-chat></main>
  <script type="module" src="/embed.js"></script>`;

/** Those that are looked at on the page of its own as well: each kind of thing that is on the screen once. */
const IN_BOTH = ["conversation, somebody types", "first page refused", "sending, waiting, failed", "menu of a message", "settings", "sheet", "in Arabic"];

/** Paragraphs, lines, words and letters as far apart as WCAG 1.4.12 lets a reader set them. */
const SPACING = ".chat * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }";

/** What reaches out of the window or of its box sideways, but for code, which is scrolled in a box of its own. */
function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".visually-hidden, .message-author, .code-block > *");
    const isOut = ({ left, right, width }: DOMRect) => width > 0 && (left < -1 || right > innerWidth + 1);
    const goesOn = (element: Element) => element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(element).overflowX);
    const root = document.querySelector("collabspace-chat")?.shadowRoot ?? document;
    const all = [...root.querySelectorAll(":is(.chat-main, .chat-sidebar[data-open], .dialog[open]) *")].filter(isSeen);
    const out = all.filter((element) => isOut(element.getBoundingClientRect()) || (goesOn(element) && !element.matches(".code-block")));
    return out.map((element) => element.outerHTML.slice(0, 120));
  });
}

/** As a reader's own tool does it, past the page's policy for styles. */
function setsTextWide(page: Page): Promise<void> {
  return page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    const root = document.querySelector("collabspace-chat")?.shadowRoot ?? document;
    root.adoptedStyleSheets.push(sheet);
  }, SPACING);
}

function setsTextAsItWas(page: Page): Promise<void> {
  return page.evaluate(() => {
    const root = document.querySelector("collabspace-chat")?.shadowRoot ?? document;
    root.adoptedStyleSheets.pop();
  });
}

/** From here on the person uses a finger. */
async function takesAFinger(page: Page): Promise<void> {
  const screen = await page.context().newCDPSession(page);
  await screen.send("Emulation.setTouchEmulationEnabled", { enabled: true });
  await expect.poll(() => page.evaluate(() => matchMedia("(pointer: coarse)").matches), "a finger").toBe(true);
}

function isAccessible(state: State, where: "on the page of its own" | "in somebody else's page"): void {
  test(`is accessible ${where}`, async ({ join, backend }) => {
    const ada = await join("Ada Lovelace", { viewport: { width: 1280, height: 800 } });
    const { page } = ada;
    const isElement = where === "in somebody else's page";
    if (isElement) ada.network.answer("GET /", 200, HOST);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await state.show({ ada, join, backend });
    if (isElement) await expect(page.locator("collabspace-chat").locator(".chat"), "it is the element's").toHaveCount(1);
    const controls = isElement ? ada.chat.root.locator(CONTROLS) : page.locator(CONTROLS);
    for (const width of widthsOf(state)) {
      await page.setViewportSize({ width, height: 800 });
      await findsNothing(page, `at ${width} px`, isElement ? "collabspace-chat" : undefined);
      expect.soft(await smallerThan(24, controls), `targets for a mouse at ${width} px`).toEqual([]);
    }
    // 1280 x 1024 at a zoom of 400 %.
    await page.setViewportSize({ width: 320, height: 256 });
    await expect.soft.poll(() => stickingOut(page), "at 320 px").toEqual([]);
    // The narrowest place that a site may have for it.
    await page.setViewportSize({ width: 280, height: 560 });
    await expect.soft.poll(() => stickingOut(page), "at 280 px").toEqual([]);
    await page.setViewportSize({ width: 320, height: 256 });
    await setsTextWide(page);
    await expect.soft.poll(() => stickingOut(page), "with text set wide").toEqual([]);
    await setsTextAsItWas(page);
    await takesAFinger(page);
    for (const width of widthsOf(state)) {
      await page.setViewportSize({ width, height: 800 });
      expect.soft(await smallerThan(44, controls), `targets for a finger at ${width} px`).toEqual([]);
      if (isElement) expect.soft(await scrollingOn(page), `what scrolls the page of the host at ${width} px`).toEqual([]);
    }
  });
}

for (const state of states) {
  test.describe(state.name, () => {
    test.use({ site: state.site ?? {} });

    if (!state.isOfPage) isAccessible(state, "in somebody else's page");
    if (state.isOfPage || IN_BOTH.includes(state.name)) isAccessible(state, "on the page of its own");
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
