// Who is online.
import { expect, test } from "./support/test";
import { tellNoEnd } from "./support/typing";

/** A leave is shown after some seconds, so that a reload is none. */
const LEAVE = 12_000;

test("is listed with the count, me first", async ({ ada, grace }) => {
  await expect(ada.chat.people).toHaveText([/Ada.*\(you\)/, /Grace/]);
  await expect(grace.chat.people).toHaveText([/Grace.*\(you\)/, /Ada/]);
  await expect(ada.chat.peopleHeading).toHaveText(/\b2\b/);
  await expect(ada.chat.person("Grace")).not.toContainText("you");
});

test("joins and leaves as it happens", async ({ ada, join }) => {
  await expect(ada.chat.people).toHaveCount(1);
  await expect(ada.chat.peopleHeading).toHaveText(/\b1\b/);
  const grace = await (await join("Grace")).opens();
  await expect(ada.chat.person("Grace")).toBeVisible();
  await expect(ada.chat.peopleHeading).toHaveText(/\b2\b/);
  await grace.page.close();
  await expect(ada.chat.person("Grace")).toHaveCount(0, { timeout: LEAVE });
  await expect(ada.chat.peopleHeading).toHaveText(/\b1\b/);
});

test("does not flicker when someone reloads", async ({ ada, grace }) => {
  await expect(ada.chat.people).toHaveCount(2);
  await ada.chat.peopleSection.evaluate((section) => {
    new MutationObserver(() => {
      if (!section.textContent?.includes("Grace")) section.setAttribute("data-test-left", "");
    }).observe(section, { childList: true, subtree: true, characterData: true });
  });
  await expect(async () => {
    await ada.chat.peopleSection.evaluate((section) => section.removeAttribute("data-test-left"));
    const began = Date.now();
    await grace.page.reload();
    await grace.isLive();
    // Who is away for five seconds has left. On a busy machine a reload may take so long.
    expect(Date.now() - began).toBeLessThan(4_000);
  }).toPass();
  await grace.says("back again");
  await ada.sees("back again");
  await expect(ada.chat.peopleSection).not.toHaveAttribute("data-test-left");
});

test("counts a person with five tabs once, until the last is closed", async ({ ada, grace, join }) => {
  const tabs = [];
  for (let tab = 2; tab <= 5; tab++) tabs.push(await grace.opensAnotherTab());
  await expect(ada.chat.people).toHaveText([/Ada/, /Grace/]);
  await expect(grace.chat.people).toHaveText([/Grace/, /Ada/]);

  const linus = await (await join("Linus")).opens();
  await expect(ada.chat.people).toHaveCount(3);
  for (const tab of tabs) await tab.page.close();
  await linus.page.close(); // later than the tabs: once this is shown, theirs would be
  await expect(ada.chat.people).toHaveText([/Ada/, /Grace/], { timeout: LEAVE });
});

test.describe("in a private channel", () => {
  test.use({ site: { channelPattern: "private-workspace-{workspaceId}" } });

  test("is not known, and everything else works", async ({ ada, grace }) => {
    const config = await (await ada.context.request.get("/config.json")).json();
    expect(config.channelPattern).toBe("private-workspace-{workspaceId}");
    await ada.says("anybody there?");
    await grace.sees("anybody there?", { from: "Ada" });
    tellNoEnd(grace);
    await grace.types("yes");
    await expect(ada.chat.typing).toHaveText(/^Grace is typing/);
    await grace.chat.composer.press("Enter");
    await ada.sees("yes", { from: "Grace" });
    await expect(ada.chat.texts).toHaveText(["anybody there?", "yes"]);
    await expect(ada.chat.people).toHaveCount(0);
    await expect(ada.chat.peopleHeading).not.toHaveText(/\d/);
    await expect(ada.chat.peopleSection).toContainText("does not show who is online");
  });
});
