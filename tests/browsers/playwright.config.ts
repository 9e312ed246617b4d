// The journeys that a visitor makes, in the browsers that Playwright does not drive. Run by `make test-browsers`, or by themselves:
//   npx playwright test -c tests/browsers/playwright.config.ts [--project=webkit] [FILE]
// Each runs four times: in WebKitGTK and in Firefox, at a desktop's size and at a phone's.
import path from "node:path";
import { defineConfig } from "@playwright/test";
import type { Engine } from "./support/engines";

const project = (engine: Engine, isPhone: boolean) => ({ name: isPhone ? `${engine}-phone` : engine, testIgnore: "heard/**", use: { engine, isPhone } });

export default defineConfig<{ isPhone: boolean }, { engine: Engine }>({
  testDir: __dirname,
  outputDir: path.resolve(__dirname, "../../test-results/browsers"),
  // scripts/test.sh names the file for the JSON, which it counts from.
  reporter: [["list"], ...(process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [["json"] as const] : [])],
  workers: 2,
  fullyParallel: true,
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 180_000,
  expect: { timeout: 20_000 },
  projects: [{ name: "heard", testMatch: "heard/*.spec.ts", fullyParallel: false }, project("webkit", false), project("webkit", true), project("firefox", false), project("firefox", true)],
});
