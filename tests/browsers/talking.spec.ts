// Two people in one channel: what each does is seen by the other.
import { expect, test } from "./support/test";
import type { Visitor } from "./support/visitor";

test("a first visit: one signs in, the chat is live, and what one sends is seen by the other", async ({ comes, picture }) => {
  const ada = await comes("Ada");
  await ada.goes("/");
  await ada.isLive("signed-out");
  await expect.poll(() => ada.texts(".panel")).toEqual([expect.stringContaining("You are signed out")]);
  await ada.signsIn();
  await expect.poll(() => ada.texts("[role=log]")).toEqual([expect.stringContaining("This is the beginning of #general")]);
  const grace = await (await comes("Grace")).arrives();
  await ada.says("Good morning");
  await grace.sees("Good morning");
  await grace.says("Hello, Ada");
  await ada.sees("Hello, Ada");
  await ada.sees("Good morning");
  expect(await ada.written()).toBe("");
  await picture(ada, "two people talk");
});

/** On a phone the people are in a sheet. */
async function looksForPeople(visitor: Visitor): Promise<void> {
  if (visitor.isPhone) await visitor.clicks(".menu-button");
}

test("people online and typing are shown, and disappear", async ({ comes, picture }) => {
  const ada = await (await comes("Ada")).arrives();
  const grace = await (await comes("Grace")).arrives();
  await grace.clicks(".composer-input");
  await grace.types("well");
  await expect.poll(() => ada.texts(".typing")).toEqual([expect.stringMatching(/^Grace is typing/)]);
  await grace.presses("Enter");
  await ada.sees("well");
  await expect.poll(() => ada.texts(".typing")).toEqual([""]);
  await looksForPeople(ada);
  await expect.poll(() => ada.texts(".person")).toEqual([expect.stringContaining("Ada"), expect.stringContaining("Grace")]);
  await picture(ada, "people");
  await grace.goes("about:blank");
  await expect.poll(() => ada.texts(".person")).toEqual([expect.stringContaining("Ada")]);
});

test("a message is edited, reacted to, answered and deleted", async ({ comes, picture }) => {
  const ada = await (await comes("Ada")).arrives();
  const grace = await (await comes("Grace")).arrives();
  await ada.says("Helo");
  await ada.sees("Helo");
  await grace.sees("Helo");
  await ada.presses("ArrowUp");
  await expect.poll(() => ada.written()).toBe("Helo");
  await ada.presses("End");
  await ada.sends(" there");
  await grace.sees("Helo there");
  await expect.poll(() => grace.texts(".message-edited")).toHaveLength(1);

  if (grace.hasTouch) {
    await grace.holds(".message-text", "Helo there", () => grace.finds("[role=menuitem]:focus"));
    await picture(grace, "menu of a message");
    await grace.clicks("[role=menuitemcheckbox]", "👍");
  } else {
    await grace.pointsAt(".message-text", "Helo there");
    await picture(grace, "toolbar of a message");
    await grace.clicks(".row-toolbar button", "👍");
  }
  await expect.poll(() => ada.texts(".reaction")).toEqual(["👍 1"]);
  await ada.clicks(".reaction");
  await expect.poll(() => grace.texts(".reaction")).toEqual(["👍 2"]);

  await grace.clicks(".composer-input");
  await grace.presses("Control+ArrowUp", "Enter");
  await grace.clicks("[role=menuitem]", "Reply");
  await expect.poll(() => grace.texts(".composer-bar")).toEqual([expect.stringContaining("Helo there")]);
  await expect.poll(() => grace.focused()).toBe("composer-input");
  await grace.sends("Hello!");
  await ada.sees("Hello!");
  await picture(ada, "a reply");

  await ada.clicks(".composer-input");
  await ada.presses("Control+ArrowUp", "ArrowUp", "Delete");
  await ada.finds(".dialog[open]", "Delete this message?");
  await picture(ada, "before a message is deleted");
  await ada.clicks(".dialog[open] button", "Delete");
  await ada.lacks(".dialog[open]");
  await expect.poll(() => grace.texts("[role=log]")).toEqual([expect.stringContaining("This message was deleted.")]);
});
