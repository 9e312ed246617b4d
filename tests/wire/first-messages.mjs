// Prints what src/entry/readable.js makes of first-messages.json: the ids in order, and those that are drawn.
import { readFileSync } from "node:fs";
import { inOrder, unreadable } from "../../src/entry/readable.js";

const cases = JSON.parse(readFileSync(new URL("first-messages.json", import.meta.url), "utf8"));
const whole = { content: "Hello", senderId: "u1", senderName: "Ada", createdAt: "2026-11-23T12:41:25.123Z" };
const read = ({ messages }) => {
  const ordered = inOrder(messages.map((message) => ({ ...whole, ...message })));
  const ids = ordered.map(({ id }) => id);
  return [ids, ids.slice(unreadable(ordered))];
};
console.log(JSON.stringify(cases.map(read)));
