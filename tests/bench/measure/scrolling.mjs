// Ten thousand messages are loaded: reading upwards, fast, and what they weigh.
import { pause, within, withTab } from "../browser.mjs";
import { feed } from "./feed.mjs";

const COUNT = 10_000;
const LOADING_LIMIT = 90;
/** A quick hand: 6,000 pixels a second where 60 frames are drawn. */
const PIXELS_A_FRAME = -100;
const DURATION = 5_000;

export const scrolling = {
  name: "scrolling",
  measure: ({ site }) =>
    withTab(site, async (tab) => {
      await tab.ready();
      await feed(tab, COUNT, LOADING_LIMIT);
      await pause(1_000);
      const heap = await tab.heap();
      await pause(500);
      await tab.run("bench.forget()");
      await within(30, tab.run(`bench.scroll(${PIXELS_A_FRAME}, ${DURATION})`));
      const { rate, longest, longestBlank } = await tab.run("bench.frames()");
      return { scrollRate: rate, scrollGap: longest, scrollBlank: longestBlank, scrollHeap: heap };
    }),
};
