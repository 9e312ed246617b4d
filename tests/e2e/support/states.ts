// Every state that the chat can be seen in, for what has to hold in all of them: the pictures, and the rules of accessibility.
// One entry each: how the site is, and what has to happen until it is on the screen.
import { expect } from "@playwright/test";
import type { Backend, SiteOptions } from "./backend";
import type { Call } from "./faults";
import { type OldMessage, lines } from "./history";
import { HostedPusher } from "./hosted-pusher";
import type { Person } from "./person";
import { isStill } from "./place";

/** Brings a person, signed in, with a browser and a network of their own; their page is not open yet. */
type Join = (name: string, options?: { viewport?: { width: number; height: number } }) => Promise<Person>;

/** Who and what is there. */
export interface Stage {
  /** Whose page is looked at; it is not open yet. */
  ada: Person;
  join: Join;
  backend: Backend;
}

/** One state. */
export interface State {
  name: string;
  site?: SiteOptions;
  /** Whether it is one of the stand-alone page's: its address, its shell. In somebody else's page there is no such state. */
  isOfPage?: true;
  /** Brings Ada into it. What is held back for her is let go when the test ends. */
  show: (stage: Stage) => Promise<void>;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const now = Date.now();

/** 60 characters. */
export const LONG_NAME = "Maximiliane-Friederike von und zu Hohenlohe-Schillingsfürst ";

const PORTRAIT = "/pictures/grace.svg";
const DRAWING = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#c96f4a" d="M0 0h8v8H0z"/>
  <path fill="#fbe3c8" d="M4 1.4a1.6 1.6 0 0 1 0 3.2 1.6 1.6 0 0 1 0-3.2M1 8a3 3 0 0 1 6 0"/></svg>`;

/** Answers for the host of the pictures. */
export function showPictures({ network }: Person): void {
  network.answer(`GET ${PORTRAIT}`, 200, DRAWING, { "content-type": "image/svg+xml" });
}

const at = (ago: number, from: string, text: string, avatar?: string): OldMessage => ({ from, text, at: now - ago, avatar });

const TALK: OldMessage[] = [
  ...lines(24, "Linus Torvalds", 3 * DAY),
  at(DAY + 60 * MINUTE, "Grace Hopper", "Good morning! The release candidate is on the test system.", PORTRAIT),
  at(DAY + 59 * MINUTE, "Grace Hopper", "Please have a look at the sign-in page above all.", PORTRAIT),
  at(DAY + 50 * MINUTE, "Linus Torvalds", "Looks good here. I found one thing: on a narrow window the button wraps below the field, which is a bit unexpected. Shall I open an issue for that, or is somebody on it already?"),
  at(DAY + 48 * MINUTE, "Ada Lovelace", "I am on it."),
  at(3 * HOUR, "Margaret Hamilton", "The notes for the customer:\n1. what is new\n2. what has changed\n3. what to do before the update"),
  at(2 * HOUR, "Grace Hopper", "Thank you! The draft is at https://example.org/notes/2026-11?draft=2 — comments welcome.", PORTRAIT),
  at(HOUR, "محمد بن موسى", "صباح الخير، هل راجع أحدكم المسودة؟"),
  at(58 * MINUTE, "李四光", "大家好,我看过了,没有问题。"),
  at(2 * MINUTE, "Ada Lovelace", "Merging now."),
  at(MINUTE, "Ada Lovelace", "Done 🎉"),
];

/** What the docs' pictures show; in letters that every machine has. */
export const PORTRAYED: OldMessage[] = [
  at(DAY + 70 * MINUTE, "Grace Hopper", "Good morning! The release candidate is on the test system.", PORTRAIT),
  at(DAY + 69 * MINUTE, "Grace Hopper", "Please have a look at the sign-in page above all.", PORTRAIT),
  at(DAY + 50 * MINUTE, "Linus Torvalds", "Looks good here. I found one thing: on a narrow window the button wraps below the field, which is a bit unexpected. Shall I open an issue for that, or is somebody on it already?"),
  at(DAY + 48 * MINUTE, "Ada Lovelace", "I am on it."),
  at(3 * HOUR, "Linus Torvalds", "The notes for the customer:\n1. what is new\n2. what has changed\n3. what to do before the update"),
  at(2 * HOUR, "Grace Hopper", "Thank you! The draft is at https://example.org/notes/2026-11?draft=2 — comments welcome.", PORTRAIT),
  at(7 * MINUTE, "Linus Torvalds", "Read it on the train. Nothing to add."),
  at(2 * MINUTE, "Ada Lovelace", "Merging now."),
  at(MINUTE, "Ada Lovelace", "Done. All checks are green."),
];

const LATIN = "Every long text is set in a measure that the eye can follow from one line to the next, however wide the window is. ".repeat(6).trim();
const ARABIC = "كل نص طويل يوضع في عرض تستطيع العين أن تتابعه من سطر إلى سطر، مهما كان عرض النافذة. ".repeat(6).trim();

const LONG_TEXTS: OldMessage[] = [
  at(9 * HOUR, "Grace Hopper", LATIN),
  at(8 * HOUR, "محمد بن موسى", ARABIC),
  at(7 * HOUR, "Linus Torvalds", `A word without an end: ${"Donaudampfschifffahrtsgesellschaft".repeat(8)}`),
  at(6 * HOUR, "Margaret Hamilton", `https://example.org/${"a-long-path/".repeat(20)}?and=a&long=query`),
  at(5 * HOUR, "Ada Lovelace", "fn main() {\n    println!(\"spaces and lines are kept\");\n}"),
  at(4 * HOUR, "李四光", "長い文章でも、行の長さは読みやすい範囲に収まります。".repeat(8)),
];

