// Prints what src/entry/page/readable.js makes of first-messages.json: the ids in order, those that are drawn, and what these have
// beside their text.
import { readFileSync } from "node:fs";
import { BLOCK, extrasOf, inOrder, unreadable } from "../../src/entry/page/readable.js";

const cases = JSON.parse(readFileSync(new URL("first-messages.json", import.meta.url), "utf8"));
const whole = { content: "Hello", senderId: "u1", senderName: "Ada", createdAt: "2026-11-23T12:41:25.123Z" };

function shown(message, messages) {
  const { isEdited, files, kinds, reply, hasReplies } = extrasOf(message, messages);
  const answered = reply && (reply.words === undefined ? (reply.isDeleted ? "deleted" : "unknown") : [reply.name, reply.words]);
  // The first paint cleans names as it draws them.
  const names = files.map(({ name = "" }) => name.replace(/\p{Bidi_Control}/gu, ""));
  return { ...(isEdited && { edited: true }), ...(names.length && { files: names }), ...(kinds.length && { kinds }), ...(reply && { reply: answered }), ...(hasReplies && { replies: true }) };
}

const read = (given) => {
  const messages = given.messages.map((message) => ({ ...whole, ...message }));
  const ordered = inOrder(messages);
  const drawn = ordered.slice(Math.max(unreadable(ordered), ordered.findLastIndex(({ content }) => BLOCK.test(content)) + 1));
  const extras = drawn.map((message) => [message.id, shown(message, messages)]).filter(([, of]) => Object.keys(of).length);
  const ids = (list) => list.map(({ id }) => `${id}`);
  return [ids(ordered), ids(drawn), Object.fromEntries(extras)];
};
console.log(JSON.stringify(cases.map(read)));
