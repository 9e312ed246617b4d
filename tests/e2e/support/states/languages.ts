// The chat in a language that is read from right to left.
import { expect } from "@playwright/test";
import { TALK } from "./conversations";
import type { State } from "./stage";

/** The chat in Arabic: the pictures from right to left have English words, so that everybody can read them. */
export const languageStates: State[] = [
  {
    name: "in Arabic",
    isRightToLeft: true,
    site: { history: TALK },
    async show({ ada }) {
      ada.network.configure = (config) => ({ ...config, locale: "ar" });
      await ada.opens();
      await expect(ada.chat.messages).toHaveCount(TALK.length);
    },
  },
];
