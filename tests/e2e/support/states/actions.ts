// What can be done with a message.
import { expect } from "@playwright/test";
import { holdPauses } from "../pauses";
import { TALK } from "./conversations";
import type { State } from "./stage";

export const actionStates: State[] = [
  {
    name: "actions of a message",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.chat.composer.focus();
      await ada.chat.composer.press("Control+ArrowUp");
      await expect(ada.chat.toolbar).toBeVisible();
    },
  },
  {
    name: "menu of a message",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      ada.network.answer("POST /api/messages", 403, { error: "this channel is closed today" });
      await ada.says("This one is refused.");
      await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "failed");
      await ada.chat.list.focus();
      await ada.page.keyboard.press("ArrowUp");
      await ada.page.keyboard.press("Enter");
      await expect(ada.chat.menuItems.first()).toBeFocused();
    },
  },
  {
    name: "text copied",
    site: { history: TALK },
    async show({ ada }) {
      await ada.context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await ada.opens();
      // It is said for three seconds, which do not pass.
      await holdPauses(ada.page);
      await ada.chat.composer.focus();
      await ada.chat.composer.press("Control+ArrowUp");
      await ada.page.keyboard.press("Enter");
      await ada.chat.menuItems.filter({ hasText: "text" }).press("Enter");
      await expect(ada.chat.said).toHaveText("The text is copied.");
    },
  },
];
