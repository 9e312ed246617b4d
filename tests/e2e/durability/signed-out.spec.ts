// Signed out in the middle: everything pauses, nothing is dropped.
import type { Call } from "../support/faults";
import { POST, expect, newTab, stored, test } from "../support/unreliable";

/** All but typing: the first key would tell that the session has ended, before there is anything to lose. */
const isApi = ({ path }: Call) => path.startsWith("/api/") && path !== "/api/messages/typing";

test("a message in flight when the session ends is sent after a sign-in in another tab", async ({ ada, grace, backend }) => {
  const answer = ada.network.hold(POST);
  for (const text of ["one", "two", "three"]) await ada.says(text);
  await answer.hasStruck();
  await ada.chat.composer.fill("a draft");
  const out = ada.network.answer(isApi, 401, { error: "sign in first" });
  answer.lift(); // this one is stored; the next is refused
  await ada.connectionIs("signed-out");
  await expect(ada.chat.panel).toContainText("Your text is kept.");
  await expect(ada.chat.composer).toHaveValue("a draft");

  const tab = await newTab(ada);
  await tab.page.goto("/login");
  await tab.page.getByLabel("Your name").fill("Ada");
  await tab.page.getByRole("button", { name: "Sign in" }).click();
  out.lift();
  await ada.page.evaluate(() => window.dispatchEvent(new Event("focus")));
  // Not before: the driver may wait for ever for what it asks one tab while another closes.
  await tab.page.close();

  await ada.isLive();
  await ada.sees("three");
  await expect(ada.chat.texts).toHaveText(["one", "two", "three"]);
  await expect(ada.chat.composer).toHaveValue("a draft");
  await expect(grace.chat.texts).toHaveText(["one", "two", "three"]);
  expect(await stored(grace, backend)).toEqual(["one", "two", "three"]);
});

test("messages that others write while the user is signed out are there afterwards", async ({ ada, grace }) => {
  const out = ada.network.answer(isApi, 401, { error: "sign in first" });
  await ada.says("hello?");
  await ada.connectionIs("signed-out");
  ada.network.sockets.cut();
  await grace.says("are you there?");
  await grace.sees("are you there?");
  out.lift();
  await ada.page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await ada.isLive();
  await ada.sees("hello?");
  await expect(ada.chat.texts).toHaveText(["are you there?", "hello?"]);
});

test("a hidden tab notices a sign-in in another tab", async ({ ada }) => {
  const out = ada.network.answer(isApi, 401, { error: "sign in first" });
  await ada.says("hello?");
  await ada.connectionIs("signed-out");
  out.lift();
  const other = await newTab(ada);
  await other.opens();
  // The first tab is told nothing by its browser: no focus, no visibility, no network.
  await ada.isLive();
  await ada.sees("hello?");
  await other.sees("hello?");
});

test("a signed-out user receives nothing more, in any of their tabs", async ({ ada, grace }) => {
  const tab = await ada.opensAnotherTab();
  await tab.isLive();
  const out = ada.network.answer(isApi, 401, { error: "sign in first" });
  await ada.says("hello?");
  // Nobody touches the other tab.
  for (const one of [ada, tab]) await one.connectionIs("signed-out");
  await expect.poll(() => ada.network.sockets.count, "connections that are open").toBe(0);
  await grace.says("not for Ada");
  out.lift();
  await ada.page.evaluate(() => window.dispatchEvent(new Event("focus")));
  for (const one of [ada, tab]) {
    await one.isLive();
    await one.sees("not for Ada");
  }
  await tab.page.close();
});
