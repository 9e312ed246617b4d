// `test` with a running site, as the end-to-end tests have it, and visitors in the browser that the project names.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "@playwright/test";
import { test as base } from "../../e2e/support/embedding";
import { Network } from "../../e2e/support/network";
import { Browser, type Engine, type Equipment } from "./engines";
import { Visitor } from "./visitor";

export { expect };

interface Fixtures {
  isPhone: boolean;
  /** Brings a visitor with a browser and a network of their own; their page is not open yet. */
  comes: (name: string, options?: { isDark?: boolean; origin?: string }) => Promise<Visitor & { network: Network }>;
  /** Keeps a picture of what they see, for people to look at. */
  picture: (visitor: Visitor, name: string) => Promise<void>;
}

/** Browsers that nobody uses now. */
type Pool = { take: (equipment: Equipment) => Promise<Browser>; giveBack: (browser: Browser) => void };

export const test = base.extend<Fixtures, { engine: Engine; pool: Pool }>({
  engine: ["webkit", { option: true, scope: "worker" }],
  isPhone: [false, { option: true }],

  pool: [
    async ({}, use) => {
      const idle: Browser[] = [];
      await use({
        async take(equipment) {
          const at = idle.findIndex((browser) => JSON.stringify(browser.equipment) === JSON.stringify(equipment));
          return at < 0 ? Browser.start(equipment) : idle.splice(at, 1)[0];
        },
        giveBack: (browser) => void idle.push(browser),
      });
      for (const browser of idle) await browser.close();
    },
    { scope: "worker", timeout: 60_000 },
  ],

  comes: async ({ engine, isPhone, pool, backend, sockudo }, use, testInfo) => {
    const visitors: (Visitor & { network: Network })[] = [];
    await use(async (name, { isDark = false, origin } = {}) => {
      const network = await Network.open(backend.port, sockudo.port);
      const browser = await pool.take({ engine, isPhone, isDark });
      const visitor = Object.assign(new Visitor(name, browser, origin ?? network.origin), { network });
      visitors.push(visitor);
      return visitor;
    });
    const isFailed = testInfo.status !== testInfo.expectedStatus;
    for (const { name, driver, browser, network } of visitors) {
      if (isFailed) {
        const picture = testInfo.outputPath(`${name}.png`);
        writeFileSync(picture, await driver.takeScreenshot().catch(() => ""), "base64");
        await testInfo.attach(name, { path: picture });
        await browser.close();
      } else {
        await browser.forget();
        pool.giveBack(browser);
      }
      await network.close();
    }
  },

  picture: async ({}, use, { project }) => {
    await use(async (visitor, name) => {
      const moving = () =>
        visitor.asks((root) => root.getAnimations().filter((one) => one.playState === "running" && one.effect?.getComputedTiming().endTime !== Infinity).length);
      await expect.poll(moving, "what moves by itself is still").toBe(0);
      const folder = path.join(project.outputDir, "pictures");
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, `${name}, ${project.name}.png`), await visitor.driver.takeScreenshot(), "base64");
    });
  },
});
