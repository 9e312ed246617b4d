// The same in Firefox and WebKit, at full speed: WebDriver has nothing that makes a processor or a network slow. In one browser:
// a first visit, messages one by one, a burst, typing, each in a page that was loaded for it.
import { PROBE, pause, within } from "../browser.mjs";
import { speak } from "../measure/rate.mjs";
import { percentile } from "../measure/statistics.mjs";

/** How long anything may take, in seconds. */
const LIMIT = 60;
/** A browser that has just been started still loads pages of its own for so long, in milliseconds. */
const BROWSER_STARTS = 2_000;
const SETTLE = 500;
const SECONDS = 10;
const A_SECOND = 20;
const A_SECOND_WHILE_TYPING = 50;
const BURST = 2_000;
const BETWEEN_KEYS = 120;
const TEXT = "it is as if nothing else went on here ";

/** A page in such a browser, which the site has put the probe into. */
class Page {
  constructor(driver, site) {
    this.driver = driver;
    this.site = site;
  }

  /** What an expression in the page comes to, its promise awaited. */
  async run(expression) {
    const script = `const done = arguments[0]; Promise.resolve(${expression}).then((value) => done({ value }), (error) => done({ failed: String(error) }));`;
    const { value, failed } = await within(LIMIT, this.driver.executeAsyncScript(script));
    if (failed) throw new Error(`${expression}: ${failed}`);
    return value;
  }

  /** Opens the chat: when its newest message was painted, and when it could be answered, in milliseconds of the visit. */
  async visit() {
    await this.driver.get(`${this.site.origin}/`);
    const newest = this.site.channel.at(this.site.channel.length - 1).id;
    const readable = await this.run(`bench.painted("${newest}")`);
    const whole = Math.max(readable, await this.run("bench.writable()"));
    const origin = await this.run("performance.timeOrigin");
    return { readable: readable - origin, whole: whole - origin };
  }

  /** Opens it anew, and waits until it is live. */
  async ready() {
    this.site.fresh();
    await this.visit();
    const isLive = () => this.driver.executeScript("return document.querySelector('[data-connection=\"live\"]') !== null");
    await this.driver.wait(isLive, LIMIT * 1000, "the page is live", 50);
    await pause(SETTLE);
    await this.run("bench.forget()");
  }
}

async function oneByOne(page) {
  await page.ready();
  const said = await speak(page.site, A_SECOND, SECONDS);
  await page.run(`bench.painted("${said.at(-1).id}")`);
  const painted = await page.run(`bench.paintedAll(${JSON.stringify(said.map(({ id }) => id))})`);
  const took = said.map(({ at }, n) => painted[n] && painted[n] - at).filter(Boolean);
  return { messageP50: percentile(took, 0.5), messageP99: percentile(took, 0.99), $unseen: said.length - took.length };
}

async function burst(page) {
  await page.ready();
  const { ids, at } = await page.site.burst(BURST);
  const took = (await page.run(`bench.painted("${ids.at(-1)}")`)) - at;
  const { longest } = await page.run("bench.frames()");
  return { burstLast: took, burstGap: longest };
}

async function typing(page) {
  await page.ready();
  await page.driver.executeScript("document.querySelector('textarea').focus()");
  const count = Math.floor((SECONDS * 1000) / BETWEEN_KEYS);
  // All in one: the driver keeps the time between two keys, whatever the page does.
  const keys = page.driver.actions();
  for (let n = 0; n < count; n += 1) keys.sendKeys(TEXT[n % TEXT.length]).pause(BETWEEN_KEYS);
  await Promise.all([within(LIMIT, keys.perform()), speak(page.site, A_SECOND_WHILE_TYPING, SECONDS)]);
  const isTyped = async () => (await page.run("bench.keys().length")) >= count;
  await page.driver.wait(isTyped, LIMIT * 1000, "every letter was painted", 100);
  const took = await page.run("bench.keys()");
  return { typingP50: percentile(took, 0.5), typingP99: percentile(took, 0.99) };
}

/** The measurement of one browser, which is started by `Browser` of tests/browsers. */
export const inBrowser = (engine, Browser) => ({
  name: engine,
  async measure({ site, folder }) {
    site.serve(folder, PROBE);
    const browser = await Browser.start({ engine, isPhone: false, isDark: false });
    try {
      await browser.driver.manage().setTimeouts({ script: LIMIT * 1000 });
      await pause(BROWSER_STARTS);
      const page = new Page(browser.driver, site);
      const { readable, whole } = await page.visit();
      const capabilities = await browser.driver.getCapabilities();
      return {
        ...{ readable, whole, ...(await oneByOne(page)), ...(await burst(page)), ...(await typing(page)) },
        $version: capabilities.getBrowserVersion(),
      };
    } finally {
      await browser.close();
      site.serve(folder);
    }
  },
});
