// The network fails, the page is loaded again, the session ends: nothing is lost.
import type { Call } from "../e2e/support/faults";
import { expect, test } from "./support/test";

const isApi = ({ path }: Call) => path.startsWith("/api/");

test("a cut connection is said, and what was missed is there when it is back", async ({ comes, picture }) => {
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
