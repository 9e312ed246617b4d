// Which messages of a page the first paint may draw, in which order, and what each has beside its text: the rules of
// src/wire/message.rs and src/model/message.rs. tests/wire/first_messages.rs lays this file and the model over the same cases.

const isThere = (value) => value !== undefined && value !== null && value !== false && value !== "";
const isId = (value) => typeof value === "string" || typeof value === "number";
const text = (value) => (typeof value === "string" ? value : "");
const all = (list, isOne) => !isThere(list) || (Array.isArray(list) && list.every((one) => isOne(one ?? {})));

// At most 32 bytes.
const isReaction = ({ emoji, userId }) => /^(?!\ufe0f*$)\P{Cc}{1,8}$/u.test(text(emoji)) && isThere(userId) && isId(userId);
const isFile = ({ url }) => /^(https?:\/\/[^/?#:]|\.{0,2}\/)\P{Cc}*$/iu.test(text(url));

/**
 * What may begin a quote, an item of a list, or a block of code; words that lead to an address; marks that are stacked; and
 * what breaks off a long text. A message with one is drawn by the app alone.
 */
export const BLOCK = /^[ \t]*(?:[-*][ \t]|\d{1,3}\.[ \t]|```|>)|\]\([hm]|[\u0300-\u036f]{5}|[^]{6000}|(?:\n[^\n]*){40}|(?:[*_~`@:][^*_~`@:]*){500}/im;

const at = (value) => new Date(text(value.createdAt)).getTime();

/** Returns true if all that a message shows is understood: text, files, reactions, what it answers, that it was edited. */
export const isPlain = (value) =>
  !isThere(value.encrypted) &&
  value.truncated !== true &&
  (value.kind ?? "text") === "text" &&
  (!isThere(value.editedAt) || !Number.isNaN(at({ createdAt: value.editedAt }))) &&
  (!isThere(value.replyTo) || isId(value.replyTo)) &&
  (!isThere(value.replyCount) || (Number.isSafeInteger(value.replyCount) && value.replyCount >= 0)) &&
  all(value.attachments, isFile) &&
  all(value.reactions, isReaction);

/**
 * What a message has beside its text. `messages` are all of its page: they say more of what it answers than it does itself.
 * `reply` is undefined if it answers nothing, and without `words` if that was deleted or is not known.
 */
export function extrasOf({ id, isEdited, editedAt, replyTo, reply, replyCount, attachments, reactions }, messages) {
  const kinds = new Map();
  for (const { emoji, userId } of reactions || []) {
    const key = emoji.replaceAll("\ufe0f", "");
    kinds.set(key, (kinds.get(key) ?? new Set()).add(`${userId}`));
  }
  const found = messages.find((value) => value?.id && `${value.id}` === `${replyTo}`);
  const { isDeleted, senderName, senderId, content, excerpt = content } = found ?? reply ?? {};
  const isKnown = isDeleted !== true && Boolean(found ?? reply);
  return {
    isEdited: isEdited === true || isThere(editedAt),
    files: attachments || [],
    kinds: [...kinds].map(([emoji, people]) => [emoji, people.size]),
    hasReplies: replyCount > 0 || messages.some((value) => value?.isDeleted !== true && `${value?.replyTo}` === `${id}`),
    reply: isThere(replyTo) ? { isDeleted: isDeleted === true, ...(isKnown && { name: text(senderName) || `${senderId ?? ""}`, words: text(excerpt) }) } : undefined,
  };
}

// A shorter id comes first, so that counted ids keep their order.
function before(a, b) {
  const [one, other] = [`${a.id}`, `${b.id}`];
  return at(a) - at(b) || one.length - other.length || (one < other ? -1 : 1);
}

// The app drops an entry without its fields too, and says so in the console.
const isMessage = (value) =>
  value?.id && value.senderId && !Number.isNaN(at(value)) && !(isPlain(value) && typeof value.content !== "string");

/** The messages of a page in the order of their channel, without deleted ones and what is no message. */
export const inOrder = (messages) => messages.filter((value) => isMessage(value) && value.isDeleted !== true).sort(before);

/** How many of these, from the first on, stand above the last one that is not plain, with that one. */
export const unreadable = (ordered) => ordered.findLastIndex((value) => !isPlain(value)) + 1;
