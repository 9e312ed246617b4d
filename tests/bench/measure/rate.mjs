// Twenty messages a second on a slow phone: from the server's write to the end of the frame with the row in it. A page that is
// busy takes what has come later; that is part of the time.
import { pause, within, withTab } from "../browser.mjs";
import { percentile } from "./statistics.mjs";

const A_SECOND = 20;
const SECONDS = 10;
/** How long the last may take. */
const LIMIT = 30;

/** Says `rate` messages a second for so many seconds; gives their ids and instants. */
export async function speak(site, rate, seconds) {
  const said = [];
  const began = performance.now();
  for (let n = 0; n < rate * seconds; n += 1) {
    // By the clock, not by the pause before: a late one does not make all others late.
    await pause(Math.max(0, began + (n * 1000) / rate - performance.now()));
    said.push(site.say());
  }
  return said;
}

export const rate = {
  name: "rate",
  measure: ({ site }) =>
    withTab(site, async (tab) => {
      await tab.ready();
      await tab.slowProcessor();
      await pause(500);
      const said = await speak(site, A_SECOND, SECONDS);
      await within(LIMIT, tab.run(`bench.painted("${said.at(-1).id}")`));
      const painted = await tab.run(`bench.paintedAll(${JSON.stringify(said.map(({ id }) => id))})`);
      const took = said.map(({ at }, n) => painted[n] && painted[n] - at).filter(Boolean);
      return { rateP50: percentile(took, 0.5), rateP99: percentile(took, 0.99), $unseen: said.length - took.length };
    }),
};
