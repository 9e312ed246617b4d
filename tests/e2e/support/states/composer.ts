// Writing a text: what is suggested, and what is refused.
import { expect } from "@playwright/test";
import { LATIN, LONG_NAME, TALK } from "./conversations";
import type { State } from "./stage";

export const composerStates: State[] = [
  {
    name: "mention suggestions",
    site: { history: TALK },
    async show({ ada, join }) {
      await ada.opens();
      for (const name of ["Grace Hopper", "Linus Torvalds", LONG_NAME.trim()]) await (await join(name)).opens();
      await expect(ada.chat.people).toHaveCount(4);
      await ada.types("Ask @");
      await expect(ada.chat.suggestions.getByRole("option")).toHaveCount(3);
    },
  },
  {
    name: "emoji suggestions",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.types("So :heart");
      await expect(ada.chat.suggestions.getByRole("option")).toHaveCount(6);
    },
  },
  {
    name: "a file refused, a text too long",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.chat.composer.evaluate((field) => {
        const data = new DataTransfer();
        data.items.add(new File([], "a.png"));
        field.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, composed: true, clipboardData: data }));
      });
      await expect(ada.chat.banner).toContainText("a.png cannot be sent");
      await ada.chat.composer.fill(`${LATIN}\n`.repeat(9).slice(0, 5_040));
      await expect(ada.chat.counter).toContainText("5,000");
    },
  },
];
