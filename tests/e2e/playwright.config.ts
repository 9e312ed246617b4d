// The end-to-end tests: real Chromium (and once Firefox), real Pusher server, real backend. Run by `make test`, or by themselves:
//   npx playwright test -c tests/e2e/playwright.config.ts [--project=extensions] [FILE]
// The same tests run in two projects, against a backend with the contract's extensions and against one without.
import { existsSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "@playwright/test";
import { fonts } from "./support/fonts";
import type { Mode, PusherServer, Store } from "./support/test";

const root = path.resolve(__dirname, "../..");
// The headless one first: Chromium itself loads pages of its own in each window, which take more processor than most tests.
const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const chromium = process.env.CHROMIUM || browsers.find((file) => existsSync(file));
const headless = process.env.HEADLESS_CHROMIUM || ["/usr/bin/chromium-headless-shell"].find((file) => existsSync(file)) || chromium;

// Specs about the page and the Pusher server alone behave the same with either kind of backend: they run once.
const sameInBoth = /(\/(chunks|completion|configuration|devices|doctor|font-size|formatting|keyboard|long-messages|offline\/worker|package|printing|settings|shell|text|translation|typing)|accessibility\/\w+|budgets\/(painting|rows)|(embed\/)?language|embed\/(changed-built-ins|doctor|element|font-size|frame|host-page|panel|react|theming|types)|durability\/(bad-events|clock|hosted-pusher|polling|reconnecting|storage|way-back)|firefox\/smoke|hosting\/\w+|security\/(hostile|integrity))\.spec\.ts$/;

// What a backend without the extension does not have at all.
const ofExtensions = "files/**";

// The long form of chaos, and the durability tests in both projects, are run by `make chaos`; else chaos is short, and
// durability, which waits for the page's own time limits, is tried once.
const durability = process.env.CHAOS ? [] : ["durability/**"];

// About the backend that serves live updates itself, alone.
const oneProcess = "one-process.spec.ts";

const pictures = ["screenshots.spec.ts", "pictures.spec.ts"];

// Pictures are for people to look at: only on request, `--project=screenshots`. The workers see it by the environment.
if (process.argv.some((argument) => /^(--project=)?screenshots$/.test(argument))) process.env.SCREENSHOTS = "1";

const launch = {
  env: fonts("wide"),
  executablePath: headless,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // A site without TLS: of addresses that mean this machine, browsers trust all but such a name.
    "--host-resolver-rules=MAP without-tls.test 127.0.0.1",
  ],
};

// The size of a target never depends on a font: what measures targets runs once more, with much narrower characters.
const fingers = "accessibility/fingers.spec.ts";
const narrowFonts = {
  name: "narrow-fonts",
  testMatch: [fingers, "embed/panel.spec.ts"],
  grep: /large enough for a finger|on a phone it can be closed before it is there/,
  use: { mode: "extensions" as const, launchOptions: { ...launch, env: fonts("narrow") } },
};

// The headless browser knows no notifications, and keeps no page for the way back.
const inWholeBrowser = ["settings.spec.ts", "durability/way-back.spec.ts"];
const wholeBrowser = { ...launch, executablePath: chromium, ignoreDefaultArgs: ["--disable-back-forward-cache"] };

export default defineConfig<{ mode: Mode; pusherServer: PusherServer }, { store: Store }>({
  testDir: __dirname,
  outputDir: path.join(root, "test-results/e2e"),
  // scripts/test.sh names the file for the JSON, which it counts from.
  reporter: [["list"], ...(process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [["json"] as const] : []), ["./support/costs.ts"], ["./support/failures.ts"]],
  workers: 2,
  fullyParallel: true,
  // A test that fails now and then is broken, or the page is. On a shared CI machine one retry keeps the rest of the run; the log
  // ends with the tests that needed it.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  // A busy machine may stand still for seconds, and the page itself may wait: four seconds before it connects again, five
  // between two polls. How soon something has to be there is measured where it matters.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  use: {
    viewport: { width: 1280, height: 800 },
    screenshot: "only-on-failure",
    trace: "on-first-retry",
    actionTimeout: 15_000,
    navigationTimeout: 15_000,
    // Registered some seconds after the page is there: only where it is looked at (offline/worker.spec.ts).
    serviceWorkers: "block",
    launchOptions: launch,
  },
  projects: [
    { name: "extensions", testIgnore: [...pictures, ...inWholeBrowser, oneProcess, fingers], use: { mode: "extensions" } },
    { name: "whole-browser", testMatch: inWholeBrowser, use: { mode: "extensions", launchOptions: wholeBrowser } },
    narrowFonts,
    { name: "baseline", testIgnore: [...pictures, ...durability, sameInBoth, ofExtensions, oneProcess], use: { mode: "baseline" } },
    // The one in the backend, as `make start` has it: a journey, and the presence channel. Events are the same from both by the
    // backend's own tests.
    { name: "embedded", testMatch: /e2e\/(one-process|people)\.spec\.ts$/, use: { mode: "extensions", pusherServer: "embedded" } },
    // What depends on the store, over MongoDB: one journey for each way to change a message, what others changed meanwhile, and files.
    {
      name: "mongodb",
      testMatch: ["changing/*.spec.ts", "durability/changes.spec.ts", "files/sending.spec.ts"],
      grep: /Up edits the last own|a question comes first|by keyboard, by the chip|a reply shows what it answers|what another person changed|a picture and a file go out/,
      use: { mode: "extensions", store: "mongodb" },
    },
    ...(process.env.SCREENSHOTS
      ? [{ name: "screenshots", testMatch: pictures, use: { mode: "extensions" as const } }]
      : []),
  ],
});
