// What is read before the program is there (src/entry/page/first-messages.js): the program's own rows, in the same places.
import type { Page } from "@playwright/test";
import type { OldMessage } from "./support/history";
import type { Person } from "./support/person";
import { richPage } from "./support/rich";
import { expect, test } from "./support/test";

const MINUTE = 60_000;

// From the oldest on; who follows whom, and when, decides what stands above a message.
const said: [from: string, minutesAgo: number, text: string][] = [
  ["Ada Lovelace", 3 * 1440, "Three days ago.\nIn two lines, the second of which is so long that it has to be broken at the end of a line of a wide window as well, whatever it is."],
  ["Ada Lovelace", 3 * 1440 - 4, "A follower, in **bold words**, *slanted*, _so too_, ~~struck~~ and `code here`: 2*3*4, snake_case_x and **no end."],
  ["Grace Hopper", 1440, "Yesterday, or what is yesterday in this zone."],
  ["«élan» —zola", 50, "A name with signs about it"],
  ["«élan» —zola", 46, "four minutes later"],
  ["«élan» —zola", 41, "and five after that: a group of its own"],
  ["(ada) \"love\"", 40, "   spaces   are   kept   "],
  ["e\u0301mile", 39, "https://example.com/a/very/long/address/".padEnd(400, "of-one-word-that-does-not-end-")],
  ["李小龍", 38, "👍🏽 🎉"],
  ["李小龍", 38, "🇩🇪 1️⃣ 👩🏽‍🚀"],
  ["李小龍", 37, "👍 with words"],
  ["محمد", 36, "مرحبا بالعالم، هذا نص من اليمين إلى اليسار"],
  ["A name of sixty characters, which is as long as they can be..", 35, "<b>no markup</b> & \"no\" &amp; entity"],
  ["Grace Hopper", 34, "\u0007A bell\r\nand the end of a line of another system"],
  ["Grace Hopper", 2, "The newest of them."],
];

const history: OldMessage[] = said.map(([from, minutesAgo, text]) => ({ from, text, at: Date.now() - minutesAgo * MINUTE }));

/**
 * What a visitor sees of the rows in the list's box: their words, what they are drawn with, and where each stands, from the
 * newest one's end: a list scrolls by whole pixels, and its content may have a part of one.
 */
function rows(page: Page): Promise<object[]> {
  return page.evaluate(() => {
    const end = [...document.querySelectorAll(".row")].at(-1)!.getBoundingClientRect().bottom;
    const place = (element: Element | null) => {
      if (!element) return undefined;
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x, y - end, width, height].map((value) => Math.round(value * 2) / 2).join(" ");
    };
    const shown = (message: Element | null, name: string) => {
      const part = message?.querySelector(name);
      if (!part?.checkVisibility({ opacityProperty: true }) || part.getBoundingClientRect().width <= 1) return undefined;
      const { color, backgroundColor, fontSize, direction } = getComputedStyle(part);
      return [part.textContent, place(part), color, backgroundColor, fontSize, direction].join(" | ");
    };
    const list = document.querySelector(".message-list")!.getBoundingClientRect();
    const inBox = (row: Element) => row.getBoundingClientRect().bottom > list.top + 1;
    const isMessage = (row: Element) => row.querySelector("article");
    return [...document.querySelectorAll(".row")].filter((row) => isMessage(row) && inBox(row)).map((row) => ({
      id: row.querySelector("[data-message-id]")?.getAttribute("data-message-id"),
      place: place(row.querySelector("article")),
      day: row.querySelector(".day-divider")?.textContent ?? undefined,
      beside: [...row.querySelectorAll("article > :is(.message-reply, .message-attachments, .message-edited, .message-reactions), .file-name, .file-size, .reaction")]
        .filter((part) => part.checkVisibility())
        .map((part) => [part.className.replace(" reactions-more", ""), (part as HTMLElement).innerText.replace(/\s+/g, " "), place(part)].join(" | ")),
      styles: [...row.querySelectorAll(".message-text :not(a)")].map((part) => [part.localName, part.className, part.textContent, place(part)].join(" | ")),
      ...Object.fromEntries([".avatar", ".message-author", ".message-header .message-time", ".message-text", "h2"].map((name) => [name, shown(row, name)])),
    }));
  });
}

