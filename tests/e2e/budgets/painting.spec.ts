// What a browser has to paint anew when a message comes. A row that it may have cut off somewhere (a box with a clip, in the row)
// it paints again with every change of the list's length.
import type { Page } from "@playwright/test";
import { lines } from "../support/history";
import { expect, test } from "../support/test";
import { budgets, told } from "./budgets";

const MINUTE = 60_000;

// Of two people, so that there are rows of every kind: the first of a group, and one that follows.
const history = lines(150).map((line, at) => ({ ...line, from: at % 5 ? "Grace" : "Linus", at: line.at - (at % 7 ? 0 : MINUTE / 2) }));

test.use({ site: { history } });

/** How many rows the browser paints while `act` goes on. */
async function paintedRows(page: Page, act: () => Promise<void>): Promise<number> {
  const devTools = await page.context().newCDPSession(page);
  let painted = 0;
  devTools.on("Tracing.dataCollected", ({ value }) => {
    for (const { name, args } of value as unknown as { name: string; args?: { data?: { nodeName?: string } } }[]) {
      if (name === "Paint" && args?.data?.nodeName?.startsWith("ARTICLE")) painted += 1;
    }
  });
  await devTools.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["devtools.timeline"] } });
  await act();
  const isTold = new Promise((told) => devTools.once("Tracing.tracingComplete", told));
  await devTools.send("Tracing.end");
  await isTold;
  return painted;
}

test("a message that comes has no more rows painted than it may", async ({ ada, grace }) => {
  const count = 8;
  // Until the conversation is followed with the rows that it needs, and no more.
  for (let number = 1; number <= 3; number++) await grace.says(`before ${number}`);
  await ada.sees("before 3");
  const painted = await paintedRows(ada.page, async () => {
    for (let number = 1; number <= count; number++) {
      await grace.says(`news ${number}`);
      await ada.sees(`news ${number}`);
    }
  });
  expect(painted, "it is told at all").toBeGreaterThanOrEqual(count);
  const each = painted / count;
  console.log(told("rows painted for a message", each, budgets.paintedRows));
  expect(each).toBeLessThanOrEqual(budgets.paintedRows.limit);
});
