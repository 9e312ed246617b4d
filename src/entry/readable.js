// Which messages of a page the first paint may draw, and in which order: the rules of src/wire/message.rs and src/model/message.rs.
// tests/wire/first_messages.rs lays this file and the model over the same cases.

// A field that is there changes what is shown, and nothing here draws it.
const CHANGES = ["replyTo", "reply", "editedAt", "encrypted"];
const isThere = (value) => value !== undefined && value !== null && value !== false && value !== "";
const isFilled = (list) => isThere(list) && !(Array.isArray(list) && list.length === 0);

/** Returns true if the message has nothing but text. */
export const isPlain = (value) =>
  !CHANGES.some((name) => isThere(value[name])) &&
  value.isEdited !== true &&
  value.truncated !== true &&
  (value.kind ?? "text") === "text" &&
  !["attachments", "reactions"].some((name) => isFilled(value[name]));

const at = (value) => new Date(typeof value.createdAt === "string" ? value.createdAt : "").getTime();

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
