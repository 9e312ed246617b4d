// Pages that the browser keeps for the way back: frozen when they are left, and shown again as they were. The headless shell keeps none,
// and freezes none: this runs in the whole browser (playwright.config.ts).
import type { Person } from "../support/person";
import { expect, test } from "../support/test";

/** Notes in the page itself what becomes of it. */
async function watchLife({ page }: Person): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const told: string[] = [];
    for (const name of ["freeze", "resume"]) document.addEventListener(name, () => told.push(name));
    Object.assign(window, { told });
  });
  return () => page.evaluate(() => (window as unknown as { told?: string[] }).told ?? ["it is another page"]);
}

const connections = ({ network }: Person, count: number) =>
  expect.poll(() => network.sockets.count, "connections of the browser that are open").toBe(count);

test("a leading tab that is left lets another one lead; on the way back it is the same page, and follows", async ({ ada, grace }) => {
  const tab = await ada.opensAnotherTab();
  await connections(ada, 1);
  const life = await watchLife(ada);
  await ada.page.goto("/config.json");
  await grace.says("while it was frozen");
  await tab.sees("while it was frozen", { from: "Grace" });
  await tab.isLive();
  await connections(ada, 1);
  await ada.page.evaluate(() => history.back());
  await ada.page.waitForURL("/", { waitUntil: "commit" });
  await ada.sees("while it was frozen", { from: "Grace" });
  await ada.isLive();
  expect(await life()).toEqual(["freeze", "resume"]);
  await connections(ada, 1);
  await grace.says("both of you");
  for (const one of [ada, tab]) await one.sees("both of you", { from: "Grace" });
});
