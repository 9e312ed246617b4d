// Typing on a slow phone while fifty messages a second come: from the key to the end of the frame with its letter.
import { pause, within, withTab } from "../browser.mjs";
import { speak } from "./rate.mjs";
import { percentile } from "./statistics.mjs";

const A_SECOND = 50;
const SECONDS = 10;
/** Between two keys, in milliseconds: somebody who types fast. */
const BETWEEN_KEYS = 120;
const TEXT = "it is as if nothing else went on here ";
/** How long the last letter may take. */
const LIMIT = 60;

// Not one after the other's answer: a hand does not wait for a page.
async function type(tab, seconds) {
  const began = performance.now();
  const pressed = [];
  const count = Math.floor((seconds * 1000) / BETWEEN_KEYS);
  for (let n = 0; n < count; n += 1) {
    await pause(Math.max(0, began + n * BETWEEN_KEYS - performance.now()));
    const text = TEXT[n % TEXT.length];
    const code = text === " " ? "Space" : `Key${text.toUpperCase()}`;
    const key = { key: text, code, windowsVirtualKeyCode: text.toUpperCase().charCodeAt(0) };
    pressed.push(tab.cdp.send("Input.dispatchKeyEvent", { type: "keyDown", text, ...key }));
    pressed.push(tab.cdp.send("Input.dispatchKeyEvent", { type: "keyUp", ...key }));
  }
  await within(LIMIT, Promise.all(pressed));
  return count;
}

export const typing = {
  name: "typing",
  measure: ({ site }) =>
    withTab(site, async (tab) => {
      await tab.ready();
      await tab.page.locator("textarea").focus();
      await tab.slowProcessor();
      await pause(500);
      await tab.run("bench.forget()");
      const [count] = await Promise.all([type(tab, SECONDS), speak(site, A_SECOND, SECONDS)]);
      await within(LIMIT, (async () => {
        while ((await tab.run("bench.keys().length")) < count) await pause(100);
      })());
      const keys = await tab.run("bench.keys()");
      return { typingP50: percentile(keys, 0.5), typingP99: percentile(keys, 0.99) };
    }),
};
