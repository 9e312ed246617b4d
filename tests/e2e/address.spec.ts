// Links to a channel and to a message: they need nothing of the server. Where it says what stands around a message, that is
// asked for; where it does not, the history is read back.
import type { Locator } from "@playwright/test";
import type { Call } from "./support/faults";
import { lines } from "./support/history";
import type { Person } from "./support/person";
import { expect, test } from "./support/test";

/** A link to a message that is old wherever it stands: "line 120" of what `lines` makes. */
const OLD = "/#/channel/general/old-000119";

/** The pages of the history that were asked for, by the cursor that they lie at. */
function pages({ network }: Person, cursor?: "before" | "around"): Call[] {
  return network.callsOf("GET /api/messages").filter(({ query }) => cursor === undefined || query.has(cursor));
}

/** They are led to a message: it is seen, and marked. */
async function isLedTo(message: Locator): Promise<void> {
  await expect(message).toBeInViewport();
  await expect(message).toHaveAttribute("data-sought", "");
}

/** Opens the chat by the link to the old message; they are led to it, and it gets the focus once they are live. */
async function opensAtOld(ada: Person): Promise<Locator> {
  await ada.page.goto(OLD);
  const message = ada.chat.message("line 120");
  await isLedTo(message);
  await ada.isLive();
  await expect(message).toBeFocused();
  return message;
}

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

test("the address selects only workspaces that the settings allow", async ({ join }) => {
  const ada = await join("Ada");
  let own = "";
  const asked = () => ada.network.callsOf("GET /api/messages").map(({ query }) => query.get("workspaceId"));
  ada.network.configure = (config) => {
    own = config.workspaceId;
    return { ...config, workspaceId: "none-of-mine", workspaces: [own] };
  };
  await ada.page.goto("/");
  await expect.poll(asked).toContain("none-of-mine");
  // What that page has asked for is done with.
  await ada.page.goto("about:blank");
  const before = asked().length;
  await ada.page.goto(`/?workspace=${own}`);
  await ada.isLive();
  await ada.says("in the workspace that was asked for");
  await ada.sees("in the workspace that was asked for");
  expect(new Set(asked().slice(before))).toEqual(new Set([own]));
  await ada.page.goto("/?workspace=of-others");
  await expect(ada.page.getByRole("alert")).toContainText("the workspace that the address asks for: of-others");
});

test("a workspace has the name that the settings give it", async ({ join }) => {
  const ada = await join("Ada");
  ada.network.configure = (config) => ({ ...config, workspaceName: "The engine room" });
  await ada.page.goto("/");
  await expect(ada.page.locator(".workspace-name")).toHaveText("The engine room");
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

  test("a link to a message opens the channel there, however old it is, and marks the message", async ({ join, mode }) => {
    const ada = await join("Ada");
    const message = await opensAtOld(ada);
    await expect(message).toBeInViewport();
    // Line 120 is on the sixth page of fifty.
    if (mode === "baseline") expect(pages(ada, "before").length).toBeGreaterThanOrEqual(5);
    expect(pages(ada, "around")).toHaveLength(mode === "baseline" ? 0 : 1);

    // Another link, followed within the page, and the way back.
    await ada.page.evaluate(() => (location.hash = "#/channel/general/old-000389"));
    const newer = ada.chat.message("line 390");
    await isLedTo(newer);
    await expect(ada.chat.sought).toHaveCount(1);
    await ada.page.goBack();
    await expect(message).toBeInViewport();
  });

  test("a link to a message that the channel does not have says so, until that was read", async ({ join }) => {
    const ada = await join("Ada");
    await ada.page.goto("/#/channel/general/nobody's");
    await expect(ada.chat.banner).toContainText("Could not find the linked message");
    await ada.isLive();
    await ada.page.getByRole("button", { name: "OK" }).click();
    await expect(ada.chat.banner).toHaveCount(0);
  });
});

test.describe("a channel with 3,000 messages", () => {
  test.use({ site: { history: lines(3_000) } });

  test("a link to an old message is followed without reading the messages between", async ({ join, mode }) => {
    test.skip(mode === "baseline", "a baseline backend does not say what stands around a message");
    const ada = await join("Ada");
    await opensAtOld(ada);
    expect(pages(ada, "around").map(({ query }) => query.get("around"))).toEqual(["old-000119"]);
    // The newest page, what is around the message, and what comes into view above that; to read back would be 58.
    expect(pages(ada).length).toBeLessThan(8);

    // What was not read is a gap, and the channel goes on from the message through it.
    const gap = ada.chat.list.locator(".gap");
    await gap.scrollIntoViewIfNeeded();
    await expect(ada.chat.message("line 144")).toBeInViewport();
    await expect(ada.chat.message("line 145")).toHaveCount(0);
    await gap.getByRole("button", { name: "Load from the start" }).click();
    await expect(ada.chat.message("line 145")).toHaveCount(1);
    expect(pages(ada).length).toBeLessThan(8);
  });

  test("an answer that was lost on the way to the message is asked for again", async ({ join, mode }) => {
    test.skip(mode === "baseline", "a baseline backend does not say what stands around a message");
    const ada = await join("Ada");
    const fault = ada.network.loseAnswer(({ query }) => query.has("around"));
    await ada.page.goto(OLD);
    await fault.hasStruck();
    fault.lift();
    await expect(ada.chat.message("line 120")).toBeInViewport();
    await expect(ada.chat.banner).toHaveCount(0);
  });

  test("a link that the server does not answer for says that, and can be followed once more", async ({ join }) => {
    const ada = await join("Ada");
    const isOnTheWay = ({ query }: Call) => query.has("around") || query.has("before");
    const down = ada.network.answer(isOnTheWay, 503, { error: "the archive is being moved" }, { "retry-after": "0" });
    await ada.page.goto("/#/channel/general/old-002819");
    await expect(ada.chat.banner).toContainText("Could not load the linked message: the archive is being moved.", { timeout: 20_000 });
    down.lift();
    await ada.chat.banner.getByRole("button", { name: "Try again" }).click();
    await expect(ada.chat.message("line 2820")).toBeInViewport();
    await expect(ada.chat.banner).toHaveCount(0);
  });

  test("a link to a message that lies further back than is read says so", async ({ join, mode }) => {
    test.skip(mode !== "baseline", "what stands around a message is asked for, however old it is");
    test.slow();
    const ada = await join("Ada");
    await ada.page.goto(OLD);
    await expect(ada.chat.banner).toContainText("Could not find the linked message", { timeout: 60_000 });
    expect(pages(ada, "before").length).toBeGreaterThanOrEqual(40);
    expect(pages(ada, "around")).toHaveLength(0);
  });
});
