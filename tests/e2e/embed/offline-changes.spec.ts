// Edits, deletions, reactions and replies in somebody else's page, while there is no network.
import type { Locator } from "@playwright/test";
import type { ChatPage } from "../support/chat-page";
import { SCRIPT, type Visit, element, expect, test } from "../support/embedding";

test.skip(({ mode }) => mode === "baseline", "a baseline backend has none of these calls");

const frame = (token: string) =>
  `<iframe title="Chat" src="CDN/?embed=1&auth=token" style="width: 900px; height: 600px"></iframe>
   <script>
     addEventListener("message", ({ source, data }) => {
       if (data.type === "collabspace-tokenwanted") source.postMessage({ type: "collabspace-set-token", detail: { token: "${token}" } }, "*");
     });
   </script>`;

const kinds: [kind: string, body: (token: string) => string, chatOf: (visit: Visit) => ChatPage][] = [
  ["element", (token) => SCRIPT + element('style="height: 600px"', token), ({ chat }) => chat],
  ["frame", frame, ({ framed }) => framed],
];

const isLive = (chat: ChatPage) => expect(chat.root).toHaveAttribute("data-connection", "live");

async function says(chat: ChatPage, text: string): Promise<Locator> {
  await chat.composer.fill(text);
  await chat.composer.press("Enter");
  await expect(chat.message(text)).toHaveAttribute("data-state", "sent");
  return chat.list.locator(`[data-message-id="${await chat.message(text).getAttribute("data-message-id")}"]`);
}

for (const [kind, body, chatOf] of kinds) {
  test(`in the ${kind}, what is changed without a network is shown at once, and reaches the others once it is back`, async ({ visit, tokenOf, cdn }) => {
    const [ada, grace] = [chatOf(await visit(body(await tokenOf("Ada")))), chatOf(await visit(body(await tokenOf("Grace"))))];
    await isLive(ada);
    await isLive(grace);
    const secret = await says(ada, "hunter2");
    await says(ada, "see you at tne");
    await says(grace, "at ten?");
    await expect(ada.message("at ten?")).toBeVisible();

    cdn.cut();
    await expect(ada.root).not.toHaveAttribute("data-connection", "live");
    await ada.composer.press("ArrowUp");
    await expect(ada.composer).toHaveValue("see you at tne");
    await ada.composer.fill("see you at ten");
    await ada.composer.press("Enter");
    await secret.press("Shift+Delete");
    await ada.message("at ten?").hover();
    await ada.toolbar.getByRole("button", { name: "👍" }).click();
    await ada.message("at ten?").hover();
    await ada.toolbar.getByRole("button", { name: "Reply", exact: true }).click();
    await ada.composer.fill("yes, ten");
    await ada.composer.press("Enter");
    await expect(ada.message("see you at ten")).toBeVisible();
    await expect(secret).not.toContainText("hunter2");
    await expect(ada.message("at ten?").locator(".reaction")).toHaveText("👍 1");
    await expect(ada.message("yes, ten").locator(".message-reply")).toContainText("at ten?");
    await expect(grace.message("hunter2"), "nothing has gone out").toBeVisible();

    cdn.restore();
    for (const chat of [ada, grace]) {
      await isLive(chat);
      await expect(chat.message("yes, ten")).toHaveAttribute("data-state", "sent");
      await expect(chat.message("yes, ten").locator(".message-reply")).toContainText("at ten?");
      await expect(chat.message("see you at ten")).toContainText("edited");
      await expect(chat.message("hunter2")).toHaveCount(0);
      await expect(chat.message("at ten?").locator(".reaction")).toHaveText("👍 1");
      await expect(chat.texts).toHaveText(["This message was deleted.", "see you at ten", "at ten?", "yes, ten"]);
    }
  });
}
