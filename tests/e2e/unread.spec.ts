// What came while the visitor did not look: divided off in its channel, counted in the sidebar and in the tab.
import { lines } from "./support/history";
import { isStill, watchMiddle } from "./support/place";
import { EAGERLY } from "./support/reading";
import { expect, test } from "./support/test";

test("the divider marks messages that arrive while the tab is hidden, until the user replies", async ({ ada, grace }) => {
  await grace.says("before");
  await ada.reads("before");
  await expect(ada.chat.unreadDivider).toHaveCount(0);
  await ada.hidesTab();
  await grace.says("one");
  await grace.says("two");
  await expect(ada.chat.channel("general").locator(".badge")).toContainText("2");
  await ada.looksAtTab();
  await expect(ada.chat.channel("general").locator(".badge")).toHaveCount(0);
  const row = ada.chat.list.locator(".row", { has: ada.chat.unreadDivider });
  await expect(row.locator(".message-text")).toHaveText("one");
  await expect(ada.chat.unreadDivider).toHaveText("New");
  await grace.says("three");
  await ada.sees("three");
  await expect(row.locator(".message-text")).toHaveText("one");
  await ada.says("an answer");
  await expect(ada.chat.unreadDivider).toHaveCount(0);
});

test("the divider marks messages in another channel until the user leaves it", async ({ ada, grace }) => {
  await grace.chat.channel("random").click();
  await grace.says("elsewhere");
  await expect(ada.chat.channel("random").locator(".badge")).toContainText("1");
  await ada.chat.channel("random").click();
  await expect(ada.chat.unreadDivider).toBeVisible();
  await expect(ada.chat.texts, "what stands in one channel is not in another").toHaveText(["elsewhere"]);
  await expect(ada.chat.channel("random").locator(".badge")).toHaveCount(0);
  await ada.chat.channel("general").click();
  await ada.chat.channel("random").click();
  await ada.sees("elsewhere");
  await expect(ada.chat.unreadDivider).toHaveCount(0);
});

test("the tab's title and icon show the unread count and the open channel", async ({ ada, grace, mode }) => {
  const icon = ada.page.locator("link[rel=icon]");
  await expect(ada.page).toHaveTitle("general · CollabSpace chat");
  await grace.chat.channel("random").click();
  await grace.says("one");
  await grace.says("two");
  await expect(ada.page).toHaveTitle("(2) general · CollabSpace chat");
  await expect(icon).toHaveAttribute("href", "favicon-unread.svg");
  const picture = await ada.page.request.get("/favicon-unread.svg");
  expect(picture.headers()["content-type"]).toContain("image/svg+xml");
  if (mode === "extensions") {
    // What is deleted is not unread any more.
    const badge = ada.chat.channel("random").locator(".badge");
    const deletes = async (text: string) => {
      await expect(grace.chat.message(text)).toHaveAttribute("data-state", "sent");
      await grace.chat.message(text).press("Shift+Delete");
    };
    await deletes("one");
    await expect(ada.page).toHaveTitle("(1) general · CollabSpace chat");
    await expect(badge).toContainText("1");
    await deletes("two");
    await expect(ada.page).toHaveTitle("general · CollabSpace chat");
    await expect(icon).toHaveAttribute("href", "favicon.svg");
    await expect(badge).toHaveCount(0);
    await grace.says("three");
    await expect(icon).toHaveAttribute("href", "favicon-unread.svg");
  }
  await ada.chat.channel("random").click();
  await expect(ada.page).toHaveTitle("random · CollabSpace chat");
  await expect(icon).toHaveAttribute("href", "favicon.svg");
});

test("text typed right after switching channels lands in the new one, however busy the page is", async ({ ada }) => {
  // In one task: no picture is drawn between the click and the key.
  await ada.page.evaluate(async () => {
    const channels = [...document.querySelectorAll<HTMLElement>("button.channel")];
    channels.find((channel) => channel.textContent?.includes("random"))!.click();
    for (let turn = 0; turn < 20; turn += 1) await null;
    document.querySelector<HTMLElement>(".composer-input")!.focus();
    document.execCommand("insertText", false, "meant for random");
  });
  await expect(ada.chat.title).toHaveText("random");
  await expect(ada.chat.composer).toHaveValue("meant for random");
  await ada.chat.channel("general").click();
  await expect(ada.chat.title).toHaveText("general");
  await expect(ada.chat.composer).toHaveValue("");
});

