// A hundred thousand messages in one channel, against a thousand: what is in the DOM, what a page more costs, what one weighs.
import { TooSlow, pause, within, withTab } from "../browser.mjs";
import { feed } from "./feed.mjs";
import { median } from "./statistics.mjs";

const FEW = 1_000;
const MANY = 100_000;
const LIMIT = 120;
const TIMES = 5;
/** Until everything that follows from a page more is done, in milliseconds. */
const SETTLED = 400;

const isOlder = (call) => call.startsWith("GET /api/messages?") && call.includes("before=");

// At the very top, so that a page more is asked for; from when it is asked for until all is done.
async function prepend(tab) {
  const { site } = tab;
  const asked = site.calls.filter(isOlder).length;
  const { ms } = await tab.mainThread(async () => {
    const end = performance.now() + 10_000;
    await tab.run("bench.toTop()");
    while (site.calls.filter(isOlder).length === asked) {
      if (performance.now() > end) throw new TooSlow("no older page was asked for at the top");
      await pause(10);
      await tab.run("bench.toTop()");
    }
    await pause(SETTLED);
  });
  return ms;
}

async function prepends(tab) {
  // The first one goes a long way, through rows that were never drawn.
  await within(60, prepend(tab));
  const all = [];
  for (let n = 0; n < TIMES; n += 1) all.push(await within(60, prepend(tab)));
  await tab.run("bench.toBottom()");
  await pause(SETTLED);
  await tab.run("bench.toBottom()");
  await pause(SETTLED);
  return median(all);
}

export const large = {
  name: "large",
  // A page of a hundred thousand takes its time, and what is asked here moves little.
  rounds: (asked) => Math.min(asked, 3),
  measure: ({ site }) =>
    withTab(site, async (tab) => {
      await tab.ready();
      await feed(tab, FEW, LIMIT);
      await pause(500);
      const few = await tab.heap();
      const prependFew = await prepends(tab);
      await feed(tab, MANY - FEW, LIMIT);
      await pause(1_000);
      const many = await tab.heap();
      const text = Array.from({ length: FEW }, (_, n) => site.channel.at(site.channel.length - 1 - n).content.length);
      const rows = await tab.run("bench.rows()");
      await tab.run("bench.forget()");
      await within(30, tab.run("bench.scroll(-100, 3000)"));
      const { longest, longestBlank } = await tab.run("bench.frames()");
      const prependMany = await prepends(tab);
      return {
        largeRows: Math.max(rows, await tab.run("bench.rows()")),
        largePrependFew: prependFew,
        largePrepend: prependMany,
        largePrependGrowth: prependMany / prependFew,
        largeMessage: (many - few) / (MANY - FEW) - text.reduce((sum, length) => sum + length, 0) / text.length,
        largeGap: longest,
        largeBlank: longestBlank,
      };
    }),
};
