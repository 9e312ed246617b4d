// `test` with a running site and a desktop with a screen reader. What was heard is kept for the documents.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "@playwright/test";
import { test as base } from "../../../e2e/support/embedding";
import { Network } from "../../../e2e/support/network";
import { Desktop } from "./desktop";
import { Listener, faults } from "./listener";

export { expect };
export type { Listener };

interface Fixtures {
  /** Somebody who listens; their page is not open yet. */
  listens: (name: string, origin?: string) => Promise<Listener>;
}

export const test = base.extend<Fixtures, { desktop: Desktop }>({
  desktop: [
    async ({}, use) => {
      const desktop = await Desktop.start();
      await use(desktop);
      await desktop.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],

  listens: async ({ desktop, backend, sockudo }, use, testInfo) => {
    const listeners: Listener[] = [];
    await use(async (name, origin) => {
      const network = await Network.open(backend.port, sockudo.port);
      network.configure = (config) => ({ ...config, workspaceName: "Acme" });
      const listener = new Listener(name, desktop, network, origin);
      listeners.push(listener);
      await listener.driver.get("about:blank");
      await listener.silence();
      return listener;
    });
    for (const { driver, network, steps } of listeners) {
      expect.soft(faults(steps), "what is said badly").toEqual([]);
      const folder = path.join(testInfo.project.outputDir, "heard");
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, `${testInfo.title}.json`), `${JSON.stringify({ title: testInfo.title, by: desktop.version, steps }, null, 1)}\n`);
      if (testInfo.status !== testInfo.expectedStatus) {
        writeFileSync(testInfo.outputPath("screen.png"), await driver.takeScreenshot().catch(() => ""), "base64");
        writeFileSync(testInfo.outputPath("orca.log"), desktop.orca.log());
      }
      await desktop.browser.forget();
      await network.close();
    }
  },
});
