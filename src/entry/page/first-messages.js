// Draws the newest messages as soon as they arrive, so that users can read while the WebAssembly is loading. The app
// redraws them in the same places. Here they have everything that a row shows at first sight, except pictures, links
// and names, and offer no actions. Anything that is not a message or a page of messages is left to the app, which
// reports it. So are messages with a quote, a list or a code block, and those above them, whose position is not known
// before.
//
// The rules are those of src/wire/message.rs, src/model/timeline and src/components/message_list/row.rs;
// tests/e2e/first-messages.spec.ts compares the two.

import { initials } from "../shared/texts.js";
import { element, extras } from "./first-extras.js";
import { BLOCK, extrasOf, inOrder, unreadable } from "./readable.js";
import { shellRead } from "./shell.js";

const GROUP_SPAN_MS = 5 * 60_000;
const DAY_MS = 86_400_000;
// The minimum height of a row, in CSS pixels.
const LOWEST_ROW = 24;
const HUES = 12;

const EMOJI = "(?:\\p{Extended_Pictographic}|\\p{RI}{2}|[\\d#*]\ufe0f?\u20e3)[\\p{EMod}\ufe0f]*";
const EMOJI_ONLY = new RegExp(`^(?:\\s*(?:${EMOJI}\u200d)*${EMOJI}){1,8}\\s*$`, "u");

// Text within one pair of markers, and the text before it.
const STYLED = /(^|[\s([{"'])(\*\*?|_|~~|`)(?![\s*_~`])([^*_~`\n]*[^*_~`\s])\2(?![\w*_~`])/m;
const STYLES = { "**": "strong", "*": "em", _: "em", "~~": "s", "`": "code" };

const VISIBLE = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\u2800]/u;
// Except characters that join emoji and letters.
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
    // In turn: text, the character before a marker, the marker, the marked text.
    if (at % 4 < 2) return part;
    const isCode = parts[at - 1] === "`";
    return at % 4 === 2 ? "" : Object.assign(element(STYLES[parts[at - 1]], isCode ? "inline-code" : "", part), { dir: isCode ? "ltr" : "" });
  });

// A time whose text follows when everything else is on the screen, because creating the browser's first formatter
// takes longer than all rows together. Until then it has the height of a line.
function later(waiting, className, words) {
  const made = element("time", className, "\u00a0");
  // A hidden element does not count as shifted when it gets its width.
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

// Resolves when they are on the screen. Browsers report that when they are idle, and ignore elements that were
// removed before. The first report may be about the frame before. If there is none, resolves two frames later in a
// separate task, because elements removed during a frame are missing in it.
const areOnScreen = () =>
  new Promise((/** @type {(given?: unknown) => void} */ passed) => {
    // After the first user action, browsers no longer report it.
    setTimeout(passed, LATEST_MS);
    const look = (list) => list.getEntries().some(({ element }) => element?.closest(".first-messages")) && passed();
    if (PerformanceObserver.supportedEntryTypes?.includes(LARGEST)) new PerformanceObserver(look).observe({ type: LARGEST });
    else requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(passed)));
  });

/**
 * Draws them if early.js has fetched them, in place of the skeleton in index.html. Resolves when they are on the
 * screen with their times, or when there is nothing to show.
 */
export async function showFirstMessages(early, language) {
  try {
    const [newest] = (await early).values();
    const [[status, , json], spoken] = await Promise.all([newest, language, shellRead()]);
    const place = document.getElementById("messages-to-come");
    if (!place || status !== 200) return;
    const waiting = draw(place, JSON.parse(json).messages, spoken);
    if (!document.querySelector(".first-messages")) return;
    // A hidden tab has no frames.
    if (!document.hidden) await areOnScreen();
    writeTimes(waiting, spoken.tag);
    // Work that waits for them starts in a separate task.
    await new Promise((passed) => setTimeout(passed));
  } catch {
    // The app reads the same answer, and reports the problem.
  }
}