/** Watches the newest message in every frame from its first one on: in how many it is not seen where it was first. */
async function watchNewest(page: Page): Promise<() => Promise<{ moved: number; frames: number }>> {
  await page.addInitScript(() => {
    const state = { moved: 0, frames: 0 };
    Object.assign(globalThis, { newestWatched: state });
    let first: number | undefined;
    // A new observer each time is told last, after layout and what the page itself corrects then: of what is painted.
    const look = () => {
      const observer = new ResizeObserver(() => {
        observer.disconnect();
        const top = [...document.querySelectorAll("[data-message-id]")].at(-1)?.getBoundingClientRect().top;
        first ??= top;
        if (first !== undefined) state.frames += 1;
        if (first !== undefined && !(Math.abs((top ?? NaN) - first) <= 1)) state.moved += 1;
        requestAnimationFrame(look);
      });
      observer.observe(document.documentElement);
    };
    requestAnimationFrame(look);
  });
  return () =>
    page.evaluate(async () => {
      const { newestWatched } = globalThis as unknown as { newestWatched: { moved: number; frames: number } };
      for (const until = newestWatched.frames + 6; newestWatched.frames < until; ) await new Promise(requestAnimationFrame);
      return newestWatched;
    });
}

async function readsBeforeTheProgram(person: Person): Promise<() => void> {
  const program = person.network.hold(({ path }) => path.endsWith(".wasm"));
  await person.page.goto("/", { waitUntil: "commit" });
  await program.hasStruck();
  await expect(person.page.getByText("The newest of them.", { exact: true })).toBeInViewport();
  return () => program.lift();
}

for (const [name, options] of Object.entries({
  "a wide window": { viewport: { width: 1280, height: 800 }, locale: "en-GB", timezoneId: "Europe/Berlin" },
  "a phone": { viewport: { width: 390, height: 844 }, locale: "de", timezoneId: "America/Los_Angeles" },
  "a page from right to left": { viewport: { width: 1280, height: 1200 }, locale: "ar", timezoneId: "Asia/Kathmandu" },
})) {
  test.describe(name, () => {
    test.use({ site: { history } });

    test("messages can be read before the app has loaded, and stay in place when it has", async ({ join }) => {
      const ada = await join("Ada", options);
      const ends = await watchNewest(ada.page);
      const lift = await readsBeforeTheProgram(ada);
      await expect(ada.page.locator(".first-messages time").last()).toHaveText(/\d/);
      const before = await rows(ada.page);
      expect(before.length).toBeGreaterThan(5);
      lift();
      await ada.isLive();
      await expect(ada.chat.messages.last()).toBeInViewport();
      expect(await rows(ada.page)).toEqual(before);
      const { moved, frames } = await ends();
      expect(frames).toBeGreaterThan(6);
      expect(moved, "frames in which the newest message was not where it is").toBe(0);
    });
  });
}

for (const locale of ["en", "de", "ar"]) {
  test(`answers, files and reactions are drawn as well, and stay where they are (${locale})`, async ({ join }) => {
    const ada = await join("Ada", { locale, viewport: { width: 1280, height: 1400 } });
    const page = richPage();
    ada.network.answer("GET /api/messages", 200, page);
    const ends = await watchNewest(ada.page);
    const lift = await readsBeforeTheProgram(ada);
    await expect(ada.page.locator(".first-messages time").last()).toHaveText(/\d/);
    const before = await rows(ada.page);
    expect(before.length).toBe(page.messages.length);
    lift();
    await ada.isLive();
    await expect(ada.chat.messages).toHaveCount(page.messages.length);
    expect(await rows(ada.page)).toEqual(before);
    expect((await ends()).moved, "frames in which the newest message was not where it is").toBe(0);
  });
}

