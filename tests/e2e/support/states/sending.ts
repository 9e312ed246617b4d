// One's own messages on their way.
import { expect } from "@playwright/test";
import { TALK } from "./conversations";
import type { State } from "./stage";

export const sendingStates: State[] = [
  {
    name: "sending",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      ada.network.hold("POST /api/messages");
      await ada.says("On its way.");
      await expect(ada.chat.delivery(ada.chat.messages.last())).toBeVisible();
    },
  },
  {
    name: "sending, waiting, failed",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      const refusal = ada.network.answer("POST /api/messages", 403, { error: "this channel is closed today" });
      await ada.says("This one is refused.");
      await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "failed");
      refusal.lift();
      const down = ada.network.answer("POST /api/messages", 503, { error: "the server is being updated" }, { "retry-after": "300" });
      await ada.says("This one waits.");
      await expect(ada.chat.delivery(ada.chat.messages.last())).toContainText("Not sent yet");
      await ada.says("This one waits for the one above it.");
      await expect(ada.chat.messages.last()).toContainText("waits for");
      down.lift();
    },
  },
  {
    name: "a browser that keeps nothing",
    site: { history: TALK },
    async show({ ada }) {
      await ada.page.addInitScript(() => Object.defineProperty(window, "indexedDB", { get: () => undefined }));
      await ada.opens();
      await expect(ada.chat.banner).toContainText("cannot save unsent messages");
    },
  },
  {
    name: "withdrawn",
    site: { history: TALK },
    async show({ ada }) {
      // Without a network nobody can look for what may have arrived: it stays on the screen.
      await ada.opens();
      const broken = ada.network.answer("POST /api/messages", 500, { error: "something broke" }, { "retry-after": "300" });
      await ada.says("This one may have arrived.");
      await expect(ada.chat.delivery(ada.chat.messages.last())).toContainText("Not sent yet");
      await ada.context.setOffline(true);
      await ada.connectionIs("offline");
      await ada.chat.list.focus();
      await ada.page.keyboard.press("ArrowUp");
      await ada.page.keyboard.press("Enter");
      await ada.chat.menuItems.filter({ hasText: "Discard" }).press("Enter");
      await expect(ada.chat.delivery(ada.chat.messages.last())).toContainText("Discarded");
      broken.lift();
    },
  },
];
