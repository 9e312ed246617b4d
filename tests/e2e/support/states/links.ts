// A link to a message was followed.
import { expect } from "@playwright/test";
import { lines } from "../history";
import { TALK } from "./conversations";
import type { State } from "./stage";

export const linkStates: State[] = [
  {
    name: "link target",
    isOfPage: true,
    site: { history: TALK },
    async show({ ada }) {
      await ada.page.goto("/#/channel/general/old-000024");
      await ada.isLive();
      await expect(ada.chat.sought).toBeInViewport();
    },
  },
  {
    name: "link to nothing",
    isOfPage: true,
    site: { history: lines(6) },
    async show({ ada }) {
      await ada.page.goto("/#/channel/general/never-was");
      await ada.isLive();
      await expect(ada.chat.banner).toContainText("could not be found");
    },
  },
];
