// While the page and its history load, and where they cannot be.
import { type Locator, expect } from "@playwright/test";
import type { SiteOptions } from "../backend";
import type { Call } from "../faults";
import { lines } from "../history";
import type { Person } from "../person";
import { isStill } from "../place";
import { HOUR, TALK } from "./conversations";
import type { Stage, State } from "./stage";

const PAGE = "GET /api/messages";
const isOlder = ({ method, path, query }: Call) => `${method} ${path}` === PAGE && (query.has("before") || query.has("after"));

const GAP: SiteOptions = { history: lines(20, "Grace", HOUR), rate: 10_000 };

/** The newest page is there, and drawn whole: what is drawn later does not come between. */
const isFilled = ({ chat }: Person) => expect(chat.messages).toHaveCount(50);

/** Ada was away while more was written than is fetched at once; what is missing is looked at. */
async function missesMuch({ ada, join, backend }: Stage): Promise<Locator> {
  await ada.opens();
  await ada.sees("line 20");
  ada.network.cut();
  await ada.connectionIs("connecting");
  const grace = await join("Grace");
  const say = (content: string) => {
    return grace.context.request.post("/api/messages", { data: { content, workspaceId: backend.workspace, channelId: "general" } });
  };
  const missed = Array.from({ length: 620 }, (_, index) => `missed ${index + 1}`);
  while (missed.length > 0) await Promise.all(missed.splice(0, 40).map(say));
  await say("the newest");
  ada.network.restore();
  const gap = ada.chat.list.locator(".gap");
  await ada.isLive();
  await ada.sees("the newest");
  await expect(async () => {
    await ada.scrolls(-600);
    await expect(gap).toContainText("Some messages are missing", { timeout: 300 });
  }).toPass();
  await gap.scrollIntoViewIfNeeded();
  await isStill(ada.chat.list);
  return gap;
}

export const loadingStates: State[] = [
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
      ada.network.hold(PAGE);
      await ada.page.goto("/");
      await ada.connectionIs("syncing");
      await expect(ada.chat.skeletons).toBeVisible();
    },
  },
  {
    name: "first page refused",
    async show({ ada }) {
      ada.network.answer(PAGE, 403, { error: "you are not a member of this workspace" });
      await ada.page.goto("/");
      await expect(ada.chat.loadingOlder).toContainText("not a member");
    },
  },
  {
    name: "empty, nobody else online",
    async show({ ada }) {
      await ada.opens();
      await expect(ada.chat.beginning).toBeVisible();
      await expect(ada.chat.peopleSection).toContainText("No one else");
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
      await isFilled(ada);
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
      await isFilled(ada);
      ada.network.answer(isOlder, 403, { error: "the archive is closed" });
      await ada.chat.list.evaluate((list) => list.scrollTo(0, 0));
      await expect(ada.chat.loadingOlder).toContainText("archive");
      await ada.chat.loadingOlder.scrollIntoViewIfNeeded();
      await isStill(ada.chat.list);
    },
  },
  {
    name: "gap",
    site: GAP,
    async show(stage) {
      await missesMuch(stage);
    },
  },
  {
    name: "gap being filled",
    site: GAP,
    async show(stage) {
      const gap = await missesMuch(stage);
      stage.ada.network.hold(PAGE);
      await gap.getByRole("button").first().press("Enter");
      await expect(gap).toContainText("Loading");
    },
  },
  {
    name: "gap that cannot be filled",
    site: GAP,
    async show(stage) {
      const gap = await missesMuch(stage);
      stage.ada.network.answer(PAGE, 403, { error: "the archive is closed" });
      await gap.getByRole("button").last().press("Enter");
      await expect(gap).toContainText("the archive is closed");
    },
  },
];
