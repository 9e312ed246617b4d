// A panel stands in place of the chat.
import { expect } from "@playwright/test";
import type { State } from "./stage";

export const panelStates: State[] = [
  {
    name: "signed out",
    async show({ ada }) {
      await ada.opens();
      await ada.chat.composer.fill("What I have written stays");
      ada.network.answer(({ path }) => path.startsWith("/api/"), 401);
      await ada.page.reload();
      await ada.connectionIs("signed-out");
      await expect(ada.chat.panel).toBeVisible();
    },
  },
  {
    name: "misconfigured",
    async show({ ada }) {
      ada.network.configure = (config) => ({ ...config, pusher: { ...config.pusher, key: "your-pusher-key" } });
      await ada.page.goto("/");
      await expect(ada.chat.facts).toHaveCount(3);
    },
  },
  {
    name: "settings missing",
    async show({ ada }) {
      ada.network.answer("GET /config.json", 404);
      await ada.page.goto("/");
      await expect(ada.chat.panel).toContainText("HTTP 404");
    },
  },
];
