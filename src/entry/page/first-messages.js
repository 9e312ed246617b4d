// The newest messages as soon as they are there: a visitor reads while the program is on its way. It draws them anew in the
// same places; here they have what a row shows at first sight, but for pictures, links and names, and nothing can be done with
// them. What is no message, or no page of them, is left to the program, which says so; so is a message with a quote, a list or a
// block of code, and what stands above it, whose place nobody knows before.
//
// The rules are those of src/wire/message.rs, src/model/timeline and src/components/message_list/row.rs:
// tests/e2e/first-messages.spec.ts lays the two over each other.

import { initials } from "../shared/texts.js";
import { element, extras } from "./first-extras.js";
import { BLOCK, extrasOf, inOrder, unreadable } from "./readable.js";
import { shellRead } from "./shell.js";

const GROUP_SPAN_MS = 5 * 60_000;
const DAY_MS = 86_400_000;
// No row is lower, in CSS pixels.
const LOWEST_ROW = 24;
const HUES = 12;

const EMOJI = "(?:\\p{Extended_Pictographic}|\\p{RI}{2}|[\\d#*]\ufe0f?\u20e3)[\\p{EMod}\ufe0f]*";
const EMOJI_ONLY = new RegExp(`^(?:\\s*(?:${EMOJI}\u200d)*${EMOJI}){1,8}\\s*$`, "u");

