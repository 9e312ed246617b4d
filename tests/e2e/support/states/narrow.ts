// States of a narrow window alone.
import { expect } from "@playwright/test";
import { manyChannels } from "./channels";
import { TALK } from "./conversations";
import type { State } from "./stage";

export const narrowStates: State[] = [
  {
    name: "sheet",
    isNarrow: true,
    site: { history: TALK },
    async show({ ada, join }) {
      await ada.page.setViewportSize({ width: 390, height: 800 });
      await ada.opens();
      await (await join("Grace Hopper")).opens();
      await expect(ada.chat.people).toHaveCount(2);
      await ada.chat.menu.click();
      await expect(ada.chat.person("Grace")).toBeInViewport({ ratio: 1 });
    },
  },
  {
    name: "sheet with many channels and settings",
    isNarrow: true,
    site: { history: TALK },
    async show({ ada }) {
      manyChannels(ada, [0, 3, 0, 12, 120, 1]);
      await ada.page.setViewportSize({ width: 390, height: 800 });
      await ada.opens();
      await expect(ada.chat.menu).toHaveAttribute("data-unread");
      await ada.chat.menu.click();
      await expect(ada.chat.person("Ada")).toBeInViewport({ ratio: 1 });
      await ada.opensSettings();
      await expect(ada.chat.setting("switch", "Sound")).toBeVisible();
    },
  },
];
