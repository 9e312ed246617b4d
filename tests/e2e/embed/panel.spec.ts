// A chat in a panel that is closed and opened: nobody looks at it meanwhile, and nothing of it has a size.
import { SCRIPT, type Visit, element, expect, saysAfar, test as base } from "../support/embedding";
import { lines } from "../support/history";
import type { Network } from "../support/network";
import { isRead } from "../support/reading";

const test = base.extend({
  site: async ({ host }, use) => use({ allowOrigin: host.origin, frameAncestor: host.origin, history: lines(300) }),
});

const bubble = (token: string, attributes = "") => element(`mode="bubble" ${attributes}`, token) + SCRIPT;
const isLive = ({ element }: Visit) => expect(element).toHaveJSProperty("connection", "live");
const opener = ({ page }: Visit) => page.getByRole("button", { name: /^Open the chat/ });
const closes = ({ element }: Visit) => element.evaluate((element) => (element as unknown as { close(): void }).close());
const pages = (cdn: Network) => cdn.callsOf("GET /api/messages").length;

test("closed, it fetches only the newest page; new messages are counted, and marked by the divider once it is opened", async ({ visit, tokenOf, cdn }) => {
  const ada = await visit(bubble(await tokenOf("Ada")));
  const grace = await tokenOf("Grace");
  await isLive(ada);
  const before = pages(cdn);
  for (const count of [1, 2, 3]) await saysAfar(cdn, grace, `missed ${count}`);
  await expect(opener(ada)).toHaveAccessibleName("Open the chat, 3 unread");
  expect(pages(cdn)).toBe(before);
  expect(before).toBeLessThanOrEqual(2);

  await opener(ada).click();
  await expect(ada.chat.message("missed 3")).toBeInViewport();
  await expect(ada.chat.unreadDivider).toBeVisible();
  const above = () => ada.chat.unreadDivider.evaluate((line) => line.closest(".row")?.querySelector(".message-text")?.textContent);
  expect(await above()).toBe("missed 1");
  await isRead(ada.chat.message("missed 3"));

  await closes(ada);
  await saysAfar(cdn, grace, "missed 4");
  await expect(opener(ada)).toHaveAccessibleName("Open the chat, 1 unread");
  // Also on the next page of the host's.
  await ada.page.reload();
  await isLive(ada);
  await expect(opener(ada)).toHaveAccessibleName("Open the chat, 1 unread");
  await opener(ada).click();
  await expect(ada.chat.message("missed 4")).toBeInViewport();
  await expect.poll(above).toBe("missed 4");
  await expect(ada.element).toHaveJSProperty("unread", 0);
});

test("closed and opened again, it keeps the reading position", async ({ visit, tokenOf, cdn }) => {
  const ada = await visit(bubble(await tokenOf("Ada")));
  await isLive(ada);
  await opener(ada).click();
  await expect(ada.chat.message("line 300")).toBeInViewport();
  const top = () =>
    ada.chat.list.evaluate((list) => {
      const edge = list.getBoundingClientRect().top;
      const first = [...list.querySelectorAll("article")].find((message) => message.getBoundingClientRect().top >= edge);
      return [first?.querySelector(".message-text")?.textContent, Math.round((first?.getBoundingClientRect().top ?? 0) - edge)];
    });
  await ada.chat.list.hover();
  await ada.page.mouse.wheel(0, -400);
  await expect(ada.chat.jump).toBeVisible();
  await expect.poll(async () => JSON.stringify(await top()) === JSON.stringify(await top())).toBe(true);
  const read = await top();
  await closes(ada);
  await expect(ada.chat.composer).toBeHidden();
  const grace = await tokenOf("Grace");
  await saysAfar(cdn, grace, "said meanwhile");
  await expect(opener(ada)).toHaveAccessibleName("Open the chat, 1 unread");
  await opener(ada).click();
  await expect.poll(top).toEqual(read);
  await expect(ada.chat.jump).toBeVisible();
});

test("closed by the browser, for example by a phone's Back, it is closed for the chat too", async ({ visit, tokenOf, cdn }) => {
  const ada = await visit(bubble(await tokenOf("Ada")));
  await isLive(ada);
  await opener(ada).click();
  await expect(ada.chat.message("line 300")).toBeInViewport();
  await ada.page.getByRole("dialog").evaluate((panel) => (panel as HTMLDialogElement).close());
  await expect(opener(ada)).toHaveAttribute("aria-expanded", "false");
  await saysAfar(cdn, await tokenOf("Grace"), "are you there?");
  await expect(opener(ada)).toHaveAccessibleName("Open the chat, 1 unread");

  // Opened again before the browser has told that it is closed, it is open.
  await opener(ada).click();
  await expect(ada.chat.message("are you there?")).toBeInViewport();
  await ada.element.evaluate((element) => {
    const { open, close } = element as unknown as { open(): Promise<void>; close(): void };
    close.call(element);
    return open.call(element);
  });
  await ada.page.evaluate(() => new Promise((frame) => requestAnimationFrame(() => setTimeout(frame))));
  await expect(ada.chat.composer).toBeFocused();
  await expect(ada.element).toHaveJSProperty("unread", 0);
});

test("another channel, chosen by the host while it is closed, is not read by that", async ({ visit, tokenOf, cdn }) => {
  const ada = await visit(bubble(await tokenOf("Ada")));
  await isLive(ada);
  await saysAfar(cdn, await tokenOf("Grace"), "over there", "random");
  await expect(opener(ada)).toHaveAccessibleName("Open the chat, 1 unread");
  await ada.element.evaluate((element) => element.setAttribute("channel", "random"));
  await expect(ada.page.locator("collabspace-chat h1")).toHaveText("random");
  await expect(opener(ada)).toHaveAccessibleName("Open the chat, 1 unread");
  await opener(ada).click();
  await expect(ada.chat.message("over there")).toBeInViewport();
  await expect(ada.element).toHaveJSProperty("unread", 0);
  await expect(ada.chat.unreadDivider).toBeVisible();
});

test("on a phone it can be closed even if its settings cannot be loaded", async ({ visit, tokenOf, cdn }) => {
  cdn.answer("GET /config.json", 404, {}, { "access-control-allow-origin": "*" });
  const ada = await visit(bubble(await tokenOf("Ada")), { width: 390, height: 800 });
  await ada.page.locator(".embed-bubble").click();
  const panel = ada.page.getByRole("dialog");
  await expect(panel).toContainText("config.json");
  await panel.getByRole("button", { name: "Close" }).click();
  await expect(panel).toBeHidden();
});

test("on a phone it can be closed before it is there", async ({ visit, tokenOf, cdn }) => {
  const script = cdn.hold(({ path }) => path.endsWith(".wasm"));
  const ada = await visit(bubble(await tokenOf("Ada"), 'loading="lazy"'));
  await ada.page.setViewportSize({ width: 390, height: 800 });
  const panel = ada.page.getByRole("dialog");
  const close = panel.getByRole("button", { name: "Close" });
  const open = ada.page.locator(".embed-bubble");
  await open.click();
  await expect(panel).toBeVisible();
  const { width, height } = (await close.boundingBox()) ?? { width: 0, height: 0 };
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
  await close.click();
  await expect(panel).toBeHidden();
  await expect(open).toBeFocused();

  await open.click();
  script.lift();
  await isLive(ada);
  await expect(close).toHaveAccessibleName("Close the chat");
  await expect(close).toHaveCount(1);
  await close.click();
  await expect(panel).toBeHidden();
});
