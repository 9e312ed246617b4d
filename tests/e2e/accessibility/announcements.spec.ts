// What a screen reader says by itself, and when it is silent.
import type { Page } from "@playwright/test";
import { lines } from "../support/history";
import { areRefusedOnDisk } from "../support/outbox";
import { holdPauses } from "../support/pauses";
import type { Person } from "../support/person";
import { isStill } from "../support/place";
import { expect, test } from "../support/test";
import { tellNoEnd } from "../support/typing";

/** What was put into any region that is read aloud, from now on. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  const heard = await page.evaluateHandle(() => {
    const said: string[] = [];
    const regionOf = (node: Node) => {
      const element = node instanceof Element ? node : node.parentElement;
      const region = element?.closest("[aria-live], [role=status], [role=alert]");
      return region?.getAttribute("aria-live") === "off" ? undefined : region;
    };
    new MutationObserver((records) => {
      // What is put in together is read together; an alert is read that comes as a whole, a status only where it was before.
      const regions = new Set(records.map(({ target }) => regionOf(target)));
      const alerts = records.flatMap(({ addedNodes }) => [...addedNodes]).filter((node) => node instanceof Element && node.role === "alert");
      for (const region of [...regions, ...alerts]) if (region?.textContent) said.push(region.textContent);
    }).observe(document, { childList: true, characterData: true, subtree: true });
    return said;
  });
  return () => heard.jsonValue();
}

/** Stores messages that are published one right after the other. */
async function saysAtOnce({ context }: Person, workspaceId: string, texts: string[]): Promise<void> {
  const posts = texts.map((content) => context.request.post("/api/messages", { data: { content, workspaceId, channelId: "general" } }));
  for (const answer of await Promise.all(posts)) expect(answer.ok()).toBe(true);
}

test("a message is announced with its author; of a burst the first, then how many more", async ({ ada, join, backend }) => {
  const grace = await join("Grace");
  const said = await listen(ada.page);
  const endPause = await holdPauses(ada.page);
  await saysAtOnce(grace, backend.workspace, ["**good** morning"]);
  await expect.poll(said).toEqual(["Grace: good morning"]);
  const burst = ["one", "two", "three", "four", "five"];
  await saysAtOnce(grace, backend.workspace, burst);
  for (const text of burst) await ada.sees(text);
  expect(await said()).toEqual(["Grace: good morning"]);
  await endPause();
  await expect.poll(said).toEqual(["Grace: good morning", "Grace: 5 new messages"]);
});

test("the authors of a burst are named; pending announcements of a channel are dropped when it is left", async ({ ada, join, backend }) => {
  const [grace, linus] = [await join("Grace"), await join("Linus")];
  const said = await listen(ada.page);
  const endPause = await holdPauses(ada.page);
  await saysAtOnce(grace, backend.workspace, ["first"]);
  await expect.poll(said).toEqual(["Grace: first"]);
  await Promise.all([saysAtOnce(grace, backend.workspace, ["one"]), saysAtOnce(linus, backend.workspace, ["two"])]);
  for (const text of ["one", "two"]) await ada.sees(text);
  await endPause();
  const both = expect.stringMatching(/^(Grace and Linus|Linus and Grace): 2 new messages$/);
  await expect.poll(said).toEqual(["Grace: first", both]);
  await saysAtOnce(grace, backend.workspace, ["three"]);
  await ada.sees("three");
  await ada.chat.channel("random").click();
  await expect(ada.chat.title).toHaveText("random");
  await expect(ada.chat.beginning).toBeVisible();
  await endPause();
  // The pause is over, and the next message is said at once: before it, nothing was.
  const answer = await grace.context.request.post("/api/messages", { data: { content: "here", workspaceId: backend.workspace, channelId: "random" } });
  expect(answer.ok()).toBe(true);
  await expect.poll(said).toEqual(["Grace: first", both, "Grace: here"]);
});

