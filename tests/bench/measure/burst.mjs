// Two thousand messages at once.
import { pause, within, withTab } from "../browser.mjs";

const COUNT = 2_000;
/** How long the last may take, and the reading of all. */
const LIMIT = 20;

export const burst = {
  name: "burst",
  measure: ({ site }) =>
    withTab(site, async (tab) => {
      await tab.ready();
      await pause(500);
      await tab.run("bench.forget()");
      const before = site.calls.length;
      const { result, ms } = await tab.mainThread(async () => {
        const { ids, at } = await site.burst(COUNT);
        const painted = await within(LIMIT, tab.run(`bench.painted("${ids.at(-1)}")`));
        // What is put off until later belongs to it.
        await pause(500);
        return { ids, took: painted - at, calls: site.calls.length - before };
      });
      const { longest } = await tab.run("bench.frames()");
      const elements = await tab.run("bench.elements()");
      // Nobody can see that one is missing but by reading all.
      await within(LIMIT, tab.run(`bench.read(${COUNT + 50}, ${LIMIT * 900})`));
      const seen = new Set(await tab.run("bench.seen()"));
      return {
        burstLast: result.took,
        burstGap: longest,
        burstMain: ms,
        burstElements: elements,
        burstLost: result.ids.filter((id) => !seen.has(id)).length,
        // What a page asks of the backend meanwhile is not budgeted, but explains much.
        $calls: result.calls,
      };
    }),
};
