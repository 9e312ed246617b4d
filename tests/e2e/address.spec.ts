// Links to a channel and to a message: they need nothing of the server.
import { lines } from "./support/history";
import { expect, test } from "./support/test";

test("a link opens its channel, and back and forward go from channel to channel", async ({ ada }) => {
  await ada.chat.channel("random").click();
  await expect(ada.chat.title).toHaveText("random");
  await expect(ada.page).toHaveURL(/#\/channel\/random$/);
  const link = ada.page.url();
  await ada.chat.channel("general").click();
  await expect(ada.page).toHaveURL(/#\/channel\/general$/);

  await ada.page.goBack();
  await expect(ada.chat.title).toHaveText("random");
  await ada.page.goBack();
  await expect(ada.chat.title).toHaveText("general");
  await expect(ada.page).not.toHaveURL(/#/);
  await ada.page.goForward();
  await expect(ada.chat.title).toHaveText("random");

  const other = await ada.context.newPage();
  await other.goto(link);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("random");
  await other.goBack(); // to the empty tab: the link was one step
  await expect(other).toHaveURL("about:blank");
});

test("a link to a channel that only the backend knows opens it once it is known", async ({ join, mode }) => {
  test.skip(mode === "baseline", "a baseline backend does not say which channels there are");
  const ada = await join("Ada");
  ada.network.configure = ({ channels, ...config }) => ({ ...config, channels: [channels[0]] });
  await ada.page.goto("/#/channel/random");
  await expect(ada.chat.title).toHaveText("random");
});

test("a link to no channel of this workspace opens the first", async ({ join }) => {
  const ada = await join("Ada");
  for (const address of ["/#/channel/nowhere", "/#/channel/%E0%A4%A", "/#/channel/", "/#anything"]) {
    await ada.page.goto(address);
    await ada.page.reload();
    await ada.isLive();
    await expect(ada.chat.title).toHaveText("general");
  }
});

test.describe("a channel with 400 messages", () => {
  test.use({ site: { history: lines(400) } });

  test("a link to a message opens the channel there, however old it is, and marks the message", async ({ join }) => {
    const ada = await join("Ada");
    await ada.page.goto("/#/channel/general/old-000119");
    const message = ada.chat.message("line 120");
    await expect(message).toBeInViewport();
    await expect(message).toHaveAttribute("data-sought", "");
    await ada.isLive();
    await expect(message).toBeFocused();
    await expect(message).toBeInViewport();

    // Another link, followed within the page, and the way back.
    await ada.page.evaluate(() => (location.hash = "#/channel/general/old-000389"));
    const newer = ada.chat.message("line 390");
    await expect(newer).toBeInViewport();
    await expect(newer).toHaveAttribute("data-sought", "");
    await expect(ada.chat.sought).toHaveCount(1);
    await ada.page.goBack();
    await expect(message).toBeInViewport();
  });

  test("a link to a message that the channel does not have says so, until that was read", async ({ join }) => {
    const ada = await join("Ada");
    await ada.page.goto("/#/channel/general/nobody's");
    await expect(ada.chat.banner).toContainText("could not be found");
    await ada.isLive();
    await ada.page.getByRole("button", { name: "OK" }).click();
    await expect(ada.chat.banner).toHaveCount(0);
  });
});
