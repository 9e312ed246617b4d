// The cluster's end-to-end test: real Chromium before `make cluster`. Run by `make test-cluster`.
import path from "node:path";
import { defineConfig } from "@playwright/test";
import endToEnd from "../e2e/playwright.config";

export default defineConfig({
  testDir: __dirname,
  outputDir: path.resolve(__dirname, "../../test-results/cluster"),
  reporter: "list",
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: endToEnd.use,
});