test("repeated texts are announced again; own messages and other channels are not announced", async ({ ada, grace }) => {
  const said = await listen(ada.page);
  await ada.says("my own");
  await ada.sees("my own");
  await grace.chat.channel("random").click();
  await grace.says("elsewhere");
  await expect(ada.chat.channel("random")).toContainText("1");
  await grace.chat.channel("general").click();
  await grace.says("yes");
  await expect.poll(said).toEqual(["Grace: yes"]);
  await grace.says("yes");
  await expect.poll(said).toEqual(["Grace: yes", "Grace: yes"]);
});

test.describe("with a history", () => {
  test.use({ site: { history: lines(200) } });

  test("fetching, scrolling and typing announce nothing and do not move the focus", async ({ ada, grace }) => {
    const said = await listen(ada.page);
    await ada.chat.composer.focus();
    tellNoEnd(grace);
    await grace.types("hm");
    await expect(ada.chat.typing).toHaveText(/typing/);
    for (const text of ["line 151", "line 101"]) {
      await ada.chat.list.evaluate((list) => list.scrollTo(0, 0));
      await expect(ada.chat.message(text)).toBeAttached();
      await isStill(ada.chat.list);
    }
    await ada.chat.channel("random").click();
    await ada.chat.channel("general").click();
    await ada.chat.composer.focus();
    await grace.chat.composer.press("Enter");
    // What is said next is what was written next: all else was silent.
    await expect.poll(said).toEqual(["Grace: hm"]);
    await expect(ada.chat.composer).toBeFocused();
    await expect(ada.chat.list).toHaveAttribute("aria-live", "off");
  });
});

test.describe("with more than a page of history", () => {
  test.use({ site: { history: lines(120) } });

  test("a failure to load older messages is announced, each time", async ({ ada }) => {
    const said = await listen(ada.page);
    ada.network.answer(({ query }) => query.has("before"), 403, { error: "the archive is closed" });
    await expect.poll(() => ada.scrolls(-2_000).then(() => ada.chat.loadingOlder.isVisible())).toBe(true);
    const words = "Could not load older messages: the archive is closed.";
    await expect.poll(said).toEqual([words]);
    await ada.chat.loadingOlder.getByRole("button", { name: "Try again" }).click();
    await expect.poll(said).toEqual([words, words]);
  });
});

test("a lost connection is announced once, and its return once", async ({ ada }) => {
  const said = await listen(ada.page);
  ada.network.cut();
  await expect.poll(said).toEqual(["Connection lost. Reconnecting…"]);
  // It also connects again by itself: not before the button was pressed.
  ada.network.socketGate.shut();
  ada.network.restore();
  await ada.page.getByRole("button", { name: "Try now" }).click();
  ada.network.socketGate.open();
  await ada.isLive();
  await expect.poll(said).toEqual(["Connection lost. Reconnecting…", "The connection is back."]);
});

test("a refused message is announced, and a text that becomes too long, but not every character", async ({ ada }) => {
  const said = await listen(ada.page);
  ada.network.answer("POST /api/messages", 403, { error: "closed today" });
  await ada.says("this one");
  await expect.poll(said).toEqual(["Not sent: closed today."]);
  await ada.chat.composer.fill("x".repeat(4_600));
  await expect.poll(said).toEqual(["Not sent: closed today.", "400 characters left."]);
  await ada.chat.composer.press("End");
  await ada.types("yy");
  await ada.chat.composer.fill("x".repeat(5_001));
  await expect.poll(said).toEqual(["Not sent: closed today.", "400 characters left.", "1 character over the limit."]);
});

