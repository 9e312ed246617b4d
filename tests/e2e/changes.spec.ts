// What others change is seen, from a backend that tells of it. Here the events are published by hand, in every order; the
// reference backend's own are in durability/changes.spec.ts.
import type { Backend } from "./support/backend";
import { lines } from "./support/history";
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

test("reactions are shown under their message with the people, and can be removed", async ({ ada, grace, backend, sockudo }) => {
  await grace.says("What do you think?");
  await ada.sees("What do you think?");
  await ada.says("Good");
  await grace.sees("Good");
  const [{ id }, { senderId: me }] = [await stored(grace, backend, "What do you think?"), await stored(grace, backend, "Good")];
  const tell = publisher(backend, sockudo);
  let rev = 1;
  const react = (emoji: string, userId: unknown, userName: string, on = true) => tell("message-reacted", { id, channelId: "general", rev: (rev += 1), emoji, userId, userName, on });
  await react("❤", "ben", "Ben");
  await react("❤", me, "Ada");
  await react("👍", "linus", "Linus");
  const chips = (person: Person) => person.chat.message("What do you think?").locator(".reaction");
  await expect(chips(ada)).toHaveText(["❤\ufe0f 2", "👍 1"]);
  await expect(chips(ada).first()).toHaveAccessibleName("❤\ufe0f 2: you and Ben");
  await expect(chips(ada).first()).toHaveAttribute("aria-pressed", "true");
  await expect(chips(grace).first()).toHaveAccessibleName(/Ben and Ada/);
  await expect(chips(grace).first()).toHaveAttribute("aria-pressed", "false");
  await react("❤", "ben", "Ben", false);
  await react("👍", "linus", "Linus", false);
  await expect(chips(ada)).toHaveText(["❤\ufe0f 1"]);
});

test("more than eight kinds of reactions are shown when they are asked for", async ({ ada, grace, backend, sockudo }) => {
  await grace.says("Vote!");
  await ada.sees("Vote!");
  const message = await stored(grace, backend, "Vote!");
  const reactions = [..."👍😂🎉😮😢🔥👀🚀✅💯"].map((emoji) => ({ emoji, userId: "ben", userName: "Ben" }));
  await publisher(backend, sockudo)("message-updated", { ...message, rev: 2, reactions });
  const shown = ada.chat.message("Vote!").locator(".reaction:visible");
  await expect(shown).toHaveCount(9);
  await ada.chat.list.getByRole("button", { name: "Show 2 more reactions" }).click();
  await expect(shown).toHaveCount(10);
  await expect(ada.chat.message("Vote!")).toBeFocused();
});

test("files are links that a press opens elsewhere, with their size, and none leads to an unsafe address", async ({ ada, grace, backend, sockudo }) => {
  await grace.says("The files");
  await ada.sees("The files");
  const message = await stored(grace, backend, "The files");
  const attachments = [
    { type: "file", url: "https://files.example/report", name: `${"long-".repeat(20)}name.pdf`, size: 1_234_567 },
    { type: "file", url: "http://files.example/plain", name: "not-safe\u202efdp.exe" },
    { type: "file", url: "/api/attachments/7", name: "of-the-backend.csv", size: 12 },
  ];
  await publisher(backend, sockudo)("message-updated", { ...message, rev: 2, attachments });
  const files = ada.chat.message("The files").locator(".file");
  await expect(files).toHaveText([/^long-.*….*name\.pdf 1\.2 MB$/, /^not-safefdp\.exe $/, /^of-the-backend\.csv 12 byte$/]);
  await expect(files.nth(0)).toHaveAttribute("href", "https://files.example/report");
  await expect(files.nth(0)).toHaveAttribute("rel", /noopener noreferrer/);
  await expect(files.nth(1)).not.toHaveAttribute("href");
  await expect(files.nth(2)).toHaveAttribute("href", new RegExp(`^${ada.network.origin}/api/attachments/7$`));
});

test.describe("a long history", () => {
  test.use({ site: { history: lines(120) } });

  test("a reply shows the present state of its original, and leads there and back", async ({ ada, grace, backend, sockudo }) => {
    await grace.says("I agree");
    await ada.sees("I agree");
    const tell = publisher(backend, sockudo);
    const [message, original] = [await stored(grace, backend, "I agree"), "old-000010"];
    await tell("message-updated", { ...message, rev: 2, replyTo: original, reply: { id: original, senderName: "Grace", excerpt: "line 11" } });
    const line = ada.chat.message("I agree").locator(".message-reply");
    await expect(line).toHaveAccessibleName("Reply to Grace: line 11");
    const back = ada.page.getByRole("button", { name: "Back", exact: true });
    await expect(back).toBeHidden();
    // By keyboard: from the message to what it answers, and back.
    await ada.chat.composer.focus();
    await ada.page.keyboard.press("Control+ArrowUp");
    await expect(ada.chat.message("I agree")).toBeFocused();
    await expect(ada.chat.message("I agree")).toHaveAccessibleName(/Reply to Grace: line 11 I agree/);
    await ada.page.keyboard.press("Tab");
    await expect(line).toBeFocused();
    await ada.page.keyboard.press("Enter");
    const found = ada.chat.list.locator(`[data-message-id="${original}"]`);
    await expect(found).toBeFocused();
    await expect(found).toBeInViewport();
    await back.click();
    await expect(ada.chat.message("I agree")).toBeFocused();
    await expect(back).toBeHidden();
    await tell("message-deleted", { id: original, channelId: "general", rev: 9 });
    await expect(line).toHaveText("Reply to a deleted message");
  });

  test("the reading position stays while messages above and below it change", async ({ ada, backend, sockudo }) => {
    const answer = await ada.context.request.get(`${ada.network.origin}/api/messages?workspaceId=${backend.workspace}&limit=100`);
    const { messages } = (await answer.json()) as { messages: { id: string; content: string }[] };
    const find = (text: string) => messages.find(({ content }) => content === text)!;
    await ada.chat.list.evaluate((list) => list.scrollBy(0, -900));
    // Settled: the place is known.
    const read = await ada.chat.list.evaluate(async (list) => {
      await new Promise((passed) => requestAnimationFrame(() => requestAnimationFrame(passed)));
      const top = list.getBoundingClientRect().top;
      const first = [...list.querySelectorAll(".message-text")].find((text) => text.getBoundingClientRect().top >= top)!;
      return first.textContent!;
    });
    const at = () => ada.chat.text(ada.chat.message(read)).evaluate((text) => text.getBoundingClientRect().top);
    const before = await at();
    const number = Number(read.split(" ")[1]);
    const tell = publisher(backend, sockudo);
    const extras = {
      rev: 2,
      editedAt: new Date().toISOString(),
      replyTo: "nowhere",
      reactions: [{ emoji: "👍", userId: "ben", userName: "Ben" }],
      attachments: [{ type: "file", url: "https://files.example/1", name: "f.pdf", size: 7 }],
    };
    for (const near of [number - 2, number - 1, 119, 120]) {
      await tell("message-updated", { ...find(`line ${near}`), ...extras, content: `changed ${near}\nin two lines` });
    }
    await tell("message-deleted", { id: find(`line ${number - 3}`).id, channelId: "general", rev: 3 });
    await expect(ada.chat.message(`changed ${number - 1} in two lines`)).toHaveCount(1);
    await expect(ada.chat.list.locator(`[data-message-id="${find(`line ${number - 3}`).id}"]`)).toHaveAttribute("data-state", "deleted");
    expect(Math.abs((await at()) - before), "how far it has moved, in CSS pixels").toBeLessThanOrEqual(1);
  });
});