const NAMES: OldMessage[] = [
  at(5 * HOUR, LONG_NAME, "My name is long."),
  at(4 * HOUR, "x".repeat(60), "Mine has no place where it could be broken."),
  at(3 * HOUR, "Noor", "I have no picture."),
  at(2 * HOUR, "Grace Hopper", "I have one.", PORTRAIT),
  at(HOUR, "Linus Torvalds", "Mine cannot be loaded.", "/pictures/missing.png"),
];

const FORMATTED: OldMessage[] = [
  at(9 * HOUR, "Grace Hopper", "**Bold**, *italic*, ~~struck~~, `inline code`, and all of it ***at once***. See https://example.org/docs, @Ada Lovelace."),
  at(8 * HOUR, "Linus Torvalds", "The plan:\n- read the notes\n  - those of last week\n  - and what came after\n- answer them\n\n1. build\n2. look\n3. ship"),
  at(7 * HOUR, "Margaret Hamilton", "```rust\nfn main() {\n    let a_line_that_is_wider_than_any_phone_will_ever_be = \"and has to be scrolled within its box\";\n}\n```\nThat is all there is to it."),
  at(6 * HOUR, "Grace Hopper", "> Shall we ship it today?\n> Everything is green.\n\nYes, after lunch."),
  at(5 * HOUR, "محمد بن موسى", "**نعم**، بعد الغداء `make build`\n- أولاً\n- ثانياً"),
  at(4 * HOUR, "Linus Torvalds", "🎉🚀"),
];

/** A workspace with more channels than two. */
const CHANNELS = ["general", "random", "design", "release-2026", "a-channel-whose-name-is-longer-than-any-sidebar-is-wide", "фронтенд", "設計"];
const isChannels = ({ path }: Call) => path === "/api/channels";

/** Ada's workspace has many channels, with this many unread messages in each. */
function manyChannels({ network }: Person, unread: number[]): void {
  const channels = CHANNELS.map((id, index) => ({ id, name: id, topic: "What is to be shipped next, and who does what for it", unread: unread[index] ?? 0 }));
  network.answer(isChannels, 200, { channels });
}

const isPage = ({ method, path }: Call) => method === "GET" && path === "/api/messages";
const isOlder = (call: Call) => isPage(call) && (call.query.has("before") || call.query.has("after"));

