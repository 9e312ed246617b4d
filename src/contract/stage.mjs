// The messages that most rules look at: three short ones, by two people if there are two. They are sent once.
import { isSuccess } from "./http.mjs";

/** The newest page, without a limit. */
export const newest = (lab) => lab.once("newest", () => lab.messages("me"));

/** The messages of an answer: objects only, so that a check can read their fields. */
export function page(exchange) {
  const list = exchange?.json?.messages;
  return Array.isArray(list) ? list.filter((message) => message !== null && typeof message === "object") : [];
}

/** Returns `true` if `a` stands before `b` in a channel's order: by time, then by id, a shorter id first. */
export function inOrder(a, b) {
  const [at, bt] = [Date.parse(a.createdAt), Date.parse(b.createdAt)];
  if (at !== bt) return at < bt;
  const [x, y] = [String(a.id), String(b.id)];
  return x.length === y.length ? x < y : x.length < y.length;
}

// What a backend may spoil: several spaces, a line's end, markup, quotes, an accent of two characters, an emoji of
// several.
export const INNER = "two  spaces\nnext line <b>&amp;</b> \"quotes\" \\ e\u0301 \u{1F469}\u200D\u{1F680} %41 \u0085 end";
/** What JavaScript's trim takes off, and U+0085, which it leaves. */
export const BEFORE = "\uFEFF \u3000\n";
export const AFTER = "\u0085 \u00A0\n";

/** The first message, with all of the above around it. */
export const posted = (lab) => lab.once("posted", () => lab.post("me", `${BEFORE}${lab.nonce} first ${INNER}${AFTER}`));

// Clocks of databases have a resolution of a millisecond: two messages of one instant would not show what `before`
// does.
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 3));

/** The three messages, as the backend answered them. */
export const said = (lab) =>
  lab.once("said", async () => {
    const { message } = (await posted(lab)).json;
    const first = { ...message, id: String(message.id) };
    await aMoment();
    const second = await lab.say(lab.site.sessions.other ? "other" : "me", "second");
    await aMoment();
    const third = await lab.say("me", "third");
    return { first, second, third, all: [first, second, third] };
  });

/** A page that has the three messages. */
export const listed = (lab) =>
  lab.once("listed", async () => {
    await said(lab);
    return lab.messages("me", { limit: 50 });
  });

/** One of the three as the history shows it, or `{}`. */
export async function shown(lab, which) {
  const { id } = (await said(lab))[which];
  return page(await listed(lab)).find((message) => String(message.id) === id) ?? {};
}

/** My own id, as the messages have it. */
export const myId = async (lab) => String((await shown(lab, "first")).senderId);

/** An id of the same form that no message has. */
export function unknownId(id) {
  const text = String(id);
  const changed = text.slice(-8).replace(/[0-9a-f]/g, (digit) => (15 - parseInt(digit, 16)).toString(16).replace(/[a-f]/, "9"));
  return /^\d+$/.test(text) ? String(Number.MAX_SAFE_INTEGER) : text.slice(0, -8) + changed;
}

/** Returns the message of that id as the newest page has it now, or `undefined`. */
export async function now(lab, id) {
  const answer = await lab.messages("me", { limit: 50 });
  const message = page(answer).find((message) => String(message.id) === String(id));
  return { answer, message };
}

export { isSuccess };
