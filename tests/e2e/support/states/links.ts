// A link to a message was followed.
import { expect } from "@playwright/test";
import type { Call } from "../faults";
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
      await expect(ada.chat.banner).toContainText("Could not find the linked message");
    },
  },
  {
    name: "link unanswered",
    isOfPage: true,
    site: { history: lines(120) },
    async show({ ada }) {
      const isOnTheWay = ({ query }: Call) => query.has("around") || query.has("before");
      ada.network.answer(isOnTheWay, 503, { error: "the archive is being moved" }, { "retry-after": "0" });
      await ada.page.goto("/#/channel/general/old-000004");
      await expect(ada.chat.banner).toContainText("Could not load the linked message");
    },
  },
];