// Words within one pair of marks, and what stands before.
const STYLED = /(^|[\s([{"'])(\*\*?|_|~~|`)(?![\s*_~`])([^*_~`\n]*[^*_~`\s])\2(?![\w*_~`])/m;
const STYLES = { "**": "strong", "*": "em", _: "em", "~~": "s", "`": "code" };

const VISIBLE = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\u2800]/u;
// But for what joins emoji and letters.
const INVISIBLE = /(?![\u200c\u200d\ufe0f\u{e0020}-\u{e007f}])[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;

const text = (value) => (typeof value === "string" ? value : "");
const oneLine = (name) =>
  text(name)
    .replace(/[\s\p{Cc}\u2800\u115f\u1160\u3164\uffa0]+/gu, " ")
    .replace(INVISIBLE, "")
    .replace(/([\0-\x7f])[\u200c\u200d\ufe0f]+/g, "$1")
    .replace(/(\p{M}{4})\p{M}+/gu, "$1")
    .trim();
const withoutControls = (words) => words.replace(/\r\n?|[\v\f\x85\u2028\u2029]/g, "\n").replace(/[^\P{Cc}\n\t]/gu, "");

function message(value, messages) {
  const { id, content, senderId, senderName, createdAt } = value;
  const extras = extrasOf(value, messages);
  const shown = withoutControls(text(content));
  // Files need no text.
  const words = extras.files.length && !VISIBLE.test(shown) ? "" : shown;
  return { id, sender: `${senderId}`, name: oneLine(senderName) || `${senderId}`, words, at: new Date(createdAt), extras };
}

const dayOf = (at) => Math.floor((at - at.getTimezoneOffset() * 60_000) / DAY_MS);

function nameOfDay(at, tag) {
  const days = dayOf(new Date()) - dayOf(at);
  if (days !== 0 && days !== 1) return at.toLocaleDateString(tag, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const name = new Intl.RelativeTimeFormat(tag, { numeric: "auto" }).format(-days, "day");
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

// FNV-1a of the id.
const hue = (id) => (new TextEncoder().encode(id).reduce((hash, byte) => Math.imul(hash ^ byte, 0x0100_0193), 0x811c_9dc5) >>> 0) % HUES;

const styled = (words) =>
  words.split(STYLED).map((part, at, parts) => {
    // In turn: words, what stands before a mark, the mark, what it marks.
    if (at % 4 < 2) return part;
    const isCode = parts[at - 1] === "`";
    return at % 4 === 2 ? "" : Object.assign(element(STYLES[parts[at - 1]], isCode ? "inline-code" : "", part), { dir: isCode ? "ltr" : "" });
  });

// A time whose words come when everything else is on the screen: a browser's first formatter takes it longer than all rows
// together. Until then it has the height of a line.
function later(waiting, className, words) {
  const made = element("time", className, "\u00a0");
  // What is hidden does not count as moved when it gets its width.
  made.style.visibility = "hidden";
  waiting.push([made, words]);
  return made;
}

function writeTimes(waiting, tag) {
  const here = waiting.filter(([made]) => made.isConnected);
  const time = here.length > 0 && new Intl.DateTimeFormat(tag, { timeStyle: "short" });
  for (const [made, words] of here) {
    made.textContent = words(time);
    made.style.visibility = "";
  }
}

function row(shown, above, waiting, language) {
  const { tag } = language;
  const { id, sender, name, words, at } = shown;
  const startsDay = !above || dayOf(above.at) !== dayOf(at);
  const startsGroup = startsDay || above.sender !== sender || at - above.at >= GROUP_SPAN_MS;
  const said = Object.assign(element("div", "message-text", ...styled(words)), { dir: "auto" });
  if (EMOJI_ONLY.test(words)) said.dataset.emoji = "";
  const [before, after] = extras(shown.extras, language, oneLine, withoutControls);
  const article = element("article", "message", ...before, said, ...after);
  article.dataset.messageId = id;
  if (startsGroup) {
    const author = Object.assign(element("span", "message-author", name), { dir: "auto" });
    const avatar = element("span", `avatar hue-${hue(sender)}`, initials(name));
    avatar.ariaHidden = "true";
    article.classList.add("is-first");
    article.prepend(avatar, element("div", "message-header", author, " ", later(waiting, "message-time", (time) => time.format(at))));
  }
  const divider = startsDay ? [element("h2", "day-divider", later(waiting, "", () => nameOfDay(at, tag)))] : [];
  return element("div", "row", ...divider, article);
}

// The times that are still to be written.
function draw(place, messages, language) {
  const waiting = [];
  const ordered = inOrder(messages);
  const all = ordered.map((value) => message(value, messages));
  const hasBlock = all.map(({ words, extras }) => BLOCK.test(words) || (!VISIBLE.test(words) && !extras.files.length));
  const first = Math.max(unreadable(ordered), hasBlock.lastIndexOf(true) + 1, all.length - Math.ceil(innerHeight / LOWEST_ROW));
  const rows = all.slice(first).map((value, at) => row(value, all[first + at - 1], waiting, language));
  if (rows.length) place.replaceWith(element("div", "first-messages", ...rows));
  return waiting;
}

const LARGEST = "largest-contentful-paint";
const LATEST_MS = 500;

// When they are on the screen. A browser tells that when it is free to; what is taken away before, in its books, was never there.
// What it tells first may still be of the picture without them. Where it does not tell, two frames later, in a task of its own:
// what is taken away while a frame is made is missing in it.
const areOnScreen = () =>
  new Promise((/** @type {(given?: unknown) => void} */ passed) => {
    // Once the visitor has done something, a browser does not tell it any more.
    setTimeout(passed, LATEST_MS);
    const look = (list) => list.getEntries().some(({ element }) => element?.closest(".first-messages")) && passed();
    if (PerformanceObserver.supportedEntryTypes?.includes(LARGEST)) new PerformanceObserver(look).observe({ type: LARGEST });
    else requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(passed)));
  });

/**
 * Where the answers of early.js hold them, in place of what index.html shows until the program is there. Resolves when they
 * are on the screen with their times, or when there is nothing to show.
 */
export async function showFirstMessages(early, language) {
  try {
    const [newest] = (await early).values();
    const [[status, , json], spoken] = await Promise.all([newest, language, shellRead()]);
    const place = document.getElementById("messages-to-come");
    if (!place || status !== 200) return;
    const waiting = draw(place, JSON.parse(json).messages, spoken);
    if (!document.querySelector(".first-messages")) return;
    // In a hidden tab there are no frames.
    if (!document.hidden) await areOnScreen();
    writeTimes(waiting, spoken.tag);
    // What waits for them begins in a task of its own.
    await new Promise((passed) => setTimeout(passed));
  } catch {
    // The program reads the same answer, and says what is wrong.
  }
}
