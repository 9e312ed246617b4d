// What was typed and not sent outlives the tab.
import { isOnDisk } from "../support/outbox";
import { POST, expect, newTab, stored, test } from "../support/unreliable";
import type { Call } from "../support/faults";

/** The backend is away; the page's own files are there, as a browser or a CDN keeps them. */
const api = ({ path }: Call) => path.startsWith("/api/");

test("a message typed while the backend is away is there after the tab was closed, and goes out once, in order", async ({ ada, grace, backend }) => {
  const away = ada.network.break(api);
  await ada.says("typed while you were away");
  await away.hasStruck();
  await isOnDisk(ada);
  await ada.page.close();

  const again = await newTab(ada);
  await again.page.goto("/");
  const message = again.chat.message("typed while you were away");
  await expect(message).toHaveCount(1);
  await expect(message).toHaveAttribute("data-state", "sending");
  await again.says("and one more");
  await expect(again.chat.message("and one more")).toHaveAttribute("data-state", "sending");
  expect(await stored(grace, backend)).toEqual([]);

  away.lift();
  await grace.sees("typed while you were away", { from: "Ada" });
  await grace.sees("and one more");
  // A subscription that was refused for the third time is asked for again after twenty seconds at most.
  await again.connectionIs("live", { within: 22_000 });
  await expect(again.chat.texts).toHaveText(["typed while you were away", "and one more"]);
  await expect(grace.chat.texts).toHaveText(["typed while you were away", "and one more"]);
  expect(await stored(grace, backend)).toEqual(["typed while you were away", "and one more"]);
});

test("a reload in the middle of sending sends once, and later messages follow in order", async ({ ada, grace, backend }) => {
  ada.network.sockets.holdEvents(); // so that the event does not tell
  const answer = ada.network.holdAnswer(POST);
  await ada.says("first");
  await answer.hasStruck();
  await ada.says("second");
  await expect(ada.chat.message("second")).toHaveAttribute("data-state", "sending");
  await isOnDisk(ada);
  await ada.page.reload();
  ada.network.sockets.release();
  answer.lift();
  await ada.isLive();
  await ada.says("third");
  await ada.sees("third");
  await grace.sees("third");
  await expect(ada.chat.texts).toHaveText(["first", "second", "third"]);
  await expect(grace.chat.texts).toHaveText(["first", "second", "third"]);
  expect(await stored(grace, backend)).toEqual(["first", "second", "third"]);
});

test("a reload at the very moment of Enter neither loses the text nor leaves it in two places", async ({ ada, grace, backend }) => {
  const texts = ["one", "two", "three", "four", "five"];
  for (const text of texts) {
    await ada.chat.composer.fill(text);
    // In one task, so that no time passes between them.
    const loaded = ada.page.waitForEvent("load");
    await ada.chat.composer.evaluate((field) => {
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", bubbles: true, cancelable: true }));
      location.reload();
    });
    await loaded;
    await ada.isLive();
    // It is in the list, or still in the composer. In both, the person would send it twice.
    const isInComposer = async () => (await ada.chat.composer.inputValue()) === text;
    const places = async () => (await ada.chat.message(text).count()) + Number(await isInComposer());
    await expect.poll(places).toBe(1);
    if (await isInComposer()) await ada.chat.composer.press("Enter");
    await ada.sees(text);
  }
  await expect(grace.chat.texts).toHaveText(texts);
  expect(await stored(grace, backend)).toEqual(texts);
});

test("Enter on a draft that is in the outbox already, before the page has read that, sends it once", async ({ ada, grace, backend }) => {
  const away = ada.network.break(POST);
  // As where the page ends before the draft is taken off the disk.
  await ada.page.evaluate(() => {
    Storage.prototype.removeItem = () => {};
  });
  await ada.says("once");
  await away.hasStruck();
  await ada.page.addInitScript(() => {
    // A tab reads the outbox once it has its lock.
    const { request } = LockManager.prototype;
    const isRead = new Promise((resolve) => addEventListener("outbox is read", resolve));
    LockManager.prototype.request = async function (...parts: unknown[]) {
      // Not the lock of the tab that has the connection.
      if (!String(parts[0]).startsWith("collabspace-live:")) await isRead;
      return Reflect.apply(request, this, parts);
    };
  });
  await ada.page.reload();
  await expect(ada.chat.composer).toHaveValue("once");
  await ada.isLive();
  await ada.chat.composer.press("Enter");
  await expect(ada.chat.message("once")).toHaveCount(1);
  await ada.page.evaluate(() => dispatchEvent(new Event("outbox is read")));
  away.lift();
  await ada.sees("once");
  await expect(ada.chat.composer).toHaveValue("");
  await ada.says("and this");
  await grace.sees("and this");
  await expect(ada.chat.texts).toHaveText(["once", "and this"]);
  expect(await stored(grace, backend)).toEqual(["once", "and this"]);
});

test("two identical texts sent on purpose stay two, also when an answer is lost and the page reloaded", async ({ ada, grace, backend }) => {
  const lost = ada.network.loseAnswer(POST);
  await ada.says("ping");
  await ada.says("ping");
  await lost.hasStruck();
  await isOnDisk(ada);
  await ada.page.reload();
  lost.lift();
  await ada.isLive();
  await ada.says("that is all");
  await grace.sees("that is all");
  await ada.sees("that is all");
  await expect(ada.chat.texts).toHaveText(["ping", "ping", "that is all"]);
  await expect(grace.chat.texts).toHaveText(["ping", "ping", "that is all"]);
  expect(await stored(grace, backend)).toEqual(["ping", "ping", "that is all"]);
});

test("the draft of each channel survives a reload and a closed tab", async ({ ada }) => {
  await ada.chat.composer.fill("half a thought");
  await ada.chat.channel("random").click();
  await expect(ada.chat.composer).toHaveValue("");
  await ada.chat.composer.fill("another half");
  await ada.page.reload();
  await ada.isLive();
  await ada.chat.channel("general").click();
  await expect(ada.chat.composer).toHaveValue("half a thought");
  await ada.page.close();
  const again = await (await newTab(ada)).opens();
  await again.chat.channel("random").click();
  await expect(again.chat.composer).toHaveValue("another half");
});
