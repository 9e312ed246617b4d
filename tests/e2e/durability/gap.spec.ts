// An absence too long to be caught up with at once.
import { addMessages } from "../support/database";
import { lines } from "../support/history";
import { readThrough, scrollsDownTo, toBeginning } from "../support/reading";
import { expect, test } from "../support/unreliable";

/** More than catching up reads at once, with and without the extension `after`. */
const MISSED = 1_300;
const HOUR = 3_600_000;

test.use({ site: { history: lines(60, "Grace", HOUR) } });

test("a gap is shown, loads on demand, and in the end every message is there, in order", async ({ ada, grace, backend, mode }) => {
  test.setTimeout(90_000);
  await ada.sees("line 60");
  ada.network.cut();
  await ada.connectionIs("connecting");
  await backend.end();
  // Three at a time have one instant: some of them straddle the edges of pages.
  const first = Date.now() - MISSED * 1_000;
  const missed = Array.from({ length: MISSED }, (_, index) => {
    return { from: "Grace", text: `missed ${index + 1}`, at: first + Math.floor(index / 3) * 3_000 };
  });
  await addMessages(backend.database, backend.workspace, missed);
  await backend.restart();
  ada.network.restore();
  await ada.isLive();
  await ada.sees(`missed ${MISSED}`);

  // It lies further back than what is in the page.
  const gap = ada.chat.list.locator(".gap");
  await grace.says("said meanwhile");
  await ada.sees("said meanwhile");
  await toBeginning(ada.chat);
  await scrollsDownTo(gap, ada.chat);
  const refusal = ada.network.answer("GET /api/messages", 403, { error: "not now" });
  await gap.getByRole("button").last().click();
  const words = "Some messages are missing here and could not be loaded: not now.";
  await expect(gap).toContainText(words);
  await expect(ada.page.locator(".announcer", { hasText: words }), "it is said").toHaveCount(1);
  refusal.lift();
  await gap.getByRole("button").click();
  await expect(gap.filter({ hasText: "not now" })).toHaveCount(0);

  let [newest, asked] = [false, 0];
  for (let found = true; found; ) {
    await toBeginning(ada.chat);
    await scrollsDownTo(gap, ada.chat);
    found = (await gap.count()) > 0;
    if (!found) break;
    await expect(gap).toHaveCount(1);
    await expect(gap).toContainText("Some messages are missing here.");
    // From one end, then from the other, where there are two.
    const buttons = gap.getByRole("button");
    await expect(buttons).toHaveCount(mode === "extensions" ? 2 : 1);
    const before = ada.network.callsOf("GET /api/messages").length;
    await (newest ? buttons.last() : buttons.first()).click();
    newest = !newest;
    asked += 1;
    await expect.poll(() => ada.network.callsOf("GET /api/messages").length).toBeGreaterThan(before);
    await expect(ada.chat.list.locator(".gap[aria-busy]")).toHaveCount(0);
  }
  expect(asked, "the gap was seen and asked for").toBeGreaterThan(0);
  await toBeginning(ada.chat);
  const all = [...lines(60).map(({ text }) => text), ...missed.map(({ text }) => text), "said meanwhile"];
  expect((await readThrough(ada.chat)).map(({ text }) => text)).toEqual(all);
});
