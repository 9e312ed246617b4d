// From an empty browser to 50 messages that can be read, on a slow phone; once more, with everything cached; and at full speed.
import { Tab, pause, within, withBrowser } from "../browser.mjs";

/** After a visit, so that the browser can write down what it has compiled. */
const BETWEEN = 2_000;

// What comes over the network, from now on.
function listen(cdp) {
  const requests = new Map();
  cdp.on("Network.requestWillBeSent", ({ requestId, request, wallTime }) => {
    if (!request.url.startsWith("data:")) requests.set(requestId, { url: request.url, at: wallTime * 1000, bytes: 0 });
  });
  // What is preloaded is asked for once more by whoever wants it, and found in memory.
  cdp.on("Network.requestServedFromCache", ({ requestId }) => requests.delete(requestId));
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request) request.bytes = encodedDataLength;
  });
  return requests;
}

async function visit(context, site, isSlow) {
  const tab = await Tab.open(context, site);
  const requests = listen(tab.cdp);
  if (isSlow) {
    await tab.slowProcessor();
    await tab.slowNetwork();
  }
  await tab.go();
  const newest = site.channel.at(site.channel.length - 1).id;
  const readable = await within(60, tab.run(`bench.painted("${newest}")`));
  const whole = Math.max(readable, await within(60, tab.run("bench.writable()")));
  await pause(BETWEEN);
  const times = await tab.run(`({
    origin: performance.timeOrigin,
    html: performance.getEntriesByType("navigation")[0].responseEnd,
    firstPaint: performance.getEntriesByName("first-paint")[0]?.startTime,
    rows: bench.rows(),
  })`);
  await tab.close();
  const until = [...requests.values()].filter(({ at }) => at <= readable);
  return {
    readable: readable - times.origin,
    whole: whole - times.origin,
    firstPaint: times.firstPaint - times.html,
    bytes: until.reduce((sum, { bytes }) => sum + bytes, 0),
    requests: until.length,
    urls: until.map(({ url, bytes }) => `${new URL(url).pathname} ${bytes}`),
  };
}

export const loading = {
  name: "loading",
  measure: async ({ site }) => {
    const [cold, warm] = await withBrowser(async (context) => [await visit(context, site, true), await visit(context, site, true)]);
    const fast = await withBrowser((context) => visit(context, site, false));
    return {
      bytes: cold.bytes,
      requests: cold.requests,
      firstPaint: fast.firstPaint,
      firstPaintSlow: cold.firstPaint,
      readableCold: cold.readable,
      readableWarm: warm.readable,
      wholeCold: cold.whole,
      wholeWarm: warm.whole,
      $loaded: cold.urls,
    };
  },
};
