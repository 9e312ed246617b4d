// Many messages into a page that is open: as live events, which it keeps.
import { within } from "../browser.mjs";

const TOGETHER = 1_000;

/** Says so many, each thousand when the one before is on the screen; within so many seconds. */
export async function feed(tab, count, seconds) {
  const end = performance.now() + seconds * 1000;
  for (let said = 0; said < count; said += TOGETHER) {
    const { ids } = await tab.site.burst(Math.min(TOGETHER, count - said));
    const left = (end - performance.now()) / 1000;
    await within(Math.max(1, left), tab.run(`bench.painted("${ids.at(-1)}")`)).catch((error) => {
      error.message = `${said.toLocaleString("en")} of ${count.toLocaleString("en")} were there after ${seconds} s`;
      throw error;
    });
  }
}
