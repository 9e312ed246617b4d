// The tab that has the connection of all crashes: how long until the others are live again.
import { Tab, within, withBrowser } from "../browser.mjs";

const TABS = 3;
/** How long they may take, in seconds. */
const LIMIT = 30;

// The instant, in ms since 1970, at which a tab is live again after it was not.
const liveAgain = ({ page }) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const root = document.querySelector("[data-connection]");
        let wasLost = false;
        new MutationObserver(() => {
          if (root.dataset.connection !== "live") wasLost = true;
          else if (wasLost) resolve(Date.now());
        }).observe(root, { attributes: true, attributeFilter: ["data-connection"] });
      }),
  );

export const takeover = {
  name: "takeover",
  measure: ({ name, site }) => {
    // Each tab of the other page has a connection of its own.
    if (name !== "ours") return {};
    return withBrowser(async (context) => {
      const tabs = [];
      while (tabs.length < TABS) {
        const tab = await Tab.open(context, site);
        await tab.ready();
        tabs.push(tab);
      }
      const [leader, ...others] = tabs;
      const { held } = await leader.page.evaluate(() => navigator.locks.query());
      if (!held.some((lock) => lock.name.startsWith("collabspace-live:"))) throw new Error("the tabs share no connection");
      const all = others.map(liveAgain);
      const crashed = Date.now();
      // It never answers: the tab is gone.
      leader.cdp.send("Page.crash").catch(() => {});
      return { takeover: Math.max(...(await within(LIMIT, Promise.all(all)))) - crashed };
    });
  },
};
