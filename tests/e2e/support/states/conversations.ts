// What stands in the channel: a conversation as there are many, and texts and names that are hard to lay out.
import { type OldMessage, lines } from "../history";
import type { Person } from "../person";

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
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

export const TALK: OldMessage[] = [
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
  at(DAY + 48 * MINUTE, "Ada Lovelace", "I am on it."),
  at(3 * HOUR, "Linus Torvalds", "The notes for the customer, **before Friday**:\n1. what is new\n2. what to do before the update: `make build`, then `make test`"),
  at(2 * HOUR, "Grace Hopper", "Thank you! The draft is at https://example.org/notes/2026-11?draft=2 — comments welcome.", PORTRAIT),
  at(7 * MINUTE, "Linus Torvalds", "> comments welcome\nRead it on the train, nothing to add. @Ada Lovelace, what do you think?"),
  at(2 * MINUTE, "Ada Lovelace", "Merging now."),
];

export const LATIN = "Every long text is set in a measure that the eye can follow from one line to the next, however wide the window is. ".repeat(6).trim();
export const ARABIC = "كل نص طويل يوضع في عرض تستطيع العين أن تتابعه من سطر إلى سطر، مهما كان عرض النافذة. ".repeat(6).trim();

export const LONG_TEXTS: OldMessage[] = [
  at(9 * HOUR, "Grace Hopper", LATIN),
  at(8 * HOUR, "محمد بن موسى", ARABIC),
  at(7 * HOUR, "Linus Torvalds", `A word without an end: ${"Donaudampfschifffahrtsgesellschaft".repeat(8)}`),
  at(6 * HOUR, "Margaret Hamilton", `https://example.org/${"a-long-path/".repeat(20)}?and=a&long=query`),
  at(5 * HOUR, "Ada Lovelace", "fn main() {\n    println!(\"spaces and lines are kept\");\n}"),
  at(4 * HOUR, "李四光", "長い文章でも、行の長さは読みやすい範囲に収まります。".repeat(8)),
];

export const NAMES: OldMessage[] = [
  at(5 * HOUR, LONG_NAME, "My name is long."),
  at(4 * HOUR, "x".repeat(60), "Mine has no place where it could be broken."),
  at(3 * HOUR, "Noor", "I have no picture."),
  at(2 * HOUR, "Grace Hopper", "I have one.", PORTRAIT),
  at(HOUR, "Linus Torvalds", "Mine cannot be loaded.", "/pictures/missing.png"),
];

export const FORMATTED: OldMessage[] = [
  at(9 * HOUR, "Grace Hopper", "**Bold**, *italic*, ~~struck~~, `inline code`, and all of it ***at once***. See https://example.org/docs, @Ada Lovelace."),
  at(8 * HOUR, "Linus Torvalds", "The plan:\n- read the notes\n  - those of last week\n  - and what came after\n- answer them\n\n1. build\n2. look\n3. ship"),
  at(7 * HOUR, "Margaret Hamilton", "```rust\nfn main() {\n    let a_line_that_is_wider_than_any_phone_will_ever_be = \"and has to be scrolled within its box\";\n}\n```\nThat is all there is to it."),
  at(6 * HOUR, "Grace Hopper", "> Shall we ship it today?\n> Everything is green.\n\nYes, after lunch."),
  at(5 * HOUR, "محمد بن موسى", "**نعم**، بعد الغداء `make build`\n- أولاً\n- ثانياً"),
  at(4 * HOUR, "Linus Torvalds", "🎉🚀"),
];
