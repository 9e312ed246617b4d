// What was said before is read, and stays where it is while more of it comes.
import type { Call } from "../e2e/support/faults";
import { lines } from "../e2e/support/history";
import { type Place, watchInPage } from "../e2e/support/place";
import { expect, test } from "./support/test";
import type { Visitor } from "./support/visitor";

const isOlder = (call: Call) => call.path === "/api/messages" && call.query.has("before");

test.use({ site: async ({}, use) => use({ history: lines(130).map((line, index) => ({ ...line, from: index % 2 ? "Grace" : "Linus" })) }) });

/** Watches the row in the middle of the list; gives how far it was moved. */
async function watches(visitor: Visitor): Promise<() => Promise<number>> {
  const list = await visitor.finds("[role=log]");
  const top = () => visitor.asks((root) => root.querySelector("[role=log]")?.scrollTop ?? NaN);
  let last = NaN;
  const isStill = async () => {
    const now = await top();
    const same = now === last;
    last = now;
    return same;
  };
  await expect.poll(isStill, { intervals: [150] }).toBe(true);
  await visitor.driver.executeScript(`return (${watchInPage})(arguments[0]).then((place) => { window.place = place; })`, list);
  const place = () => visitor.asks(() => (window as unknown as { place: Place }).place);
  return async () => {
    const { frames } = await place();
    await expect.poll(async () => (await place()).frames).toBeGreaterThan(frames + 6);
    return (await place()).moved;
  };
}

test("while reading back, the reading position stays as older messages load, down to the first", async ({ comes, picture }) => {
  const ada = await (await comes("Ada")).arrives();
  await ada.sees("line 130");
  const older = ada.network.hold(isOlder);
  await expect.poll(() => ada.scrolls(-300).then(() => older.met.length)).toBeGreaterThan(0);
  const moved = await watches(ada);
  await picture(ada, "older messages are loaded");
  older.lift();
  await expect.poll(() => ada.texts(".message-text")).toContain("line 80");
  expect(await moved()).toBeLessThanOrEqual(1);
  await expect.poll(() => ada.scrolls(-2_000).then(() => ada.message("line 1"))).toMatchObject({ count: 1, isInView: true });
  expect(await ada.texts("[role=log]")).toEqual([expect.stringContaining("This is the beginning of #general")]);
  // Back to the newest.
  await ada.clicks(".jump[part=jump]");
  await ada.sees("line 130");
});

test("messages that arrive while reading back move nothing, and are counted", async ({ comes, picture }) => {
  const ada = await (await comes("Ada")).arrives();
  const grace = await (await comes("Grace")).arrives();
  await ada.sees("line 130");
  await ada.scrolls(-600);
  await ada.finds(".jump[part=jump]");
  const moved = await watches(ada);
  for (const text of ["one", "two", "three"]) await grace.says(text);
  await expect.poll(() => ada.texts(".jump[part=jump]")).toEqual([expect.stringContaining("3 new messages")]);
  expect(await moved()).toBeLessThanOrEqual(1);
  await picture(ada, "new messages below");
  await ada.clicks(".jump[part=jump]");
  await ada.sees("three");
});
