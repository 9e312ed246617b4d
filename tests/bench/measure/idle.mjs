// A chat in which nothing happens.
import { pause, withTab } from "../browser.mjs";

const SECONDS = 10;

export const idle = {
  name: "idle",
  measure: ({ site }) =>
    withTab(site, async (tab) => {
      await tab.ready();
      await pause(3_000);
      await tab.run("bench.rest()");
      await pause(1_000);
      await tab.run("bench.forget()");
      const { ms } = await tab.mainThread(() => pause(SECONDS * 1000));
      return { idleCallbacks: await tab.run("bench.callbacks()"), idleMain: ms / SECONDS };
    }),
};
