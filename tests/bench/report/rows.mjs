// The rows of the table: what each value is called, and how it is written.
const ms = (value) => `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString("en")} ms`;
const kilobytes = (value) => `${(value / 1000).toFixed(1)} kB`;
const megabytes = (value) => `${(value / 1e6).toFixed(1)} MB`;
const count = (value) => Math.round(value).toLocaleString("en");
const times = (value) => `${value.toFixed(2)} ×`;

/** Of the browsers that WebDriver drives, at full speed: each is a measurement by its name, with these values. */
export const BROWSERS = { firefox: "Firefox", webkit: "WebKit" };
export const BROWSER_ROWS = [
  { key: "readable", label: "history readable, first visit", write: ms },
  { key: "whole", label: "until it can be answered as well", write: ms },
  { key: "messageP50", label: "20 messages a second: socket to paint, p50", write: ms },
  { key: "messageP99", label: "the same, p99", write: ms },
  { key: "burstLast", label: "burst of 2,000: the last one painted", write: ms },
  { key: "burstGap", label: "longest frame gap in it", write: ms },
  { key: "typingP50", label: "typing while 50 a second arrive: key to paint, p50", write: ms },
  { key: "typingP99", label: "the same, p99", write: ms },
];

/**
 * Each measurement's values, in the table's order. `isMore` marks those of which more is better, `isAlone` those that are not for
 * comparing.
 */
export const ROWS = [
  { key: "bytes", of: "loading", label: "bytes until history can be read, all that was asked for", write: kilobytes },
  { key: "requests", of: "loading", label: "requests until then", write: count, isAlone: true },
  { key: "firstPaint", of: "loading", label: "first paint after the HTML has arrived", write: ms },
  { key: "firstPaintSlow", of: "loading", label: "the same, slow", write: ms },
  { key: "readableCold", of: "loading", label: "history readable, first visit, slow", write: ms },
  { key: "readableWarm", of: "loading", label: "again, warm cache, slow", write: ms },
  { key: "wholeCold", of: "loading", label: "until it can be answered as well, first visit, slow", write: ms },
  { key: "wholeWarm", of: "loading", label: "again, warm cache, slow", write: ms },
  { key: "rateP50", of: "rate", label: "20 messages a second, slow: socket to paint, p50", write: ms },
  { key: "rateP99", of: "rate", label: "the same, p99", write: ms },
  { key: "burstLast", of: "burst", label: "burst of 2,000: the last one painted", write: ms },
  { key: "burstGap", of: "burst", label: "longest frame gap in it", write: ms },
  { key: "burstMain", of: "burst", label: "main-thread time of it", write: ms },
  { key: "burstElements", of: "burst", label: "DOM elements after it", write: count },
  { key: "burstLost", of: "burst", label: "messages of it that cannot be read", write: count },
  { key: "typingP50", of: "typing", label: "typing while 50 a second arrive, slow: key to paint, p50", write: ms },
  { key: "typingP99", of: "typing", label: "the same, p99", write: ms },
  { key: "scrollRate", of: "scrolling", label: "scrolling with 10,000 loaded: frames a second", write: count, isMore: true },
  { key: "scrollGap", of: "scrolling", label: "longest frame gap in it", write: ms },
  { key: "scrollBlank", of: "scrolling", label: "longest blank area in it, in frames", write: count },
  { key: "scrollHeap", of: "scrolling", label: "heap then, JavaScript and WebAssembly", write: megabytes },
  { key: "largeRows", of: "large", label: "100,000 messages: rows in the DOM", write: count },
  { key: "largeGap", of: "large", label: "longest frame gap in scrolling them", write: ms },
  { key: "largeBlank", of: "large", label: "longest blank area in it, in frames", write: count },
  { key: "largePrepend", of: "large", label: "main-thread time of one page more at the top", write: ms },
  { key: "largePrependGrowth", of: "large", label: "that, against the same with 1,000", write: times, isAlone: true },
  { key: "largeMessage", of: "large", label: "bytes for each message, without its text", write: count },
  { key: "idleCallbacks", of: "idle", label: "idle for 10 s: timers and frames that ran", write: count },
  { key: "idleMain", of: "idle", label: "main-thread time of an idle second", write: ms, isAlone: true },
  { key: "takeover", of: "takeover", label: "three tabs, the leading one crashes: the others live again", write: ms, isAlone: true },
];