/** Members of a workspace's channel, as the service names them, beside whoever connects. */
function crowd(count: number): Record<string, { name: string; avatar?: string }> {
  const first = ["Ada", "Grace", "Linus", "Margaret", "Katherine", "Edsger", "Barbara", "Donald", "Radia", "Ken"];
  const last = ["Lovelace", "Hopper", "Torvalds", "Hamilton", "Johnson", "Dijkstra", "Liskov", "Knuth", "Perlman", "Thompson"];
  const member = (index: number) => [`member-${index}`, { name: `${first[index % 10]} ${last[Math.floor(index / 10) % 10]}` }];
  return Object.fromEntries(Array.from({ length: count }, (_, index) => member(index)));
}

export const states: State[] = [
  {
    name: "before the program",
    isOfPage: true,
    async show({ ada }) {
      ada.network.hold(({ path }) => path.endsWith(".wasm"));
      await ada.page.goto("/", { waitUntil: "commit" });
      await expect(ada.chat.skeletons.last()).toBeVisible();
    },
  },
  {
    name: "first page awaited",
    site: { history: TALK },
    async show({ ada }) {
      ada.network.hold(isPage);
      await ada.page.goto("/");
      await ada.connectionIs("syncing");
      await expect(ada.chat.skeletons).toBeVisible();
    },
  },
  {
    name: "first page refused",
    async show({ ada }) {
      ada.network.answer(isPage, 403, { error: "you are not a member of this workspace" });
      await ada.page.goto("/");
      await expect(ada.chat.loadingOlder).toContainText("not a member");
    },
  },
  {
    name: "empty, nobody else online",
    async show({ ada }) {
      await ada.opens();
      await expect(ada.chat.beginning).toBeVisible();
      await expect(ada.chat.peopleSection).toContainText("Nobody else");
    },
  },
  {
    name: "conversation, somebody types",
    site: { history: TALK },
    async show({ ada, join }) {
      showPictures(ada);
      await ada.opens();
      const grace = await (await join("Grace Hopper")).opens();
      await expect(ada.chat.people).toHaveCount(2);
      await ada.chat.composer.fill("A text that is being written");
      await grace.types("hm");
      await expect(ada.chat.typing).toHaveText(/typing/);
    },
  },
  {
    name: "start of history",
    site: { history: lines(6, "Grace Hopper", HOUR) },
    async show({ ada }) {
      await ada.opens();
      await expect(ada.chat.beginning).toBeVisible();
    },
  },
  {
    name: "loading older",
    site: { history: lines(120) },
    async show({ ada }) {
      await ada.opens();
      ada.network.hold(isOlder);
      await ada.chat.list.evaluate((list) => list.scrollTo(0, 0));
      await expect(ada.chat.loadingOlder).toContainText("Loading older");
      await ada.chat.loadingOlder.scrollIntoViewIfNeeded();
      await isStill(ada.chat.list);
    },
  },
  {
    name: "older refused",
    site: { history: lines(120) },
    async show({ ada }) {
      await ada.opens();
      ada.network.answer(isOlder, 403, { error: "the archive is closed" });
      await ada.chat.list.evaluate((list) => list.scrollTo(0, 0));
      await expect(ada.chat.loadingOlder).toContainText("archive");
      await ada.chat.loadingOlder.scrollIntoViewIfNeeded();
      await isStill(ada.chat.list);
    },
  },
  {
    name: "gap",
    site: { history: lines(20, "Grace", HOUR), rate: 10_000 },
    async show({ ada, join, backend }) {
      await ada.opens();
      await ada.sees("line 20");
      ada.network.cut();
      await ada.connectionIs("connecting");
      const grace = await join("Grace");
      const say = (content: string) => {
        return grace.context.request.post("/api/messages", { data: { content, workspaceId: backend.workspace, channelId: "general" } });
      };
      // More than are fetched at once.
      const missed = Array.from({ length: 620 }, (_, index) => `missed ${index + 1}`);
      while (missed.length > 0) await Promise.all(missed.splice(0, 40).map(say));
      await say("the newest");
      ada.network.restore();
      const gap = ada.chat.list.locator(".gap");
      await ada.sees("the newest");
      await expect(async () => {
        await ada.scrolls(-600);
        await expect(gap).toContainText("Some messages are missing", { timeout: 300 });
      }).toPass();
      await gap.scrollIntoViewIfNeeded();
      await isStill(ada.chat.list);
    },
  },
  {
    name: "sending, waiting, failed",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      const refusal = ada.network.answer("POST /api/messages", 403, { error: "this channel is closed today" });
      await ada.says("This one is refused.");
      await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "failed");
      refusal.lift();
      const down = ada.network.answer("POST /api/messages", 503, { error: "the server is being updated" }, { "retry-after": "300" });
      await ada.says("This one waits.");
      await expect(ada.chat.delivery(ada.chat.messages.last())).toContainText("Not sent yet");
      await ada.says("This one waits for the one above it.");
      await expect(ada.chat.messages.last()).toContainText("waits for");
      down.lift();
    },
  },
  {
    name: "sending",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      ada.network.hold("POST /api/messages");
      await ada.says("On its way.");
      await expect(ada.chat.delivery(ada.chat.messages.last())).toBeVisible();
    },
  },
  {
    name: "reconnecting",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      ada.network.sockets.cut();
      ada.network.socketGate.shut();
      await expect(ada.chat.banner).toContainText("Reconnecting");
    },
  },
  {
    name: "offline",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.context.setOffline(true);
      await ada.connectionIs("offline");
      await ada.says("Written in the tunnel.");
    },
  },
  {
    name: "polling",
    site: { history: TALK },
    async show({ ada }) {
      ada.network.answer("POST /api/pusher/auth", 403, { error: "your seat has expired" });
      await ada.page.goto("/");
      await ada.connectionIs("polling");
      await expect(ada.chat.messages.last()).toBeVisible();
    },
  },
  {
    name: "live service refuses the key",
    site: { history: TALK },
    async show({ ada }) {
      ada.network.refusal = { code: 4001, message: "App key e2e-key not in this cluster. Did you forget to specify the cluster?" };
      await ada.page.goto("/");
      await ada.connectionIs("failed");
      await expect(ada.chat.messages.last()).toBeVisible();
    },
  },
  {
    name: "signed out",
    async show({ ada }) {
      await ada.opens();
      await ada.chat.composer.fill("What I have written stays");
      ada.network.answer(({ path }) => path.startsWith("/api/"), 401);
      await ada.page.reload();
      await ada.connectionIs("signed-out");
      await expect(ada.chat.panel).toBeVisible();
    },
  },
  {
    name: "misconfigured",
    async show({ ada }) {
      ada.network.configure = (config) => ({ ...config, pusher: { ...config.pusher, key: "your-pusher-key" } });
      await ada.page.goto("/");
      await expect(ada.chat.facts).toHaveCount(3);
    },
  },
  {
    name: "100 online",
    site: { history: TALK },
    async show({ ada }) {
      const script = {
        subscription: (socket: any, channel: string, data: string | undefined) => {
          const { user_id, user_info } = JSON.parse(data ?? "{}");
          socket.subscribed(channel, { ...crowd(98), long: { name: LONG_NAME }, [user_id]: user_info });
        },
      };
      await HostedPusher.in(ada.page, script);
      await ada.opens();
      await expect(ada.chat.people).toHaveCount(100);
    },
  },
  {
    name: "names and pictures",
    site: { history: NAMES },
    async show({ ada, join }) {
      showPictures(ada);
      await ada.opens();
      await (await join(LONG_NAME.trim())).opens();
      await expect(ada.chat.people).toHaveCount(2);
      await expect(ada.chat.messages).toHaveCount(NAMES.length);
    },
  },
  {
    name: "long texts",
    site: { history: LONG_TEXTS },
    async show({ ada }) {
      await ada.opens();
      await expect(ada.chat.messages).toHaveCount(LONG_TEXTS.length);
      await ada.chat.composer.fill(`${LATIN}\n${ARABIC}`.repeat(4).slice(0, 4_900));
      await expect(ada.chat.counter).toBeVisible();
    },
  },
  {
    name: "link target",
    isOfPage: true,
    site: { history: TALK },
    async show({ ada }) {
      await ada.page.goto("/#/channel/general/old-000024");
      await ada.isLive();
      await expect(ada.chat.sought).toBeInViewport();
    },
  },
  {
    name: "link to nothing",
    isOfPage: true,
    site: { history: lines(6) },
    async show({ ada }) {
      await ada.page.goto("/#/channel/general/never-was");
      await ada.isLive();
      await expect(ada.chat.banner).toContainText("could not be found");
    },
  },
  {
    name: "formatted text",
    site: { history: FORMATTED },
    async show({ ada }) {
      await ada.opens();
      await expect(ada.chat.messages).toHaveCount(FORMATTED.length);
      await ada.says("**Mine** waits for nobody, and `this` is code");
      await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "sent");
    },
  },
  {
    name: "unread divider, counts and drafts",
    site: { history: TALK },
    async show({ ada, join }) {
      manyChannels(ada, [0, 3, 0, 12, 120, 1]);
      await ada.opens();
      await expect(ada.chat.channels).toHaveCount(CHANNELS.length);
      await ada.chat.channel("design").click();
      await ada.chat.composer.fill("Not finished yet");
      await ada.chat.channel("general").click();
      await ada.hidesTab();
      const grace = await (await join("Grace Hopper")).opens();
      await grace.says("What do you think of it?");
      await grace.says("I could show you.");
      await expect(ada.chat.message("I could show you.")).toHaveCount(1);
      await ada.looksAtTab();
      await expect(ada.chat.unreadDivider).toBeVisible();
      await expect(ada.chat.channel("design").locator(".channel-draft")).toBeVisible();
    },
  },
  {
    name: "scrolled up",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.scrolls(-400);
      await expect(ada.chat.jump).toBeVisible();
      await isStill(ada.chat.list);
    },
  },
  {
    name: "actions of a message",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.chat.composer.focus();
      await ada.chat.composer.press("ArrowUp");
      await expect(ada.chat.toolbar).toBeVisible();
    },
  },
  {
    name: "menu of a message",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      ada.network.answer("POST /api/messages", 403, { error: "this channel is closed today" });
      await ada.says("This one is refused.");
      await expect(ada.chat.messages.last()).toHaveAttribute("data-state", "failed");
      await ada.chat.list.focus();
      await ada.page.keyboard.press("ArrowUp");
      await ada.page.keyboard.press("Enter");
      await expect(ada.chat.menuItems.first()).toBeFocused();
    },
  },
  {
    name: "text copied",
    site: { history: TALK },
    async show({ ada }) {
      await ada.context.grantPermissions(["clipboard-read", "clipboard-write"]);
      // It is said for three seconds, which do not pass.
      await ada.page.addInitScript(() => {
        const { setTimeout } = window;
        Object.assign(window, { setTimeout: (act: () => void, wait: number) => (wait === 3_000 ? 0 : setTimeout(act, wait)) });
      });
      await ada.opens();
      await ada.chat.composer.focus();
      await ada.chat.composer.press("ArrowUp");
      await ada.page.keyboard.press("Enter");
      await ada.chat.menuItems.filter({ hasText: "text" }).press("Enter");
      await expect(ada.chat.said).toHaveText("The text is copied.");
    },
  },
  {
    name: "mention suggestions",
    site: { history: TALK },
    async show({ ada, join }) {
      await ada.opens();
      for (const name of ["Grace Hopper", "Linus Torvalds", LONG_NAME.trim()]) await (await join(name)).opens();
      await expect(ada.chat.people).toHaveCount(4);
      await ada.types("Ask @");
      await expect(ada.chat.suggestions.getByRole("option")).toHaveCount(3);
    },
  },
  {
    name: "emoji suggestions",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.types("So :heart");
      await expect(ada.chat.suggestions.getByRole("option")).toHaveCount(6);
    },
  },
  {
    name: "channel switcher",
    site: { history: TALK },
    async show({ ada }) {
      manyChannels(ada, [0, 3]);
      await ada.opens();
      await expect(ada.chat.channels).toHaveCount(CHANNELS.length);
      await ada.chat.composer.press("Control+k");
      await expect(ada.chat.switcher.getByRole("option")).toHaveCount(CHANNELS.length);
    },
  },
  {
    name: "channel switcher that finds nothing",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.chat.composer.press("Control+k");
      await ada.chat.switcher.getByRole("combobox").fill("zzz");
      await expect(ada.chat.switcher).toContainText("No channel");
    },
  },
  {
    name: "keyboard shortcuts",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.chat.list.focus();
      await ada.page.keyboard.press("?");
      await expect(ada.chat.shortcuts).toBeVisible();
    },
  },
  {
    name: "settings, notifications blocked",
    isOfPage: true,
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.opensSettings();
      await ada.chat.setting("switch", "Notifications").click();
      await expect(ada.chat.sidebar).toContainText("blocks notifications");
      await ada.chat.setting("switch", "Sound").click();
      await expect(ada.chat.setting("switch", "Sound")).toBeChecked();
    },
  },
  {
    name: "a file refused, a text too long",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      await ada.chat.composer.evaluate((field) => {
        const data = new DataTransfer();
        data.items.add(new File(["x"], "a.png"));
        field.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, composed: true, clipboardData: data }));
      });
      await expect(ada.chat.banner).toContainText("Only text can be sent");
      await ada.chat.composer.fill(`${LATIN}\n`.repeat(9).slice(0, 5_040));
      await expect(ada.chat.counter).toContainText("5,000");
    },
  },
  {
    name: "a browser that keeps nothing",
    site: { history: TALK },
    async show({ ada }) {
      await ada.page.addInitScript(() => Object.defineProperty(window, "indexedDB", { get: () => undefined }));
      await ada.opens();
      await expect(ada.chat.banner).toContainText("does not keep unsent messages");
    },
  },
  {
    name: "catching up refused",
    site: { history: TALK },
    async show({ ada }) {
      await ada.opens();
      ada.network.answer(isPage, 503, { error: "the server is being updated" }, { "retry-after": "1" });
      ada.network.sockets.cut();
      await expect(ada.chat.banner).toContainText("Messages could not be loaded");
    },
  },
  {
    name: "over quota",
    site: { history: TALK },
    async show({ ada }) {
      ada.network.refusal = { code: 4004, message: "Account is over connection quota" };
      await ada.page.goto("/");
      await ada.connectionIs("polling");
      await expect(ada.chat.banner).toContainText("no place");
    },
  },
  {
    name: "settings missing",
    async show({ ada }) {
      ada.network.answer("GET /config.json", 404);
      await ada.page.goto("/");
      await expect(ada.chat.panel).toContainText("HTTP 404");
    },
  },
  {
    name: "unread",
    site: { history: TALK },
    async show({ ada, join }) {
      await ada.opens();
      await ada.scrolls(-600);
      await isStill(ada.chat.list);
      const grace = await (await join("Grace Hopper")).opens();
      await grace.says("Something new");
      await expect(ada.chat.jump).toContainText("1 new message");
      await grace.chat.channel("random").click();
      await grace.says("And over here");
      await expect(ada.chat.channel("random")).toContainText("1");
    },
  },
];

