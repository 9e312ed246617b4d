// In somebody else's page: axe-core finds nothing, the panel of a phone holds the focus and gives it back.
import type { Page } from "@playwright/test";
import { findsNothing } from "../support/accessibility";
import { type Visit, expect, test } from "../support/embedding";

const HEAD = '<meta name="viewport" content="width=device-width"><script>document.documentElement.lang = "en"</script>';
const ELEMENT = "collabspace-chat";
const SCRIPT = '<script type="module" src="CDN/embed.js"></script>';

const page = (token: string, attributes: string, box = "") => `<main><h1>A shop</h1><div style="${box}">
  <collabspace-chat config="CDN/config.json" ${attributes}></collabspace-chat></div></main>
  <script>document.querySelector("collabspace-chat").tokenProvider = async () => "${token}";</script>${SCRIPT}`;

async function isLive({ chat }: Visit): Promise<void> {
  await expect(chat.root).toHaveAttribute("data-connection", "live");
}

for (const width of [390, 1280]) {
  test(`inline and behind a bubble at ${width} px, axe-core finds nothing`, async ({ visit, tokenOf }) => {
    const token = await tokenOf("Ada");
    const inline = await visit(page(token, "", "block-size: 500px"), { head: HEAD, width });
    await inline.page.emulateMedia({ reducedMotion: "reduce" });
    await isLive(inline);
    await inline.chat.composer.fill("hello");
    await inline.chat.composer.press("Enter");
    await expect(inline.chat.messages.last()).toHaveAttribute("data-state", "sent");
    expect(await inline.page.getByRole("main").count(), "the page has one main landmark: its own").toBe(1);
    await findsNothing(inline.page, "inline", ELEMENT);
    const bubble = await visit(page(token, 'mode="bubble"'), { head: HEAD, width });
    await bubble.page.emulateMedia({ reducedMotion: "reduce" });
    await findsNothing(bubble.page, "behind the bubble", ELEMENT);
    await bubble.page.getByRole("button", { name: "Open the chat" }).click();
    await isLive(bubble);
    await expect(bubble.chat.messages.last()).toBeVisible();
    await findsNothing(bubble.page, "in the panel", ELEMENT);
  });
}

test("on a phone the panel holds the focus, wherever it was put, and gives it back", async ({ visit, tokenOf }) => {
  const attributes = 'mode="bubble" position="top-start"';
  const ada = await visit(`<a href="#">before</a>${page(await tokenOf("Ada"), attributes)}<a href="#">after</a>`, { width: 390, head: HEAD });
  const bubble = ada.page.getByRole("button", { name: "Open the chat" });
  await bubble.click();
  await isLive(ada);
  expect(await ada.page.getByRole("dialog", { name: "Chat" }).boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 800 });
  const hasFocus = () => ada.page.evaluate(() => [document.querySelector("collabspace-chat"), document.body].includes(document.activeElement as HTMLElement));
  for (let presses = 0; presses < 12; presses++) {
    await ada.page.keyboard.press("Tab");
    expect(await hasFocus(), "nothing of the page behind has it").toBe(true);
  }
  // Within the list it would lead to the text field.
  await ada.chat.composer.focus();
  await ada.page.keyboard.press("Escape");
  await expect(ada.page.getByRole("dialog")).toBeHidden();
  await expect(bubble).toBeFocused();
});

test("the panel of a phone, and the page, end above an on-screen keyboard", async ({ visit, join, tokenOf }) => {
  const cover = (page: Page) => {
    return page.evaluate(() => {
      // A keyboard that is laid over the page: what is seen becomes smaller, the page does not.
      Object.defineProperty(visualViewport, "height", { value: 450, configurable: true });
      visualViewport?.dispatchEvent(new Event("resize"));
    });
  };
  const embedded = await visit(page(await tokenOf("Ada"), 'mode="bubble"'), { width: 390, head: HEAD });
  await embedded.page.getByRole("button", { name: "Open the chat" }).click();
  await isLive(embedded);
  const alone = await (await join("Ada", { viewport: { width: 390, height: 800 } })).opens();
  for (const { page, chat } of [embedded, alone]) {
    await cover(page);
    await expect.poll(async () => ((await chat.root.boundingBox())?.height ?? 0)).toBe(450);
    const box = await chat.composer.boundingBox();
    expect((box?.y ?? 999) + (box?.height ?? 0), "the composer is seen").toBeLessThan(450);
  }
});
