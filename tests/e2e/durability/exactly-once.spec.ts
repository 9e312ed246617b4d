// Stored once, shown once, in one row, whatever becomes of the answer.
import { POST, expect, stored, test, watchElements } from "../support/unreliable";

test("an answer lost after the commit: stored once, and the row keeps its element", async ({ ada, grace, backend }) => {
  ada.network.sockets.holdEvents(); // so that the event does not tell
  const lost = ada.network.loseAnswer(POST);
  await ada.says("did it arrive?");
  await lost.hasStruck();
  await expect(ada.chat.message("did it arrive?")).toHaveCount(1);
  const row = await watchElements(ada.chat.message("did it arrive?"));
  lost.lift();
  await ada.sees("did it arrive?");
  ada.network.sockets.release();
  await grace.says("it did");
  await ada.sees("it did");
  await expect(ada.chat.texts).toHaveText(["did it arrive?", "it did"]);
  expect(await row.areStillThere()).toBe(true);
  expect(await stored(grace, backend)).toEqual(["did it arrive?", "it did"]);
});

test("a 500 after the commit: stored once, and the row keeps its element", async ({ ada, grace, backend, publishing }) => {
  const silence = publishing.break(({ path }) => path.endsWith("/events")); // so that no event tells
  let failures = 0;
  backend.gateway.replaceStatus = (method, path) => (`${method} ${path}` === POST && failures++ === 0 ? 500 : undefined);
  const answer = ada.network.holdAnswer(POST);
  await ada.says("stored, they say not");
  await answer.hasStruck();
  await expect(ada.chat.message("stored, they say not")).toHaveCount(1);
  const row = await watchElements(ada.chat.message("stored, they say not"));
  answer.lift();
  await ada.sees("stored, they say not");
  expect(await row.areStillThere()).toBe(true);
  expect(failures).toBeGreaterThan(0);
  silence.lift();
  await grace.says("seen it");
  await ada.sees("seen it");
  await expect(ada.chat.texts).toHaveText(["stored, they say not", "seen it"]);
  expect(await stored(grace, backend)).toEqual(["stored, they say not", "seen it"]);
});

test("the same text from another person meanwhile is not mistaken for the user's own", async ({ ada, grace, backend }) => {
  ada.network.sockets.holdEvents();
  const lost = ada.network.break(POST);
  await ada.says("agreed");
  await lost.hasStruck();
  await grace.says("agreed");
  await grace.sees("agreed", { from: "Grace" });
  lost.lift();
  await expect(grace.chat.texts).toHaveText(["agreed", "agreed"]);
  ada.network.sockets.release();
  await expect(ada.chat.texts).toHaveText(["agreed", "agreed"]);
  await expect(ada.chat.messages.nth(1)).toHaveAttribute("data-state", "sent");
  expect(await stored(grace, backend)).toEqual(["agreed", "agreed"]);
});

test("a backend that is killed while it stores: nothing lost, nothing twice, in order", async ({ ada, grace, backend }) => {
  const texts = Array.from({ length: 12 }, (_, index) => `message ${index + 1}`);
  for (const text of texts.slice(0, 6)) await ada.says(text);
  await backend.kill();
  for (const text of texts.slice(6)) await ada.says(text);
  await backend.restart();
  await expect(grace.chat.message("message 12")).toHaveCount(1, { timeout: 20_000 });
  // One that was stored when the backend died was never published: Grace finds it when she looks at the tab again.
  await grace.page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(grace.chat.texts).toHaveText(texts);
  await expect(ada.chat.texts).toHaveText(texts);
  await ada.sees("message 12");
  expect(await stored(grace, backend)).toEqual(texts);
});