test.describe("a history with blocks", () => {
  const blocks = ["> a quote of what was said\nand an answer", "Bring:\n- bread\n- butter\n1. in this order", "```rs\nfn main() {}\n```"];
  const formatted = blocks.flatMap((text) => [{ from: "Grace", text }, { from: "Grace", text: "So it is." }]);
  const last = ["One more.", "The newest of them."].map((text) => ({ from: "Grace", text }));
  test.use({ site: { history: [...formatted, ...last].map((message, at) => ({ ...message, at: Date.now() - MINUTE + at })) } });

  test("begins below the newest of them, and nothing that is read moves", async ({ join }) => {
    const ada = await join("Ada");
    const ends = await watchNewest(ada.page);
    const lift = await readsBeforeTheProgram(ada);
    const early = ["So it is.", "One more.", "The newest of them."];
    await expect(ada.page.locator(".first-messages .message-text")).toHaveText(early);
    const before = await rows(ada.page);
    lift();
    await ada.isLive();
    await expect(ada.chat.messages).toHaveCount(8);
    expect((await rows(ada.page)).slice(-early.length)).toEqual(before);
    expect((await ends()).moved, "frames in which the newest message was not where it is").toBe(0);
  });
});

test.describe("a program that is there before the messages", () => {
  test.use({ site: { history } });

  test("leaves no frame without them", async ({ join }) => {
    const ada = await join("Ada");
    const ends = await watchNewest(ada.page);
    const compiled = ada.page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name, responseEnd }: any) => name.endsWith(".wasm") && responseEnd));
    const messages = ada.network.holdAnswer("GET /api/messages");
    await ada.page.goto("/", { waitUntil: "commit" });
    await Promise.all([messages.hasStruck(), compiled]);
    messages.lift();
    await ada.isLive();
    expect(await ends()).toEqual({ moved: 0, frames: expect.any(Number) });
  });
});

test.describe("what is not as it should be", () => {
  test.use({ site: { history } });

  test("anything that is not a message is left out, and the others are in order", async ({ join }) => {
    const ada = await join("Ada");
    const now = Date.now();
    const at = (minute: number) => new Date(now - minute * MINUTE).toISOString();
    const message = (id: unknown, more: object) => ({ id, senderId: "g", senderName: "Grace", content: String(id), createdAt: at(1), ...more });
    const messages = [
      message("b", {}),
      null,
      "text",
      message("no content", { content: 7 }),
      message("no instant", { createdAt: "yesterday" }),
      message("no sender", { senderId: undefined }),
      message(17, { createdAt: at(0) }),
      message("a", {}),
      message("The newest of them.", { createdAt: at(-1) }),
      message("the oldest", { createdAt: at(9) }),
    ];
    ada.network.answer("GET /api/messages", 200, { success: true, messages, hasMore: false });
    const lift = await readsBeforeTheProgram(ada);
    const texts = ["the oldest", "a", "b", "17", "The newest of them."];
    await expect(ada.page.locator(".message-text:not(.skeleton *)")).toHaveText(texts);
    lift();
    await ada.isLive();
    await expect(ada.chat.texts).toHaveText(texts);
  });

  for (const [what, status, body] of [
    ["refused", 500, { error: "broken" }],
    ["no page", 200, { success: false, error: "broken" }],
    ["no JSON", 200, "<p>sign in</p>"],
  ] as const) {
    test(`an answer that is ${what} is left to the program`, async ({ join }) => {
      const ada = await join("Ada");
      const program = ada.network.hold(({ path }) => path.endsWith(".wasm"));
      const errors: Error[] = [];
      ada.page.on("pageerror", (error) => errors.push(error));
      ada.network.answer("GET /api/messages", status, body);
      await ada.page.goto("/");
      await program.hasStruck();
      await expect(ada.chat.skeletons.last()).toBeVisible();
      program.lift();
      await expect(ada.chat.loadingOlder).toContainText("Could not load messages");
      expect(errors).toEqual([]);
    });
  }
});

test.describe("a link to an old message", () => {
  test.use({ site: { history } });

  test("does not show the newest ones first", async ({ join }) => {
    const ada = await join("Ada");
    const program = ada.network.hold(({ path }) => path.endsWith(".wasm"));
    const asked = ada.page.waitForResponse((answer) => answer.url().includes("/api/messages?"));
    await ada.page.goto("/#/channel/general/old-000001");
    await program.hasStruck();
    await (await asked).finished();
    await expect(ada.chat.skeletons.last()).toBeVisible();
    await expect(ada.page.locator(".row")).toHaveCount(0);
    program.lift();
    await expect(ada.chat.sought).toBeInViewport();
  });
});