test("each of several refusals is announced once, when it happens, in any channel", async ({ ada }) => {
  const said = await listen(ada.page);
  const { chat } = ada;
  const isFailed = (text: string) => expect(chat.message(text)).toHaveAttribute("data-state", "failed");
  let refusal = ada.network.answer("POST /api/messages", 403, { error: "closed today" });
  await ada.says("this one");
  await isFailed("this one");
  refusal.lift();
  refusal = ada.network.answer("POST /api/messages", 403, { error: "still closed" });
  await ada.says("that one");
  await isFailed("that one");
  const refusals = ["Not sent: closed today.", "Not sent: still closed."];
  await expect.poll(said).toEqual(refusals);
  refusal.lift();

  // Neither by coming back, nor by throwing the later one away, does the first one happen again.
  await chat.channel("random").click();
  await expect(chat.title).toHaveText("random");
  await chat.channel("general").click();
  await isFailed("this one");
  await chat.delivery(chat.message("that one")).getByRole("button", { name: "Discard" }).click();
  await expect(chat.message("that one")).toHaveCount(0);

  // One that happens in a channel which was left.
  refusal = ada.network.answer("POST /api/messages", 403, { error: "closed for good" });
  ada.network.freeze();
  await ada.says("the last");
  await chat.channel("random").click();
  await expect(chat.title).toHaveText("random");
  ada.network.restore();
  await expect.poll(said).toEqual([...refusals, "#general: Not sent: closed for good."]);
  // What an earlier visit has left is no news.
  await areRefusedOnDisk(ada, 2);
  await ada.page.reload();
  await ada.isLive();
  const after = await listen(ada.page);
  await chat.channel("general").click();
  await isFailed("this one");
  refusal.lift();
  refusal = ada.network.answer("POST /api/messages", 403, { error: "yet again" });
  await ada.says("another");
  await expect.poll(after).toEqual(["Not sent: yet again."]);
});

test.describe("where files cannot be sent", () => {
  test.use({ mode: "baseline" });

  test("a banner above the composer is announced once", async ({ ada }) => {
    const said = await listen(ada.page);
    await ada.chat.composer.evaluate((field) => {
      const data = new DataTransfer();
      data.items.add(new File(["x"], "a.png"));
      field.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, clipboardData: data }));
    });
    await expect(ada.chat.banner).toBeVisible();
    await expect.poll(said).toEqual(["Files cannot be sent here. The file was left out."]);
    await expect(ada.chat.banner).not.toHaveAttribute("role");
  });
});

test("a finished action on a message is announced, each time", async ({ ada, grace }) => {
  await ada.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await grace.says("copy me");
  await ada.sees("copy me");
  const said = await listen(ada.page);
  for (const count of [1, 2]) {
    await ada.chat.message("copy me").hover();
    await ada.chat.toolbar.getByRole("button", { name: "Copy" }).click();
    await expect.poll(said).toEqual(Array(count).fill("Text copied."));
  }
});

test("missing storage is announced once, however often it is noticed", async ({ ada }) => {
  const said = await listen(ada.page);
  await ada.page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await ada.types("abc");
  await expect(ada.chat.banner).toContainText("cannot save unsent messages");
  await ada.types("def");
  ada.network.answer("POST /api/messages", 403, { error: "closed today" });
  await ada.chat.composer.press("Enter");
  await expect.poll(said).toEqual([expect.stringContaining("cannot save unsent messages"), "Not sent: closed today."]);
});

test("a reaction to an own message is announced, and changes to the newest one; the user's own actions are not", async ({ ada, grace }) => {
  await ada.says("mine");
  await grace.sees("mine");
  const heard = await listen(ada.page);
  // Names and emoji are isolated from the sentence.
  const said = async () => (await heard()).map((words) => words.replace(/[\u2068\u2069]/g, ""));
  const reacts = async (person: Person, text: string) => {
    await person.chat.message(text).hover();
    await person.chat.toolbar.getByRole("button", { name: "👍" }).click();
  };
  await reacts(grace, "mine");
  await expect.poll(said).toContain("Grace reacted with 👍 to: mine");
  await grace.says("hers");
  await ada.sees("hers");
  await reacts(ada, "hers");
  await expect(grace.chat.message("hers").locator(".reaction")).toHaveCount(1);
  await grace.chat.composer.press("ArrowUp");
  await grace.chat.composer.fill("hers, mended");
  await grace.page.keyboard.press("Enter");
  await ada.sees("hers, mended");
  // What comes within three seconds is said together.
  await expect.poll(said).toContainEqual(expect.stringMatching(/(^|; )Grace edited: hers, mended$/));
  await grace.chat.composer.press("Control+ArrowUp");
  await expect(grace.chat.message("hers, mended")).toBeFocused();
  await grace.page.keyboard.press("Shift+Delete");
  await expect.poll(said).toContainEqual(expect.stringMatching(/(^|; )Grace: This message was deleted\.$/));
  expect((await said()).filter((words) => words.includes("Ada"))).toEqual([]);
});
