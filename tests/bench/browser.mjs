// Chromium, and what the bench asks of its DevTools protocol.
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";

export const PROBE = await readFile(new URL("probe.js", import.meta.url), "utf8");

const EXECUTABLE = process.env.CHROMIUM || ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));
const ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--enable-precise-memory-info",
];

/** A slow phone: the processor 4 times slower, 9 Mbit/s with 60 ms. */
const SLOW_PROCESSOR = 4;
const SLOW_NETWORK = { offline: false, latency: 60, downloadThroughput: 9_000_000 / 8, uploadThroughput: 9_000_000 / 8 };

/** What did not finish within its time. */
export class TooSlow extends Error {}

/** A promise's value, or [`TooSlow`] after so many seconds. */
export function within(seconds, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new TooSlow(`did not finish in ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** So long, in milliseconds, a browser that has just been started still loads pages of its own. */
const BROWSER_STARTS = 2_000;

/** A browser with an empty profile on disk, as somebody's who comes for the first time. */
export async function withBrowser(use) {
  const profile = await mkdtemp(join(tmpdir(), "collabspace-bench-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: EXECUTABLE,
    args: ARGUMENTS,
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    // The bench ends by itself, when it has told what it has measured.
    handleSIGINT: false,
    handleSIGTERM: false,
  });
  try {
    await pause(BROWSER_STARTS);
    return await use(context);
  } finally {
    await within(20, context.close()).catch(() => {});
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A tab of a browser, with the probe in it. */
export class Tab {
  #origin;

  constructor(page, cdp, site) {
    this.page = page;
    this.cdp = cdp;
    this.site = site;
    this.#origin = site.origin;
  }

  static async open(context, site) {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await Promise.all(["Network.enable", "Performance.enable", "Page.enable", "HeapProfiler.enable"].map((method) => cdp.send(method)));
    await cdp.send("Page.addScriptToEvaluateOnNewDocument", { source: PROBE });
    return new Tab(page, cdp, site);
  }

  async slowProcessor() {
    await this.cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOW_PROCESSOR });
  }

  async slowNetwork() {
    await this.cdp.send("Network.emulateNetworkConditions", SLOW_NETWORK);
  }

  /** Opens the chat; resolves when the request is on its way. */
  async go() {
    // Not `page.goto`, which waits for more than is asked here.
    const { errorText } = await this.cdp.send("Page.navigate", { url: `${this.#origin}/` });
    if (errorText) throw new Error(`${this.#origin} could not be opened: ${errorText}`);
  }

  /** Opens the chat and waits until its newest message is there and it is live. */
  async ready() {
    await this.go();
    const newest = this.site.channel.at(this.site.channel.length - 1).id;
    await within(60, this.run(`bench.painted("${newest}")`));
    await within(60, this.page.waitForSelector('[data-connection="live"]', { timeout: 60_000 }));
  }

  /** What an expression in the page comes to, its promise awaited. */
  async run(expression) {
    const { result, exceptionDetails } = await this.cdp.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    return result.value;
  }

  /** Chromium's own counters: seconds of the main thread, by name. */
  async metrics() {
    const { metrics } = await this.cdp.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  }

  /** Milliseconds that the main thread worked while this was done. */
  async mainThread(act) {
    const before = await this.metrics();
    const result = await act();
    const after = await this.metrics();
    return { result, ms: (after.TaskDuration - before.TaskDuration) * 1000 };
  }

  /** Bytes of JavaScript objects and of WebAssembly, with nothing left that could be collected. */
  async heap() {
    for (let n = 0; n < 2; n += 1) await this.cdp.send("HeapProfiler.collectGarbage");
    const { usedSize } = await this.cdp.send("Runtime.getHeapUsage");
    return usedSize + (await this.run("bench.memory()"));
  }

  async close() {
    await within(10, this.page.close()).catch(() => {});
  }
}

/** A tab in a browser of its own, for one measurement. */
export const withTab = (site, use) =>
  withBrowser(async (context) => {
    const tab = await Tab.open(context, site);
    return use(tab, context);
  });

/** Which browser it is. */
export const version = () => withBrowser(async (context) => versionOf(context));

async function versionOf(context) {
  const cdp = await context.newCDPSession(context.pages()[0]);
  const { product } = await cdp.send("Browser.getVersion");
  return product.replace(/^\w+\//, "Chromium ");
}
