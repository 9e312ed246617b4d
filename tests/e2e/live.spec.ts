// Live messages: what the others write, as it comes.
import { lines } from "./support/history";
import { isStill, toBottom, watchMiddle } from "./support/place";
import { expect, test } from "./support/test";

test("arrive in every tab and every browser, with no reload", async ({ ada, grace }) => {
  const adasOtherTab = await ada.opensAnotherTab();
  await grace.says("hello from Grace");
  await ada.sees("hello from Grace", { from: "Grace" });
  await adasOtherTab.sees("hello from Grace", { from: "Grace" });
  await ada.says("hello from Ada");
  for (const everywhere of [ada, adasOtherTab, grace]) {
    await everywhere.sees("hello from Ada", { from: "Ada" });
    await expect(everywhere.chat.texts).toHaveText(["hello from Grace", "hello from Ada"]);
  }
});

test("of another channel do not mix in; they are counted in the sidebar until it is opened", async ({ ada, grace }) => {
  await grace.chat.channel("random").click();
  await expect(grace.chat.title).toHaveText("random");
  await grace.says("something random");
  await grace.says("and again");
  await grace.sees("and again");
  await expect(ada.chat.channel("random")).toContainText("2");
  await expect(ada.chat.messages).toHaveCount(0);
  await ada.chat.channel("random").click();
  await ada.sees("something random", { from: "Grace" });
  await ada.sees("and again", { from: "Grace" });
  await expect(ada.chat.channel("random")).not.toContainText("2");
});

test.describe("in a long list", () => {
  test.use({ site: { history: lines(80).map((line, index) => ({ ...line, from: index % 2 ? "Grace" : "Linus" })) } });

  test("are followed at the bottom", async ({ ada, grace }) => {
    for (let count = 1; count <= 8; count++) await grace.says(`news ${count}`);
    await ada.sees("news 8", { from: "Grace" });
    await expect(ada.chat.message("news 8")).toBeInViewport({ ratio: 1 });
    await expect.poll(() => toBottom(ada.chat.list)).toBeLessThanOrEqual(1);
    await expect(ada.chat.jump).toBeHidden();
  });

  test("leave a scrolled list in place; a button counts them and leads to them", async ({ ada, grace }) => {
    await ada.scrolls(-600);
    const row = await watchMiddle(ada.chat.list);
    for (const count of [1, 2, 3]) {
      await grace.says(`news ${count}`);
      await expect(ada.chat.jump).toContainText(count === 1 ? "1 new message" : `${count} new messages`);
    }
    await ada.sees("news 3");
    await expect(ada.chat.message("news 3")).not.toBeInViewport();
    expect((await row.ends()).moved).toBeLessThanOrEqual(1);

    await ada.chat.jump.click();
    await expect(ada.chat.message("news 3")).toBeInViewport({ ratio: 1 });
    await expect(ada.chat.jump).toBeHidden();
    await grace.says("news 4");
    await expect(ada.chat.message("news 4")).toBeInViewport({ ratio: 1 });
  });

  test("if the button had the focus when the newest message came into view, the list takes it", async ({ ada }) => {
    await ada.scrolls(-600);
    await expect(ada.chat.jump).toBeVisible();
    await ada.chat.jump.focus();
    await expect(ada.chat.jump).toBeFocused();
    await expect.poll(() => ada.scrolls(600).then(() => ada.chat.jump.isVisible())).toBe(false);
    await expect(ada.chat.list).toBeFocused();
  });

  test("own messages and the button lead to the bottom, also while the list is still gliding up", async ({ ada }) => {
    await ada.scrolls(-600);
    await expect(ada.chat.jump).toBeVisible();
    await ada.says("here I am");
    await isStill(ada.chat.list);
    await expect(ada.chat.message("here I am")).toBeInViewport({ ratio: 1 });
    await expect(ada.chat.jump).toBeHidden();

    await expect.poll(() => ada.scrolls(-600).then(() => ada.chat.jump.isVisible())).toBe(true);
    await ada.chat.jump.click();
    await isStill(ada.chat.list);
    await expect(ada.chat.message("here I am")).toBeInViewport({ ratio: 1 });
    await expect(ada.chat.jump).toBeHidden();
  });

  test("do not take the focus", async ({ ada, grace }) => {
    await ada.chat.channel("random").focus();
    await grace.says("look at me");
    await ada.sees("look at me");
    await expect(ada.chat.channel("random")).toBeFocused();
    await grace.chat.channel("random").click();
    await grace.says("and over here");
    await expect(ada.chat.channel("random")).toContainText("1"); // the badge of what has the focus
    await expect(ada.chat.channel("random")).toBeFocused();
  });
});