test("a channel with a draft is marked, also after a reload", async ({ ada }) => {
  const mark = ada.chat.channel("general").locator(".channel-draft");
  await ada.chat.composer.fill("not finished");
  await expect(mark).toHaveCount(0);
  await ada.chat.channel("random").click();
  await expect(mark).toBeVisible();
  await ada.page.goto("/#/channel/random");
  await ada.page.reload();
  await expect(mark).toBeVisible();
  await ada.chat.channel("general").click();
  await expect(ada.chat.composer).toHaveValue("not finished");
  await ada.chat.composer.fill("");
  await ada.chat.channel("random").click();
  await expect(mark).toHaveCount(0);
});

test("the divider marks messages from while the page was closed, and other channels show a dot", async ({ ada, grace, mode }) => {
  await grace.says("before");
  await ada.reads("before");
  await ada.page.goto("about:blank");
  await grace.says("one");
  await grace.says("two");
  await grace.sees("two");
  await grace.chat.channel("random").click();
  await grace.says("elsewhere");
  await grace.sees("elsewhere");
  await ada.opens();
  const row = ada.chat.list.locator(".row", { has: ada.chat.unreadDivider });
  await expect(row.locator(".message-text")).toHaveText("one");
  const random = ada.chat.channel("random");
  if (mode === "baseline") {
    // Nobody says what there is in a channel that is not open.
    await expect(random.locator(".badge")).toHaveCount(0);
  } else {
    await expect(random).toHaveAccessibleName("random 1 unread");
    await expect(ada.page.locator("link[rel=icon]")).toHaveAttribute("href", "favicon-unread.svg");
    await random.click();
    await ada.reads("elsewhere");
    await expect(random.locator(".badge")).toHaveCount(0);
  }
  // What was seen is not new on the next visit.
  await ada.chat.channel("general").click();
  await ada.reads("two");
  await ada.page.goto("about:blank");
  await ada.opens();
  await ada.sees("two");
  await expect(ada.chat.unreadDivider).toHaveCount(0);
  await expect(ada.chat.channel("random").locator(".badge")).toHaveCount(0);
});

test("a tab opened in the background counts missed messages", async ({ join, grace }) => {
  const ada = await (await join("Ada")).opens();
  await grace.says("before");
  await ada.reads("before");
  await ada.page.goto("about:blank");
  await grace.says("one");
  await grace.says("two");
  await grace.sees("two");
  await ada.page.addInitScript(() => Object.defineProperty(document, "hidden", { value: true, configurable: true }));
  await ada.opens();
  await expect(ada.page).toHaveTitle("(2) general · CollabSpace chat");
  await ada.looksAtTab();
  await expect(ada.page).toHaveTitle("general · CollabSpace chat");
  await expect(ada.chat.unreadDivider).toBeVisible();
});

test.describe("a channel with 400 messages", () => {
  test.use({ site: { history: lines(400) } });

  test("far up in it, another channel and back: the same message is in the same place", async ({ ada, grace }) => {
    await expect
      .poll(async () => {
        await ada.scrolls(-2500);
        return ada.chat.message("line 150").count();
      }, EAGERLY)
      .toBe(1);
    await isStill(ada.chat.list);
    const middle = () =>
      ada.chat.list.evaluate((list) => {
        const { left, top, width, height } = list.getBoundingClientRect();
        const row = document.elementFromPoint(left + width / 2, top + height / 2)?.closest(".row");
        return [row?.querySelector(".message-text")?.textContent, Math.round(row?.getBoundingClientRect().top ?? NaN)];
      });
    const there = await middle();
    expect(there[0]).toMatch(/^line \d+$/);
    await ada.chat.channel("random").click();
    await expect(ada.chat.title).toHaveText("random");
    await grace.says("meanwhile");
    await expect(ada.chat.channel("general").locator(".badge")).toContainText("1");
    await ada.chat.channel("general").click();
    await expect(ada.chat.jump).toContainText("1 new message");
    await isStill(ada.chat.list);
    expect(await middle()).toEqual(there);
    await ada.chat.jump.click();
    await expect(ada.chat.unreadDivider).toBeInViewport();
  });

  test("messages that arrive while the user reads older ones are marked by the divider, and move nothing", async ({ ada, grace }) => {
    await expect.poll(async () => (await ada.scrolls(-600), ada.chat.jump.isVisible()), EAGERLY).toBe(true);
    const row = await watchMiddle(ada.chat.list);
    await grace.says("one");
    await grace.says("two");
    await expect(ada.chat.jump).toContainText("2 new messages");
    expect((await row.ends()).moved).toBeLessThanOrEqual(1);
    await ada.chat.jump.click();
    await expect(ada.chat.list.locator(".row", { has: ada.chat.unreadDivider }).locator(".message-text")).toHaveText("one");
    await expect(ada.page).toHaveTitle("general · CollabSpace chat");
  });
});
