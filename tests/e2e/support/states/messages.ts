// Messages of every kind: how texts, names and pictures are drawn.
import { expect } from "@playwright/test";
import { ARABIC, FORMATTED, LATIN, LONG_NAME, LONG_TEXTS, NAMES, showPictures } from "./conversations";
import { personId } from "../history";
import { richPage } from "../rich";
import type { State } from "./stage";

export const messageStates: State[] = [
  {
    name: "names and pictures",
    site: { history: NAMES },
    async show({ ada, join }) {
      showPictures(ada);
      await ada.opens();
      await (await join(LONG_NAME.trim())).opens();
      await expect(ada.chat.people).toHaveCount(2);
      await expect(ada.chat.messages).toHaveCount(NAMES.length);
    },
  },
  {
    name: "long texts",
    site: { history: LONG_TEXTS },
    async show({ ada }) {
      await ada.opens();
      await expect(ada.chat.messages).toHaveCount(LONG_TEXTS.length);
      await ada.chat.composer.fill(`${LATIN}\n${ARABIC}`.repeat(4).slice(0, 4_900));
      await expect(ada.chat.counter).toBeVisible();
    },
  },
  {
    name: "formatted text",
    site: { history: FORMATTED },
    async show({ ada }) {
      await ada.opens();
      await expect(ada.chat.messages).toHaveCount(FORMATTED.length);
      await ada.says("**Mine** waits for nobody, and `this` is code");
      await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "sent");
    },
  },
  {
    name: "answers, files and reactions",
    async show({ ada }) {
      ada.network.answer("GET /api/messages", 200, richPage(personId(ada.name)));
      await ada.opens();
      await expect(ada.chat.messages).toHaveCount(richPage().messages.length);
      await ada.chat.list.locator("button.message-reply").first().click();
      await expect(ada.chat.sought).toBeFocused();
    },
  },
];
