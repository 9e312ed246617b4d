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
      await expect(ada.chat.said).toHaveText("Text copied.");
    },
  },
  {
    name: "a message edited",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.says("It is dome. A long sentence follows, so that the composer grows to a second line on every screen.");
      await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "sent");
      await ada.chat.composer.press("ArrowUp");
      await expect(ada.chat.composerBar).toBeVisible();
    },
  },
  {
    name: "a message answered",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.chat.composer.focus();
      await ada.page.keyboard.press("Control+ArrowUp");
      for (let up = 0; up < 5; up += 1) await ada.page.keyboard.press("ArrowUp");
      await ada.page.keyboard.press("r");
      await expect(ada.chat.composerBar).toContainText("Reply to");
    },
  },
  {
    name: "the replies to a message",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      for (const [at, text] of ["Yes, let us do that: [the plan](https://example.com/plan) says so.", "And so do I."].entries()) {
        await ada.chat.composer.focus();
        await ada.page.keyboard.press("Control+ArrowUp");
        for (let up = 0; up < 2 + at; up += 1) await ada.page.keyboard.press("ArrowUp");
        await ada.page.keyboard.press("r");
        await ada.says(text);
        await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "sent");
      }
      await ada.chat.list.locator(".message-replies").first().click();
      await expect(ada.chat.dialogs).toBeVisible();
    },
  },
  {
    name: "a deletion asked about",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.chat.composer.focus();
      await ada.page.keyboard.press("Control+ArrowUp");
      await ada.page.keyboard.press("Delete");
      await expect(ada.chat.dialogs).toBeVisible();
    },
  },
  {
    name: "quick reactions",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.chat.composer.focus();
      await ada.page.keyboard.press("Control+ArrowUp");
      await ada.page.keyboard.press("+");
      await expect(ada.chat.actions.getByRole("menuitemcheckbox").first()).toBeFocused();
      await ada.page.keyboard.press("Enter");
      await expect(ada.chat.list.locator(".reaction")).toHaveCount(1);
      await ada.page.keyboard.press("+");
      await expect(ada.chat.actions).toBeVisible();
    },
  },
  {
    name: "a change refused, another waiting, and a reply to an unsent message",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      ada.network.answer(({ method }) => method === "DELETE", 403, { error: "only moderators delete here" });
      await ada.chat.composer.focus();
      await ada.page.keyboard.press("Control+ArrowUp");
      await ada.page.keyboard.press("Shift+Delete");
      await expect(ada.chat.banner).toContainText("was not deleted");
      await ada.context.setOffline(true);
      await ada.connectionIs("offline");
      await ada.chat.composer.press("ArrowUp");
      await ada.chat.composer.fill("Changed");
      await ada.page.keyboard.press("Enter");
      await expect(ada.chat.messages.last()).toContainText("Not sent yet");
      await ada.says("Written in the tunnel.");
      await ada.page.keyboard.press("Control+ArrowUp");
      await ada.page.keyboard.press("r");
      await ada.says("It is a long one.");
      await expect(ada.chat.messages.last().locator(".message-reply")).toBeVisible();
    },
  },
];
