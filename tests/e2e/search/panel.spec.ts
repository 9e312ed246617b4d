// Messages are found: by the backend where it can, else among what the tab has loaded.
import { type OldMessage, lines } from "../support/history";
import type { Person } from "../support/person";
import { expect, test } from "../support/test";

const HOUR = 3_600_000;
const history: OldMessage[] = [
  { from: "Grace", text: "The Café opens at nine, says the café itself", at: Date.now() - 9 * HOUR },
  ...lines(300, "Grace", 60_000),
  { from: "Linus", text: "elsewhere: a line of its own", at: Date.now() - 30_000, channel: "random" },
];

test.use({ site: { history } });

const results = ({ chat }: Person) => chat.search.locator(".search-result");
const isSearchFor = ({ network }: Person) => network.callsOf("GET /api/messages/search").map(({ query }) => query.get("q"));

test("an old message is found and opened by keyboard alone", async ({ ada, mode }) => {
  test.skip(mode === "baseline", "its backend cannot search");
  await ada.chat.composer.press("Control+f");
  const { field } = ada.chat;
  await expect(field).toBeFocused();
  await field.pressSequentially("cafe itself");
  await expect(results(ada)).toHaveCount(1);
  await expect(ada.chat.search).toContainText("1 message found");
  await expect(results(ada).locator("mark")).toHaveText(["Café", "café", "itself"]);
  // A number is said once the typing has paused.
  await expect(ada.chat.search.getByRole("status")).toHaveText("1 message found");
  expect(isSearchFor(ada)).toEqual(["cafe itself"]);
  await field.press("ArrowDown");
  await expect(results(ada).first()).toBeFocused();
  await ada.page.keyboard.press("Enter");
  const message = ada.chat.message("The Café opens at nine, says the café itself");
  await expect(message).toBeInViewport();
  await expect(message).toHaveAttribute("data-sought", "");
  await expect(message).toBeFocused();
  // There is room for both.
  await expect(ada.chat.search).toBeVisible();

  // The second press is the browser's own search.
  await ada.page.evaluate(() => {
    addEventListener("keydown", (event) => Object.assign(globalThis, { wasTaken: event.defaultPrevented }));
  });
  const wasTaken = () => ada.page.evaluate(() => (globalThis as unknown as { wasTaken: boolean }).wasTaken);
  await ada.page.keyboard.press("Control+f");
  await expect(field).toBeFocused();
  expect(await wasTaken()).toBe(true);
  await ada.page.keyboard.press("Control+f");
  expect(await wasTaken()).toBe(false);
  await ada.page.keyboard.press("Escape");
  await expect(ada.chat.search).toBeHidden();
  await expect(ada.chat.searchButton).toBeFocused();
});

test("on a phone Back returns to the same place in the results", async ({ join, mode }) => {
  test.skip(mode === "baseline", "its backend cannot search");
  const ada = await join("Ada", { viewport: { width: 390, height: 700 } });
  await ada.opens();
  await ada.chat.searchButton.click();
  await ada.chat.field.fill("line");
  await expect(ada.chat.search).toContainText("The newest 20 messages found");
  await expect(results(ada).first()).toContainText("#random");
  await expect(ada.chat.composer).toBeHidden();
  // The next pages come as the end comes near.
  const body = ada.chat.search.locator(".search-body");
  await body.evaluate((list) => list.scrollTo(0, list.scrollHeight));
  await expect(results(ada)).toHaveCount(40);
  const result = results(ada).nth(25);
  await result.scrollIntoViewIfNeeded();
  const scrolled = await body.evaluate((list) => list.scrollTop);
  await result.click();
  await expect(ada.chat.search).toBeHidden();
  await expect(ada.chat.message("line 276")).toBeInViewport();
  await ada.page.goBack();
  await expect(ada.chat.search).toBeVisible();
  await expect(result).toBeFocused();
  expect(Math.abs((await body.evaluate((list) => list.scrollTop)) - scrolled)).toBeLessThan(50);
  expect(isSearchFor(ada)).toEqual(["line", "line"]);
});

test("filters narrow a search, a late answer is dropped, and offline the tab is searched", async ({ ada, grace, mode }) => {
  await grace.says("deploy on friday");
  await ada.says("deploy on monday");
  await ada.sees("deploy on friday");
  await ada.sees("deploy on monday");
  await ada.chat.composer.press("Control+Shift+F");
  await ada.chat.field.fill("deploy from:gra");
  await expect(results(ada).locator(".search-result-text")).toHaveText(["deploy on friday"]);
  const here = "Only messages loaded in this tab were searched.";
  if (mode === "baseline") {
    await expect(ada.chat.search).toContainText(`1 message found ${here}`);
  } else {
    await expect(ada.chat.search.locator(".search-summary")).toHaveText("1 message found");
    await ada.chat.field.fill("line in:random");
    await expect(results(ada).locator(".search-result-text")).toHaveText(["elsewhere: a line of its own"]);
  }
  await ada.chat.field.fill("deploy from:nobody");
  await expect(ada.chat.search).toContainText("No person or channel named nobody is known here.");
  await expect(results(ada)).toHaveCount(0);
  await ada.context.setOffline(true);
  await ada.connectionIs("offline");
  await ada.chat.field.fill("DEPLOY");
  await expect(ada.chat.search).toContainText(`2 messages found ${here}`);
  await expect(results(ada).locator(".search-result-text")).toHaveText(["deploy on monday", "deploy on friday"]);
  await results(ada).last().click();
  await expect(ada.chat.message("deploy on friday")).toBeFocused();
});

test("a site can switch off search, and everything that changes a message", async ({ join, mode }) => {
  const ada = await join("Ada");
  const off = { search: false, edit: false, delete: false, reactions: false, replies: false };
  ada.network.configure = (config) => ({ ...config, features: off });
  await ada.opens();
  await expect(ada.chat.searchButton).toHaveCount(0);
  await ada.chat.composer.press("Control+Shift+F");
  await expect(ada.chat.search).toHaveCount(0);
  if (mode === "baseline") return;
  await ada.says("stays as it is");
  const message = ada.chat.message("stays as it is");
  await expect(message).toHaveAttribute("data-state", "sent");
  for (const key of ["Delete", "+", "Enter"]) await message.press(key);
  await expect(ada.chat.menuItems.first()).toBeFocused();
  await expect(ada.chat.menuItems).toHaveText(["Reply with a quote", /^Copy/, /^Copy/]);
  await expect(ada.chat.actions.getByRole("menuitemcheckbox")).toHaveCount(0);
  await ada.page.keyboard.press("Escape");
  await message.press("?");
  await expect(ada.chat.shortcuts).not.toContainText("On a message: delete it");
});
