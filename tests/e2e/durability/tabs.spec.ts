// Several tabs of one person: one outbox, each message sent by one of them.
import type { Person } from "../support/person";
import { isOnDisk } from "../support/outbox";
import { POST, expect, newTab, stored, test } from "../support/unreliable";

const comeBack = {
  "gets the focus": (tab: Person) => tab.page.evaluate(() => window.dispatchEvent(new Event("focus"))),
  "is looked at": (tab: Person) => tab.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange"))),
  "is online again": (tab: Person) => tab.page.evaluate(() => window.dispatchEvent(new Event("online"))),
};

for (const [what, happens] of Object.entries(comeBack)) {
  test(`what a closed tab left is sent once by one of four others when it ${what}`, async ({ ada, grace, backend }) => {
    const others: Person[] = [];
    for (let count = 0; count < 4; count++) others.push(await ada.opensAnotherTab());
    const away = ada.network.break(POST);
    await ada.says("one");
    await ada.says("two");
    await away.hasStruck();
    await expect(ada.chat.messages).toHaveCount(2);
    await isOnDisk(ada);
    await ada.page.close();
    away.lift();
    await Promise.all(others.map(happens));
    for (const tab of [...others, grace]) {
      await tab.sees("one", { from: "Ada" });
      await tab.sees("two");
      await expect(tab.chat.texts).toHaveText(["one", "two"]);
    }
    expect(await stored(grace, backend)).toEqual(["one", "two"]);
  });
}

test("two tabs that open at the same moment do not both send leftover messages", async ({ ada, grace, backend }) => {
  const away = ada.network.break(POST);
  const texts = ["left behind", "and this", "and that"];
  for (const text of texts) await ada.says(text);
  await away.hasStruck();
  await expect(ada.chat.messages).toHaveCount(3);
  await isOnDisk(ada);
  await ada.page.close();
  away.lift();
  const tabs = await Promise.all([newTab(ada), newTab(ada)]);
  await Promise.all(tabs.map((tab) => tab.opens()));
  await expect(grace.chat.texts).toHaveText(texts);
  for (const tab of tabs) await expect(tab.chat.texts).toHaveText(texts);
  await grace.says("got them");
  for (const tab of tabs) await tab.sees("got them");
  for (const tab of tabs) await expect(tab.chat.messages).toHaveCount(4);
  expect(await stored(grace, backend)).toEqual([...texts, "got them"]);
});

test("a living tab's unsent message is not sent by another tab", async ({ ada, grace, backend }) => {
  const other = await ada.opensAnotherTab();
  const held = ada.network.holdAnswer(POST);
  await ada.says("still mine");
  await held.hasStruck();
  await comeBack["gets the focus"](other);
  await other.says("from the other tab");
  await expect.poll(() => ada.network.callsOf(POST).length).toBe(2);
  held.lift();
  await grace.sees("from the other tab");
  await ada.sees("still mine");
  await other.sees("still mine");
  expect(ada.network.callsOf(POST)).toHaveLength(2);
  expect(await stored(grace, backend)).toEqual(["still mine", "from the other tab"]);
});
