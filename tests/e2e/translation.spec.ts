// The browser's own translation: it puts <font> elements in the place of text nodes. What changes later is seen all the same.
import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";
import { tellNoEnd } from "./support/typing";

/** Translates all that is seen, as Chrome does it, and goes on with what comes; a translated text is in brackets. */
async function translates(page: Page): Promise<void> {
  await page.evaluate(() => {
    const chat = document.querySelector(".chat") as HTMLElement;
    const translate = () => {
      const texts = document.createTreeWalker(chat, NodeFilter.SHOW_TEXT);
      const found: Text[] = [];
      while (texts.nextNode()) found.push(texts.currentNode as Text);
      for (const text of found.filter(({ data, parentElement }) => data.trim() && parentElement?.localName !== "font")) {
        const [outer, inner] = [document.createElement("font"), document.createElement("font")];
        inner.textContent = `[${text.data}]`;
        outer.append(inner);
        text.replaceWith(outer);
      }
    };
    translate();
    new MutationObserver(translate).observe(chat, { subtree: true, childList: true, characterData: true });
  });
}

test("a translated page stays up to date", async ({ ada, grace }) => {
  await grace.says("one @Nobody");
  await ada.sees("one @Nobody");
  await translates(ada.page);
  await expect(ada.chat.texts).toHaveText(["[one @Nobody]"]);
  await expect(ada.chat.title).toHaveText("[general]");

  await ada.chat.channel("random").click();
  await expect(ada.chat.title).toHaveText("[random]");
  await ada.chat.channel("general").click();
  await expect(ada.chat.title).toHaveText("[general]");

  tellNoEnd(grace);
  await grace.types("tw");
  await expect(ada.chat.typing).toHaveText("[Grace is typing]");
  await grace.chat.composer.fill("two");
  await grace.chat.composer.press("Enter");
  await expect(ada.chat.texts).toHaveText(["[one @Nobody]", "[two]"]);
  await expect(ada.chat.typing).toHaveText("");

  await expect(ada.chat.status).toHaveText("[Live]");
  await ada.context.setOffline(true);
  await expect(ada.chat.status).toHaveText("[Offline]");
  await ada.chat.composer.fill("three");
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "sending");
  await ada.context.setOffline(false);
  await ada.isLive();
  await expect(ada.chat.status).toHaveText("[Live]");
  await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "sent");
  await expect(ada.chat.texts).toHaveText(["[one @Nobody]", "[two]", "[three]"]);
});

test("names, addresses and code are marked as not translatable, and messages are not", async ({ ada, grace }) => {
  // Not at its end: there Enter takes the suggested name.
  await grace.says("@Ada, see https://example.org/ and `code`.");
  await expect(ada.chat.texts).toHaveCount(1);
  const marked = ada.chat.list.locator("[translate=no]:not(.avatar)");
  await expect(marked).toHaveText(["Grace", "@Ada", "https://example.org/", "code"]);
  for (const place of [ada.chat.person("Grace").locator(".person-name"), ada.chat.channel("random").locator(".channel-name")]) {
    await expect(place).toHaveAttribute("translate", "no");
  }
});
