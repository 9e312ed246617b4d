// Events that no backend should publish: dropped or shortened, said once in the console, and the rest goes on.
import type { Person } from "../support/person";
import { publish } from "../support/publish";
import { expect, test } from "../support/unreliable";

const message = {
  id: "published-1",
  content: "published by hand",
  senderId: "somebody",
  senderName: "Somebody",
  channelId: "general",
  createdAt: new Date().toISOString(),
};
const without = (field: string) => JSON.stringify({ ...message, id: `without-${field}`, [field]: undefined });
const withValue = (field: string, value: unknown) => JSON.stringify({ ...message, id: `bad-${field}`, [field]: value });

/** By the field that is wrong: what is published. */
const bad: Record<string, string[]> = {
  "the text": ["this is not JSON {", "[1, 2", "[]", "null", "7"],
  id: [without("id"), withValue("id", { $ne: null }), withValue("id", "")],
  content: [without("content"), withValue("content", 42), withValue("content", ["a"])],
  senderId: [without("senderId"), withValue("senderId", true)],
  createdAt: [without("createdAt"), withValue("createdAt", "yesterday"), withValue("createdAt", "2026-02-31T25:61:00Z")],
  channelId: [withValue("channelId", {}), withValue("channelId", false)],
};

/** The console's warnings of the chat, from now on. */
function warnings(person: Person): string[] {
  const seen: string[] = [];
  person.page.on("console", (entry) => {
    if (entry.type() === "warning" && entry.text().startsWith("CollabSpace chat:")) seen.push(entry.text());
  });
  return seen;
}

test("unreadable events are dropped, with one warning for each kind, and everything else keeps working", async ({ ada, grace, backend, sockudo }) => {
  const errors: string[] = [];
  ada.page.on("pageerror", (error) => errors.push(error.message));
  const seen = warnings(ada);
  const channel = `presence-workspace-${backend.workspace}`;
  for (const data of Object.values(bad).flat()) await publish(sockudo.port, channel, "new-message", data);
  for (const data of ["nonsense", "{}", '{"userId":"x","isTyping":"yes"}']) await publish(sockudo.port, channel, "typing", data);
  await publish(sockudo.port, channel, "an-event-of-others", "anything");
  await grace.says("still here");
  await ada.sees("still here", { from: "Grace" });
  await ada.says("so am I");
  await grace.sees("so am I", { from: "Ada" });
  await expect(ada.chat.texts).toHaveText(["still here", "so am I"]);

  const fields = seen.filter((text) => text.includes("new-message")).map((text) => /dropped: (.+?) holds/.exec(text)?.[1]);
  expect(fields.sort()).toEqual(Object.keys(bad).sort());
  expect(seen.filter((text) => text.includes("typing was dropped")).length).toBeGreaterThan(0);
  expect(new Set(seen).size).toBe(seen.length);
  expect(errors).toEqual([]);
});

test("a repeated id with other content changes nothing, and is reported once", async ({ ada, grace, backend, sockudo }) => {
  const seen = warnings(ada);
  const channel = `presence-workspace-${backend.workspace}`;
  await publish(sockudo.port, channel, "new-message", JSON.stringify(message));
  await ada.sees("published by hand", { from: "Somebody" });
  for (const content of ["forged", "and again", "and again"]) {
    await publish(sockudo.port, channel, "new-message", JSON.stringify({ ...message, content }));
    await grace.says(`after ${content}`);
  }
  await expect(ada.chat.texts).toHaveText(["published by hand", "after forged", "after and again", "after and again"]);
  expect(seen).toHaveLength(1);
  expect(seen[0]).toContain("id");
});

test("a name of 9,000 characters is shortened and does not spoil the list", async ({ ada, backend, sockudo }) => {
  const long = { ...message, senderName: "N".repeat(9_000) };
  await publish(sockudo.port, `presence-workspace-${backend.workspace}`, "new-message", JSON.stringify(long));
  await ada.sees("published by hand");
  const row = ada.chat.message("published by hand");
  expect((await ada.chat.author(row).innerText()).length).toBeLessThanOrEqual(200);
  const { height, width } = (await row.boundingBox())!;
  expect(height).toBeLessThan(120);
  expect(width).toBeLessThanOrEqual(1280);
  expect(await ada.chat.list.evaluate((list) => list.scrollWidth - list.clientWidth)).toBe(0);
});

test("control characters are not shown", async ({ ada, backend, sockudo }) => {
  const sly = { ...message, content: "bell\u0007, null\u0000, escape\u001b[31m, end", senderName: "\u0000Eve\u0008" };
  await publish(sockudo.port, `presence-workspace-${backend.workspace}`, "new-message", JSON.stringify(sly));
  await ada.sees("bell, null, escape[31m, end", { from: "Eve" });
  expect(await ada.chat.texts.first().evaluate((element) => element.textContent)).toBe("bell, null, escape[31m, end");
});

test("a message whose time is wrong by years is placed by its time, and everything else keeps working", async ({ ada, grace, backend, sockudo }) => {
  await grace.says("now");
  await ada.sees("now");
  const channel = `presence-workspace-${backend.workspace}`;
  const dated = (id: string, createdAt: string) => JSON.stringify({ ...message, id, content: id, createdAt });
  await publish(sockudo.port, channel, "new-message", dated("long ago", "1970-01-01T00:00:00.000Z"));
  await publish(sockudo.port, channel, "new-message", dated("far away", "9999-12-31T23:59:59.999Z"));
  await grace.says("and now");
  await ada.sees("and now");
  await expect(ada.chat.texts).toHaveText(["long ago", "now", "and now", "far away"]);
});
