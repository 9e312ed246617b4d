// What came while nobody looked.
import { expect } from "@playwright/test";
import { isStill } from "../place";
import { CHANNELS, manyChannels } from "./channels";
import { TALK } from "./conversations";
import type { State } from "./stage";

export const unreadStates: State[] = [
  {
    name: "scrolled up",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.scrolls(-400);
      await expect(ada.chat.jump).toBeVisible();
      await isStill(ada.chat.list);
    },
  },
  {
    name: "unread",
    site: { history: TALK },
    async show({ ada, join }) {
      await ada.opens();
      await ada.scrolls(-600);
      await isStill(ada.chat.list);
      const grace = await (await join("Grace Hopper")).opens();
      await grace.says("Something new");
      await expect(ada.chat.jump).toContainText("1 new message");
      await grace.chat.channel("random").click();
      await grace.says("And over here");
      await expect(ada.chat.channel("random")).toContainText("1");
    },
  },
  {
    name: "unread divider, counts and drafts",
    site: { history: TALK },
    async show({ ada, join }) {
      manyChannels(ada, [0, 3, 0, 12, 120, 1]);
      await ada.opens();
      await expect(ada.chat.channels).toHaveCount(CHANNELS.length);
      await ada.chat.channel("design").click();
      await ada.chat.composer.fill("Not finished yet");
      await ada.chat.channel("general").click();
      await ada.hidesTab();
      const grace = await (await join("Grace Hopper")).opens();
      await grace.says("What do you think of it?");
      await grace.says("I could show you.");
      await expect(ada.chat.message("I could show you.")).toHaveCount(1);
      await ada.looksAtTab();
      await expect(ada.chat.unreadDivider).toBeVisible();
      await expect(ada.chat.channel("design").locator(".channel-draft")).toBeVisible();
    },
  },
  {
    name: "back after a while",
    site: { history: TALK },
    async show({ ada, join }) {
      await ada.opens();
      // Which channels there are has come, and up to where each counts as read is on disk.
      const marks = () => ada.page.evaluate(() => JSON.stringify({ ...localStorage }));
      await expect.poll(marks).toMatch(/collabspace-read[^}]*random/);
      await ada.page.goto("about:blank");
      const grace = await (await join("Grace Hopper")).opens();
      await grace.says("You were away, so this is new.");
      await grace.says("And this.");
      await grace.sees("And this.");
      await grace.chat.channel("random").click();
      await grace.says("Elsewhere, too");
      await grace.sees("Elsewhere, too");
      await ada.opens();
      await expect(ada.chat.unreadDivider).toBeVisible();
      await expect(ada.chat.channel("random").locator(".badge")).toBeAttached();
    },
  },
];
