// The fields of a Message.
import { expect, show } from "../rule.mjs";
import { inOrder, listed, page, said, shown } from "../stage.mjs";

const FORM = "baseline";
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,}(Z|[+-]\d\d:?\d\d)$/;
export const isId = (id) => (typeof id === "string" && id.trim() !== "") || Number.isSafeInteger(id);

/** Holds every message of a page to a condition on one field. */
async function each(lab, field, isRight, expected) {
  const answer = await listed(lab);
  const wrong = page(answer).find((message) => !isRight(message[field], message));
  expect(!wrong, answer, `${field}: ${show(wrong?.[field])}`, expected);
}

export const message = {
  rules: [
    {
      id: "message-id",
      line: ["what-else-holds", "An id is text that is not blank, or a whole number up to 2^53 - 1"],
      means: "A message without a proper id is left out, and counted as unreadable.",
      fix: "Send id as text (an ObjectId by toString).",
      needs: ["history-form", "post-form"],
      check: (lab) => each(lab, "id", isId, "text that is not blank, or a whole number"),
    },
    {
      id: "message-content",
      line: [FORM, "`content`: text, 1 to 5,000 characters after trimming"],
      means: "The message is shown empty, or left out.",
      fix: "Send content as text.",
      needs: ["history-has-new"],
      check: (lab) => each(lab, "content", (content) => typeof content === "string", "text"),
    },
    {
      id: "message-sender",
      line: [FORM, "`senderId`, `senderName`"],
      means: "Messages cannot be told apart by who sent them.",
      fix: "Send senderId as text, and senderName.",
      needs: ["history-has-new"],
      async check(lab) {
        await each(lab, "senderId", isId, "an id");
        await each(lab, "senderName", (name) => typeof name === "string", "text");
      },
    },
    {
      id: "message-avatar",
      line: [FORM, "`senderAvatar` (absent, null or empty if there is none)"],
      means: "Pictures of people are missing.",
      fix: "Send senderAvatar as text, null, or not at all.",
      needs: ["history-has-new"],
      check: (lab) => each(lab, "senderAvatar", (it) => it == null || typeof it === "string", "text, null or absent"),
    },
    {
      id: "message-channel",
      line: [FORM, "- `channelId`;"],
      means: "The message is left out: the chat does not know where it belongs.",
      fix: "Send channelId as the chat knows it.",
      needs: ["history-has-new"],
      check: (lab) => each(lab, "channelId", (it) => typeof it === "string" && it !== "", "the channel's id"),
    },
    {
      id: "message-created-at",
      line: [FORM, "`createdAt`: ISO 8601 with milliseconds"],
      means: "Messages are in the wrong order, and catching up misses some.",
      fix: "Send createdAt as toISOString() does. Keep milliseconds in the database: timestamp(3) in SQL.",
      needs: ["history-has-new"],
      async check(lab) {
        const isIt = (it) => typeof it === "string" && INSTANT.test(it) && !Number.isNaN(Date.parse(it));
        await each(lab, "createdAt", isIt, "an instant such as 2026-01-31T12:00:00.000Z");
      },
    },
    {
      id: "message-time-grows",
      line: ["baseline", "the order of a channel is (`createdAt`, `id`)"],
      means: "A new message appears above older ones, where nobody looks.",
      fix: "Take createdAt from one clock, the database's or the server's, never from the caller.",
      needs: ["message-created-at"],
      async check(lab) {
        const [first, second, third] = [await shown(lab, "first"), await shown(lab, "second"), await shown(lab, "third")];
        const isRight = inOrder(first, second) && inOrder(second, third);
        const times = [first, second, third].map(({ createdAt }) => createdAt).join(", ");
        expect(isRight, await listed(lab), `three messages sent one after the other: ${times}`, "later ones are later");
      },
    },
    {
      id: "one-id-per-person",
      line: [FORM, "`senderId`, `senderName`"],
      means: "One's own messages look like another's, or the other way round.",
      fix: "Take senderId from the session: one for each person, the same every time.",
      needs: ["message-sender"],
      people: 2,
      async check(lab) {
        const [first, second, third] = [await shown(lab, "first"), await shown(lab, "second"), await shown(lab, "third")];
        const answer = await listed(lab);
        const mine = `${show(first.senderId)} and ${show(third.senderId)} for two messages of one person`;
        expect(String(first.senderId) === String(third.senderId), answer, mine, "the same senderId");
        expect(String(second.senderId) !== String(first.senderId), answer, "one senderId for two people", "one for each");
      },
    },
    {
      id: "post-and-history-agree",
      line: ["baseline", "only these four fields are promised"],
      means: "One's own message is shown twice: as sent, and as it arrives.",
      fix: "Answer the POST with the message as it was stored.",
      needs: ["message-created-at", "message-id"],
      async check(lab) {
        const { third } = await said(lab);
        const stored = await shown(lab, "third");
        const sent = `${third.createdAt}, ${show(third.senderName)}`;
        const isSame = Date.parse(third.createdAt) === Date.parse(stored.createdAt) && third.senderName === stored.senderName;
        expect(isSame, third.exchange, sent, `as in the history: ${stored.createdAt}, ${show(stored.senderName)}`);
      },
    },
  ],
};
