// What the entry loads is only taken where it is the file that the entry was built with.
import type { Page } from "@playwright/test";
import { expect as expectEmbedded, test as embedded } from "../support/embedding";
import { expect, test } from "../support/test";

const SCRIPT = ";window.harmed = true;";
const STYLE = "* { visibility: hidden !important; }";

/** Puts something into the files of this name on their way; tells how often. */
async function tamper(page: Page, name: RegExp, addition: string | Buffer): Promise<() => number> {
  let times = 0;
  await page.route(name, async (route) => {
    times += 1;
    const answer = await route.fetch();
    const body = Buffer.concat([await answer.body(), Buffer.from(addition)]);
    await route.fulfill({ response: answer, body });
  });
  return () => times;
}

/** An empty section at the end of a program, which changes nothing but its bytes. */
const SECTION = Buffer.from([0, 2, 1, 120]);

test("the page runs no script that was changed", async ({ join }) => {
  const ada = await join("Ada");
  const times = await tamper(ada.page, /\/page-[0-9a-f]{16}\.js/, SCRIPT);
  await ada.page.goto("/", { waitUntil: "networkidle" });
  expect(times()).toBe(1);
  expect(await ada.page.evaluate(() => "harmed" in window)).toBe(false);
});

test("the page runs no pusher-js that was changed, and reads on without it", async ({ join }) => {
  const ada = await join("Ada");
  const times = await tamper(ada.page, /\/pusher-[0-9a-f]{16}\.js/, SCRIPT);
  await ada.page.goto("/");
  await expect.poll(times).toBeGreaterThan(0);
  await ada.connectionIs("polling", { within: 25_000 });
  expect(await ada.page.evaluate(() => "harmed" in window)).toBe(false);
  await ada.says("without it");
  await ada.sees("without it");
});

test("the page takes no style that was changed", async ({ join }) => {
  const ada = await join("Ada");
  const times = await tamper(ada.page, /\/style-[0-9a-f]{16}\.css/, STYLE);
  await ada.opens();
  expect(times()).toBe(1);
  expect(await ada.page.evaluate(() => getComputedStyle(document.body).visibility)).toBe("visible");
});

test("the page runs no changed WebAssembly, and says that it could not be loaded", async ({ join }) => {
  const ada = await join("Ada");
  const times = await tamper(ada.page, /\/chat-[0-9a-f]{16}\.wasm/, SECTION);
  await ada.page.goto("/");
  await expect(ada.page.getByRole("alert")).toContainText("could not be loaded");
  expect(times()).toBeGreaterThan(0);
  expect(ada.network.callsOf("POST /api/pusher/auth")).toHaveLength(0);
});

for (const [kind, name, addition] of [
  ["script", /\/widget-[0-9a-f]{16}\.js/, SCRIPT],
  ["style", /\/style-[0-9a-f]{16}\.css/, STYLE],
  ["program", /\/chat-[0-9a-f]{16}\.wasm/, SECTION],
] as const) {
  embedded(`the element takes no ${kind} that was changed, and says that it could not be loaded`, async ({ visit, tokenOf, cdn }) => {
    const ada = await visit("<div></div>");
    const times = await tamper(ada.page, name, addition);
    await ada.page.evaluate(
      async ([origin, token]) => {
        const { mount } = await import(`${origin}/embed.js`);
        mount(document.body, { config: `${origin}/config.json`, token });
      },
      [cdn.origin, await tokenOf("Ada")],
    );
    await expectEmbedded(ada.page.getByRole("alert")).toContainText("The chat could not be loaded");
    expectEmbedded(times()).toBeGreaterThan(0);
    expectEmbedded(await ada.page.evaluate(() => "harmed" in window)).toBe(false);
    expectEmbedded(cdn.sockets.count).toBe(0);
  });
}
