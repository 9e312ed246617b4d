// The page as a screen reader has it: its landmarks and headings, and the conversation read from the top.
import { lines } from "../support/history";
import { isStill } from "../support/place";
import { expect, test } from "../support/test";

const yesterday = Date.now() - 86_400_000;
const history = [
  { from: "Grace Hopper", text: "Good morning!", at: yesterday },
  { from: "Grace Hopper", text: "The draft is at https://example.org/draft", at: yesterday + 1_000 },
  { from: "Linus Torvalds", text: "Thank you", at: yesterday + 2_000 },
];

test.use({ site: { history }, locale: "en-US" });

test("the conversation is read with its authors, in order", async ({ ada }) => {
  await ada.sees("Thank you");
  await expect(ada.chat.list).toMatchAriaSnapshot(`
    - 'log "Messages in #general"':
      - 'heading "This is the beginning of #general" [level=2]'
      - paragraph
      - heading "Yesterday" [level=2]
      - article:
        - text: /Grace Hopper/
        - time
        - text: Good morning!
      - article:
        - text: /Grace Hopper/
        - time
        - text: The draft is at
        - link "https://example.org/draft"
      - article:
        - text: /Linus Torvalds/
        - time
        - text: Thank you
  `);
});

test("landmarks and headings give orientation; every control has a name", async ({ ada }) => {
  await ada.sees("Thank you");
  await expect(ada.page.locator("body")).toMatchAriaSnapshot(`
    - complementary "Workspace":
      - navigation "Channels":
        - heading "Channels" [level=2]
        - list:
          - listitem:
            - button "general"
          - listitem:
            - button "random"
      - region "Online — 1":
        - heading "Online — 1" [level=2]
        - list:
          - listitem: Ada (you)
    - main:
      - heading "general" [level=1]
      - 'log "Messages in #general"'
      - 'textbox "Message #general"'
      - button "Send" [disabled]
  `);
});

test("a refused message says why, and names its actions", async ({ ada }) => {
  ada.network.answer("POST /api/messages", 403, { error: "closed today" });
  await ada.says("not this one");
  await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "failed");
  await expect(ada.chat.messages.last()).toMatchAriaSnapshot(`
    - article:
      - text: /not this one.*Not sent/
      - button "Retry"
      - button "Edit"
      - button "Discard"
  `);
});

/** Less than can be seen: a word in the header that becomes shorter. Good, says the field, is less than 0.1. */
const HARDLY = 0.001;

test.describe("while it loads", () => {
  test.use({ site: { history: lines(60) } });

  for (const [width, height] of [[1280, 800], [390, 844], [360, 480]]) {
    test(`nothing shifts at ${width} × ${height} when the program and then the content come`, async ({ join }) => {
      const ada = await join("Ada", { viewport: { width, height } });
      await ada.page.addInitScript(() => {
        const shifts: { value: number; moved: string[] }[] = [];
        Object.assign(globalThis, { shifts });
        new PerformanceObserver((list) => {
          for (const { value, sources } of list.getEntries() as any[]) {
            shifts.push({ value, moved: sources.map(({ node }: any) => node?.className ?? node?.textContent) });
          }
        }).observe({ type: "layout-shift", buffered: true });
      });
      // Where a test looks before the style sheet is there, all that it sets would be on its way for a moment.
      await ada.page.emulateMedia({ reducedMotion: "reduce" });
      const program = ada.network.hold(({ path }) => path.endsWith(".wasm"));
      const first = ada.network.hold(({ path, method }) => method === "GET" && path === "/api/messages");
      await ada.page.goto("/", { waitUntil: "commit" });
      await expect(ada.page.locator("#not-loaded"), "all of the page is read").toBeAttached();
      await expect(ada.chat.skeletons.last()).toBeVisible();
      const places = () => {
        return ada.page.evaluate(() => {
          const parts = [".chat-header", ".composer-box", ".typing", ".sidebar-header", ".channel", ".message-list .skeleton:last-child"];
          return parts.map((part) => {
            const { x, y, width, height } = document.querySelector(part)?.getBoundingClientRect() ?? new DOMRect();
            return { part, x, y, width, height };
          });
        });
      };
      const before = await places();
      program.lift();
      await ada.connectionIs("syncing");
      expect(await places()).toEqual(before);
      first.lift();
      await ada.sees("line 60");
      await ada.isLive();
      await isStill(ada.chat.list);
      const shifts: { value: number }[] = await ada.page.evaluate(() => (globalThis as any).shifts);
      const sum = shifts.reduce((sum, { value }) => sum + value, 0);
      expect(sum, JSON.stringify(shifts)).toBeLessThan(HARDLY);
    });
  }
});