/** States of a narrow window alone. */
export const narrowStates: State[] = [
  {
    name: "sheet",
    site: { history: TALK },
    async show({ ada, join }) {
      await ada.page.setViewportSize({ width: 390, height: 800 });
      await ada.opens();
      await (await join("Grace Hopper")).opens();
      await expect(ada.chat.people).toHaveCount(2);
      await ada.chat.menu.click();
      await expect(ada.chat.person("Grace")).toBeInViewport({ ratio: 1 });
    },
  },
  {
    name: "sheet with many channels and settings",
    site: { history: TALK },
    async show({ ada }) {
      manyChannels(ada, [0, 3, 0, 12, 120, 1]);
      await ada.page.setViewportSize({ width: 390, height: 800 });
      await ada.opens();
      await expect(ada.chat.menu).toHaveAttribute("data-unread");
      await ada.chat.menu.click();
      await expect(ada.chat.person("Ada")).toBeInViewport({ ratio: 1 });
      await ada.opensSettings();
      await expect(ada.chat.setting("switch", "Sound")).toBeVisible();
    },
  },
];

/** The chat in Arabic: the pictures from right to left have English words, so that everybody can read them. */
export const arabicState: State = {
  name: "in Arabic",
  site: { history: TALK },
  async show({ ada }) {
    ada.network.configure = (config) => ({ ...config, locale: "ar" });
    await ada.opens();
    await expect(ada.chat.messages).toHaveCount(TALK.length);
  },
};
