// What opens over the chat or beside it: the channel switcher, the shortcuts, the settings.
import { expect } from "@playwright/test";
import { CHANNELS, manyChannels } from "./channels";
import { TALK } from "./conversations";
import type { State } from "./stage";

export const dialogStates: State[] = [
  {
    name: "channel switcher",
    site: { history: TALK },
    async show({ ada }) {
      manyChannels(ada, [0, 3]);
      await ada.opens();
      await expect(ada.chat.channels).toHaveCount(CHANNELS.length);
      await ada.chat.composer.press("Control+k");
      await expect(ada.chat.switcher.getByRole("option")).toHaveCount(CHANNELS.length);
    },
  },
  {
    name: "channel switcher that finds nothing",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.chat.composer.press("Control+k");
      await ada.chat.switcher.getByRole("combobox").fill("zzz");
      await expect(ada.chat.switcher).toContainText("No channel");
    },
  },
  {
    name: "emoji picker",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.chat.emojiButton.click();
      await expect(ada.chat.pickerEmoji.first()).toBeVisible();
    },
  },
  {
    name: "emoji picker that finds nothing",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.chat.emojiButton.click();
      await expect(ada.chat.pickerEmoji.first()).toBeVisible();
      await ada.chat.picker.getByRole("textbox").fill("qqqq");
      await expect(ada.chat.picker).toContainText("No emoji");
    },
  },
  {
    name: "keyboard shortcuts",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.chat.list.focus();
      await ada.page.keyboard.press("?");
      await expect(ada.chat.shortcuts).toBeVisible();
    },
  },
  {
    name: "results of a search",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.chat.composer.press("Control+Shift+F");
      await ada.chat.field.fill("the");
      await expect(ada.chat.search.locator("mark").first()).toBeVisible();
      await expect(ada.chat.search).toContainText("messages found");
    },
  },
  {
    name: "a search that the server does not answer",
    site: { history: TALK },
    async show({ ada }) {
      ada.network.answer("GET /api/messages/search", 503, { error: "This search takes too long" });
      await ada.opens();
      await ada.chat.composer.press("Control+Shift+F");
      await ada.chat.field.fill("没有");
      await expect(ada.chat.search).toContainText("The server could not search");
    },
  },
  {
    name: "settings",
    site: { history: TALK },
    async show({ ada }) {
      await ada.context.grantPermissions(["notifications"]);
      await ada.opens();
      await ada.opensSettings();
      await ada.chat.setting("switch", "Sound").click();
      await expect(ada.chat.setting("switch", "Sound")).toBeChecked();
      const notifications = ada.chat.setting("switch", "Notifications");
      // In a page of somebody else's there are none.
      if (await notifications.isVisible()) await notifications.click();
    },
  },
  {
    name: "settings, notifications blocked",
    isOfPage: true,
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.opensSettings();
      await ada.chat.setting("switch", "Notifications").click();
      await expect(ada.chat.sidebar).toContainText("Notifications are blocked");
      await ada.chat.setting("switch", "Sound").click();
      await expect(ada.chat.setting("switch", "Sound")).toBeChecked();
    },
  },
];
