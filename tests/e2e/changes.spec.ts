// What others change is seen, from a backend that tells of it: here the events are published by hand, since the reference
// backend does not offer these calls yet.
import type { Backend } from "./support/backend";
import type { Person } from "./support/person";
import { publish } from "./support/publish";
import type { Sockudo } from "./support/sockudo";
import { expect, test } from "./support/test";

type Fields = Record<string, unknown>;

/** Publishes events on the workspace's channel. */
function publisher(backend: Backend, sockudo: Sockudo) {
  return (name: string, data: Fields) => publish(sockudo.port, `presence-workspace-${backend.workspace}`, name, JSON.stringify(data));
}

/** The message of this text, as the backend has stored it. */
async function stored(person: Person, { workspace }: Backend, text: string): Promise<Fields> {
  const answer = await person.context.request.get(`${person.network.origin}/api/messages?workspaceId=${workspace}`);
  const { messages } = await answer.json();
  return messages.find(({ content }: Fields) => content === text);
}

test("an edited message shows its new text and that it was edited, and an older state does not undo that", async ({ ada, grace, backend, sockudo }) => {
  await grace.says("before");
  await ada.sees("before");
  const message = await stored(grace, backend, "before");
  const tell = publisher(backend, sockudo);
  await tell("message-updated", { ...message, content: "after", rev: 2, editedAt: new Date().toISOString() });
  await expect(ada.chat.message("after")).toContainText("edited");
  await tell("message-updated", { ...message, content: "in between", rev: 1 });
  await grace.says("the end");
  await ada.sees("the end");
  await expect(ada.chat.message("after")).toBeVisible();
  await expect(ada.chat.message("in between")).toHaveCount(0);
});

test("a deleted message leaves one line in its place, and a late event does not bring it back", async ({ ada, grace, backend, sockudo }) => {
  await grace.says("a secret");
  await ada.sees("a secret");
  const message = await stored(grace, backend, "a secret");
  const tell = publisher(backend, sockudo);
  await tell("message-deleted", { id: message.id, channelId: "general", rev: 3 });
  const row = ada.chat.list.locator(`[data-message-id="${message.id}"]`);
  await expect(row).toHaveAttribute("data-state", "deleted");
  await expect(row).toContainText("This message was deleted.");
  await tell("message-updated", { ...message, rev: 2 });
  await tell("new-message", message);
  await grace.says("the end");
  await ada.sees("the end");
  await expect(ada.chat.message("a secret")).toHaveCount(0);
});
