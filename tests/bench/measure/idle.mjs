// A chat in which nothing happens.
import { pause, withTab } from "../browser.mjs";

const SECONDS = 10;
/** Until then, in milliseconds, a page does what it has put off: ours names its manifest after 5 s. */
const SETTLED = 6_000;

export const idle = {
  name: "idle",
  measure: ({ site }) =>
    withTab(site, async (tab) => {
      await tab.ready();
      await pause(SETTLED);
      await tab.run("bench.rest()");
      await pause(1_000);
      await tab.run("bench.forget()");
      const { ms } = await tab.mainThread(() => pause(SECONDS * 1000));
      return { idleCallbacks: await tab.run("bench.callbacks()"), idleMain: ms / SECONDS };
    }),
};
