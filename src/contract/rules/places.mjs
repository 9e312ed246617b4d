// Reading from a message on (`after`) and about one (`around`), and sending twice without harm (`client-id`).
import { isSuccess } from "../http.mjs";
import { expect, show } from "../rule.mjs";
import { inOrder, now, page, said, unknownId } from "../stage.mjs";

/** A random UUID of version 4, where `crypto.randomUUID` may be missing: it takes a secure context. */
export const uuid = () =>
  "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replace(/x/g, () => Math.floor(Math.random() * 16).toString(16));

const ids = (answer) => page(answer).map(({ id }) => String(id));
const isSorted = (answer) => page(answer).every((message, at, all) => at === 0 || inOrder(all[at - 1], message));

const unknown = (parameter) => ({
  async check(lab) {
    const { third } = await said(lab);
    const answer = await lab.messages("me", { [parameter]: unknownId(third.id) });
    expect(answer.status === 404, answer, `${answer.status} for a message that the channel does not have`, "404");
  },
});

const AFTER = ["extensions", "`GET /api/messages?after=<message id>`: oldest first, at most `limit`, with `\"hasMore\"`"];
const AROUND = ["extensions", "that message, at most `limit` / 2 before it (rounded down)"];

export const after = {
  feature: "after",
  rules: [
    {
      id: "after-follows",
      line: AFTER,
      means: "Catching up after a lost connection misses messages, or shows them in the wrong order.",
      fix: "Answer the messages after (createdAt, id) of that message, ascending.",
      needs: ["history-order"],
      async check(lab) {
        const { first, second, third } = await said(lab);
        const answer = await lab.messages("me", { after: first.id, limit: 2 });
        const seen = isSuccess(answer) ? `the messages ${show(ids(answer))}` : `${answer.status}`;
        const expected = show([second.id, third.id]);
        expect(isSorted(answer) && show(ids(answer)) === expected, answer, seen, expected);
      },
    },
    {
      id: "after-limit",
      line: AFTER,
      means: "Catching up ends too early: messages are missed until the next reload.",
      fix: "Answer at most limit messages, and hasMore: true if there are more.",
      needs: ["after-follows"],
      async check(lab) {
        const { first, third } = await said(lab);
        const answer = await lab.messages("me", { after: first.id, limit: 1 });
        const seen = `${page(answer).length} messages, hasMore: ${show(answer.json?.hasMore)}`;
        expect(page(answer).length === 1 && answer.json?.hasMore === true, answer, seen, "1 message, hasMore: true");
        const last = await lab.messages("me", { after: third.id, limit: 100 });
        expect(typeof last.json?.hasMore === "boolean", last, `hasMore: ${show(last.json?.hasMore)}`, "true or false");
        const isEnd = !last.json.hasMore || page(last).length === 100;
        expect(isEnd, last, `hasMore: true after ${page(last).length} of at most 100`, "hasMore: false at the end");
      },
    },
    {
      id: "after-unknown",
      line: ["extensions", "404 if the channel has no such message"],
      means: "Catching up from a deleted message leaves a gap that the chat does not notice.",
      fix: "Answer 404 if the channel has no such message.",
      needs: ["after-follows"],
      ...unknown("after"),
    },
  ],
};

export const around = {
  feature: "around",
  rules: [
    {
      id: "around-surrounds",
      line: AROUND,
      means: "Links to a message and search results lead to the wrong place.",
      fix: "Take floor(limit / 2) messages before it, the message, and the rest of limit after it, oldest first.",
      needs: ["history-order"],
      async check(lab) {
        const { first, second, third } = await said(lab);
        const answer = await lab.messages("me", { around: second.id, limit: 3 });
        const expected = [first.id, second.id, third.id];
        const seen = isSuccess(answer) ? `the messages ${show(ids(answer))}` : `${answer.status}`;
        const isIt = ids(answer).length === 3 && ids(answer)[1] === second.id && isSorted(answer);
        expect(isIt, answer, seen, show(expected));
      },
    },
    {
      id: "around-unknown",
      line: AROUND,
      means: "A link to a message that is gone leads nowhere, and nothing says so.",
      fix: "Answer 404 if the channel has no such message.",
      needs: ["around-surrounds"],
      ...unknown("around"),
    },
  ],
};

const CLIENT_ID = ["extensions", "a second POST with the same sender and `clientId` answers the first one's message and stores nothing"];
const twice = (lab) =>
  lab.once("twice", async () => {
    const clientId = uuid();
    const first = await lab.say("me", "with a client id", { clientId });
    return { clientId, first, second: await lab.say("me", "with a client id", { clientId }) };
  });

export const clientId = {
  feature: "client-id",
  rules: [
    {
      id: "client-id-answers-again",
      line: CLIENT_ID,
      means: "A message that is sent again after a lost connection appears twice.",
      fix: "Keep clientId with the message, unique for each sender; on a second POST answer the stored message.",
      needs: ["post-form"],
      async check(lab) {
        const { first, second } = await twice(lab);
        expect(first.id === second.id, second.exchange, `another message, ${show(second.id)}`, `the first one, ${show(first.id)}`);
      },
    },
    {
      id: "client-id-stores-once",
      line: CLIENT_ID,
      means: "A message that is sent again after a lost connection appears twice.",
      fix: "Make (senderId, clientId) unique in the database; looking first is not enough.",
      needs: ["client-id-answers-again", "history-has-new"],
      async check(lab) {
        await twice(lab);
        const answer = await lab.messages("me", { limit: 50 });
        const copies = page(answer).filter(({ content }) => content === `${lab.nonce} with a client id`).length;
        expect(copies === 1, answer, `${copies} messages of one clientId`, "1");
      },
    },
    {
      id: "client-id-carried",
      line: ["extensions", "Message and the POST's answer carry `clientId`"],
      means: "One's own message is shown twice: as sent, and as it arrives.",
      fix: "Put clientId into the POST's answer, the history and the event.",
      needs: ["client-id-stores-once"],
      async check(lab) {
        const { clientId, first } = await twice(lab);
        expect(first.clientId === clientId, first.exchange, `clientId: ${show(first.clientId)}`, show(clientId));
        const { answer, message } = await now(lab, first.id);
        expect(message?.clientId === clientId, answer, `clientId: ${show(message?.clientId)} in the history`, show(clientId));
      },
    },
    {
      id: "client-id-per-person",
      line: CLIENT_ID,
      means: "One person can get another's message as an answer.",
      fix: "Look for clientId among the messages of the same sender only.",
      needs: ["client-id-answers-again"],
      people: 2,
      async check(lab) {
        const { clientId, first } = await twice(lab);
        const theirs = await lab.say("other", "with a client id of another", { clientId });
        expect(theirs.id !== first.id, theirs.exchange, "another person's message", "a message of the caller");
      },
    },
  ],
};
