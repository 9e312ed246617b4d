// The network fails, the page is loaded again, the session ends: nothing is lost.
import type { Call } from "../e2e/support/faults";
import { expect, test } from "./support/test";

const isApi = ({ path }: Call) => path.startsWith("/api/");

test("a cut connection is shown, and missed messages are there when it is back", async ({ comes, picture }) => {
  const ada = await (await comes("Ada")).arrives();
  const grace = await (await comes("Grace")).arrives();
  await grace.says("before");
  await ada.sees("before");
  ada.network.cut();
  await ada.isLive("connecting");
  await ada.finds(".banner", "Reconnecting");
  await picture(ada, "without a connection");
  await grace.says("missed 1");
  await grace.says("missed 2");
  await grace.sees("missed 2");
  await ada.says("written meanwhile");
  ada.network.restore();
  await ada.isLive();
  await ada.sees("written meanwhile");
  await expect.poll(() => ada.texts(".message-text")).toEqual(["before", "missed 1", "missed 2", "written meanwhile"]);
  await grace.sees("written meanwhile");
});

test("a message that could not be sent is there after a reload, and is sent once", async ({ comes }) => {
  const ada = await (await comes("Ada")).arrives();
  const away = ada.network.break(isApi);
  await ada.says("typed while you were away");
  await away.hasStruck();
  // On disk once it is no draft any more.
  const drafts = () => ada.asks(() => Object.keys(localStorage).filter((name) => name.startsWith("collabspace-draft-1 ")));
  await expect.poll(drafts).toEqual([]);
  await ada.driver.navigate().refresh();
  await expect.poll(() => ada.message("typed while you were away")).toMatchObject({ count: 1, state: "sending" });
  away.lift();
  await ada.sees("typed while you were away");
  const grace = await (await comes("Grace")).arrives();
  await grace.sees("typed while you were away");
});

test("a session ends while one writes: the text is kept, and sent after the sign-in", async ({ comes, picture }) => {
  const ada = await (await comes("Ada")).arrives();
  await ada.says("signed in");
  await ada.sees("signed in");
  // The first thing that tells of it is the message.
  const read = ada.network.hold(({ method }) => method === "PUT");
  await ada.types("half a sentence");
  await ada.driver.manage().deleteAllCookies();
  await ada.presses("Enter");
  await ada.isLive("signed-out");
  await ada.finds(".panel", "Your text is kept.");
  await picture(ada, "signed out");
  read.lift();
  await ada.signsIn();
  await ada.sees("half a sentence");
  await expect.poll(() => ada.texts(".message-text")).toEqual(["signed in", "half a sentence"]);
});

test("leaving at the moment of sending and coming back by a link, one finds the message, and it is sent once", async ({ comes }) => {
  const ada = await (await comes("Ada")).arrives();
  const away = ada.network.break(isApi);
  await ada.says("sent while leaving");
  // The browser may keep the page as it is, for the way back.
  await ada.goes("/login.css");
  away.lift();
  await ada.goes("/?from=mail");
  await ada.isLive();
  await ada.sees("sent while leaving");
  await ada.says("and one more");
  await ada.sees("and one more");
  await ada.driver.navigate().back();
  await ada.driver.navigate().back();
  await ada.isLive();
  await expect.poll(() => ada.texts(".message-text")).toEqual(["sent while leaving", "and one more"]);
});
