// Pictures to look at, in test-results/screenshots: npx playwright test -c tests/e2e/playwright.config.ts --project=screenshots
import path from "node:path";
import { type OldMessage, lines } from "./support/history";
import type { Person } from "./support/person";
import { isStill } from "./support/place";
import { expect, test } from "./support/test";

const DAY = 24 * 60 * 60 * 1000;
const now = Date.now();
const TALK: [from: string, text: string, ago: number][] = [
  ["Grace Hopper", "Good morning! The release candidate is on the test system.", DAY + 3_600_000],
  ["Grace Hopper", "Please have a look at the sign-in page above all.", DAY + 3_580_000],
  ["Linus Torvalds", "Looks good here. I found one thing: on a narrow window the button wraps below the field, which is a bit unexpected. Shall I open an issue for that, or is somebody on it already?", DAY + 3_000_000],
  ["Ada Lovelace", "I am on it.", DAY + 2_900_000],
  ["Margaret Hamilton", "The notes for the customer:\n1. what is new\n2. what has changed\n3. what to do before the update", 3 * 3_600_000],
  ["Grace Hopper", "Thank you! The draft is at https://example.org/notes/2026-11?draft=2 — comments welcome.", 2 * 3_600_000],
  ["محمد بن موسى", "صباح الخير", 3_600_000],
  ["李四光", "大家好,我看过了,没有问题。", 3_500_000],
  ["Ada Lovelace", "Merging now.", 120_000],
  ["Ada Lovelace", "Done 🎉", 60_000],
];
const full: OldMessage[] = [...lines(40, "Linus Torvalds", 3 * DAY), ...TALK.map(([from, text, ago]) => ({ from, text, at: now - ago }))];

for (const width of [390, 1280]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${width} ${colorScheme}`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 }, locale: "en-US" });

      async function shoot(person: Person, name: string): Promise<void> {
        const file = path.resolve(__dirname, `../../test-results/screenshots/${name}-${width}-${colorScheme}.png`);
        await person.page.screenshot({ path: file, animations: "disabled" });
      }

      test("empty", async ({ ada }) => {
        await expect(ada.chat.beginning).toBeVisible();
        await shoot(ada, "empty");
      });

      test("shell and loading", async ({ join }) => {
        const ada = await join("Ada Lovelace");
        const program = ada.network.hold(({ path }) => path.endsWith(".wasm"));
        await ada.page.goto("/", { waitUntil: "commit" });
        await expect(ada.chat.skeletons.last()).toBeVisible();
        await shoot(ada, "shell");
        const page = ada.network.hold("GET /api/messages");
        program.lift();
        await ada.connectionIs("syncing");
        await shoot(ada, "loading");
        page.lift();
      });

      test.describe("with a history", () => {
        test.use({ site: { history: full } });

        test("full, typing, scrolled, sheet", async ({ join }) => {
          const ada = await (await join("Ada Lovelace")).opens();
          const grace = await (await join("Grace Hopper")).opens();
          await (await join("Margaret Hamilton")).opens();
          await expect(ada.chat.people).toHaveCount(3);
          await ada.chat.composer.fill("A text that is being written");
          await grace.types("hm");
          await expect(ada.chat.typing).toHaveText(/typing/);
          await shoot(ada, "full");
          await ada.scrolls(-500);
          await isStill(ada.chat.list);
          await grace.says("Something new");
          await expect(ada.chat.jump).toContainText("1 new message");
          await shoot(ada, "scrolled");
          if (width > 390) return;
          await ada.chat.menu.click();
          await expect(ada.chat.person("Grace")).toBeInViewport({ ratio: 1 });
          await shoot(ada, "sheet");
        });

        test("failed and waiting messages, reconnecting, offline, signed out", async ({ join }) => {
          const ada = await (await join("Ada Lovelace")).opens();
          const refusal = ada.network.answer("POST /api/messages", 403, { error: "this channel is closed today" });
          await ada.says("This one is refused.");
          await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "failed");
          refusal.lift();
          const down = ada.network.answer("POST /api/messages", 503, { error: "the server is being updated" }, { "retry-after": "30" });
          await ada.says("This one waits.");
          await expect(ada.chat.delivery(ada.chat.messages.last())).toContainText("Not sent yet");
          await shoot(ada, "failed");
          down.lift();
          ada.network.sockets.cut();
          ada.network.socketGate.shut();
          await expect(ada.chat.banner).toBeVisible();
          await shoot(ada, "reconnecting");
          await ada.context.setOffline(true);
          await ada.connectionIs("offline");
          await shoot(ada, "offline");
          ada.network.socketGate.open();
          await ada.context.setOffline(false);
          await ada.isLive();
          ada.network.answer(({ path }) => path.startsWith("/api/"), 401);
          await ada.chat.composer.fill("What I have written stays");
          await ada.page.reload();
          await ada.connectionIs("signed-out");
          await shoot(ada, "signed-out");
        });
      });

      test("bad key, configuration error", async ({ join }) => {
        const ada = await join("Ada Lovelace");
        ada.network.refusal = { code: 4001, message: "App key e2e-key not in this cluster. Did you forget to specify the cluster?" };
        await ada.page.goto("/");
        await ada.connectionIs("failed");
        await shoot(ada, "bad-key");
        ada.network.configure = (config) => ({ ...config, pusher: { ...config.pusher, key: "your-pusher-key" } });
        await ada.page.goto("/");
        await expect(ada.chat.facts).toHaveCount(3);
        await shoot(ada, "configuration");
      });
    });
  }
}

// From right to left, with its own words, digits and dates.
for (const [locale, timezoneId] of [
  ["ar-EG", "Africa/Cairo"],
  ["he-IL", "Asia/Jerusalem"],
]) {
  for (const width of [280, 390, 1280]) {
    for (const colorScheme of ["light", "dark"] as const) {
      test.describe(`${locale} ${width} ${colorScheme}`, () => {
        test.use({ site: { history: full } });

        test("conversation, a failed message, sheet", async ({ join }) => {
          const ada = await join("Ada Lovelace", { locale, timezoneId, colorScheme, viewport: { width, height: 800 } });
          const shoot = async (name: string) => {
            const file = `../../test-results/screenshots/${locale}-${name}-${width}-${colorScheme}.png`;
            await ada.page.screenshot({ path: path.resolve(__dirname, file), animations: "disabled" });
          };
          await ada.opens();
          const grace = await (await join("Grace Hopper")).opens();
          const composer = ada.page.locator(".composer-input");
          ada.network.answer("POST /api/messages", 403, { error: "this channel is closed today" });
          await composer.fill("مرحبا, שלום, hello");
          await composer.press("Enter");
          await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "failed");
          await grace.types("hm");
          await expect(ada.chat.typing).toHaveText(/Grace/);
          await shoot("full");
          if (width > 390) return;
          await ada.page.locator(".menu-button").click();
          await expect(ada.chat.person("Grace")).toBeInViewport({ ratio: 1 });
          await shoot("sheet");
        });
      });
    }
  }
}
