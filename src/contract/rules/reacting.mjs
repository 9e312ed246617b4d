// Reactions and replies.
import { isRefusal, isSuccess } from "../http.mjs";
import { expect, show, skip } from "../rule.mjs";
import { myId, now, said, unknownId } from "../stage.mjs";
import { strangers } from "./guarded.mjs";

const react = (lab, method, id, emoji, who = "me") => lab.on(who, method, id, {}, `/reactions/${encodeURIComponent(emoji)}`);
const reactionsOf = ({ json }) => {
  const list = json?.message?.reactions;
  return Array.isArray(list) ? list.filter((reaction) => reaction !== null && typeof reaction === "object") : [];
};
const CALL = ["calls", "`PUT`, `DELETE /api/messages/{id}/reactions/{emoji}`"];

const reacted = (lab) =>
  lab.once("reacted", async () => {
    const { id } = await lab.say("me", "to react to");
    return { id, put: await react(lab, "PUT", id, "\u{1F389}") };
  });
const reactedAgain = (lab) => lab.once("reacted again", async () => react(lab, "PUT", (await reacted(lab)).id, "\u{1F389}"));

export const reactions = {
  feature: "reactions",
  rules: [
    {
      id: "reaction-answers",
      line: CALL,
      means: "A reaction is shown as refused.",
      fix: "Answer {\"success\":true,\"message\"} with the reaction in message.reactions: {emoji, userId, userName}.",
      needs: ["post-form", "message-sender"],
      async check(lab) {
        const { put } = await reacted(lab);
        const senderId = await myId(lab);
        const mine = reactionsOf(put).filter(({ emoji, userId }) => emoji === "\u{1F389}" && userId === senderId);
        const seen = `${put.status} ${show(put.json?.message?.reactions ?? put.text)}`;
        expect(isSuccess(put) && mine.length, put, seen, "200, and my reaction, with my senderId as userId");
      },
    },
    {
      ...strangers("reaction-signed-out", async (lab, who) => react(lab, "PUT", (await reacted(lab)).id, "\u{1F680}", who)),
      needs: ["reaction-answers"],
    },
    {
      id: "reaction-once",
      line: ["what-a-message-carries-besides", "one entry per person and emoji"],
      means: "A reaction that is sent again counts twice.",
      fix: "Keep one entry for each person and emoji ($addToSet over both, or a unique key).",
      needs: ["reaction-answers"],
      async check(lab) {
        const again = await reactedAgain(lab);
        expect(reactionsOf(again).length === 1, again, show(reactionsOf(again)), "one entry");
      },
    },
    {
      id: "reaction-same-rev",
      line: ["calls", "A change that changes nothing"],
      means: "Everyone's page fetches a message that did not change.",
      fix: "Raise rev only if something changed.",
      needs: ["reaction-once"],
      async check(lab) {
        const { rev } = (await reacted(lab)).put.json.message;
        if (rev === undefined) skip("messages carry no rev");
        const again = await reactedAgain(lab);
        expect(again.json.message.rev === rev, again, `rev ${show(again.json.message.rev)} after ${rev}`, "the same rev");
      },
    },
    {
      id: "reaction-is-no-edit",
      line: ["what-a-message-carries-besides", "When the content last changed; a reaction never sets it"],
      means: "A message that got a reaction is shown as edited.",
      fix: "Set editedAt with edits only, not by a hook that runs on every update.",
      needs: ["reaction-answers"],
      async check(lab) {
        const { put } = await reacted(lab);
        const { editedAt, isEdited } = put.json.message;
        expect(editedAt == null && !isEdited, put, `editedAt: ${show(editedAt)}`, "no editedAt");
      },
    },
    {
      id: "reaction-one-form",
      line: ["calls", "U+FE0F is stripped from an emoji"],
      means: "One heart counts as two kinds, and cannot be removed from another device.",
      fix: "Remove U+FE0F from the emoji before it is stored or compared.",
      needs: ["reaction-answers"],
      async check(lab) {
        const { id } = await lab.say("me", "with two hearts");
        await react(lab, "PUT", id, "\u2764\uFE0F");
        const answer = await react(lab, "PUT", id, "\u2764");
        const kinds = reactionsOf(answer).map(({ emoji }) => emoji);
        expect(kinds.length === 1 && kinds[0] === "\u2764", answer, show(kinds), "one entry, without U+FE0F");
      },
    },
    {
      id: "reaction-refuses-text",
      line: ["calls", "400 unless `emoji` is one emoji of at most 32 bytes"],
      means: "Text can be used as a reaction.",
      fix: "Answer 400 unless it is one emoji.",
      needs: ["reaction-answers"],
      async check(lab) {
        const answer = await react(lab, "PUT", (await reacted(lab)).id, "no emoji");
        expect(isRefusal(answer), answer, `${answer.status} for "no emoji"`, "400");
      },
    },
    {
      id: "reaction-arrives",
      line: ["events", "in place of `message-updated`"],
      means: "Others see a reaction only after a reload.",
      fix: "Publish message-reacted with id, channelId, rev, emoji, userId, userName and on.",
      needs: ["reaction-answers", "subscription-succeeds"],
      live: true,
      async check(lab) {
        const { id, put } = await reacted(lab);
        const isIt = (data) => String(data.id) === id && data.emoji === "\u{1F389}" && data.on === true;
        const event = await lab.event(lab.site.names.messageReacted, isIt);
        expect(event, put, "no event for this reaction", "message-reacted with id, emoji and on: true");
      },
    },
    {
      id: "reaction-goes",
      line: CALL,
      means: "A reaction cannot be removed.",
      fix: "Remove the caller's entry, and answer the message without it.",
      needs: ["reaction-once"],
      async check(lab) {
        const answer = await react(lab, "DELETE", (await reacted(lab)).id, "\u{1F389}");
        const isIt = isSuccess(answer) && reactionsOf(answer).length === 0;
        expect(isIt, answer, `${answer.status} ${show(reactionsOf(answer))}`, "no reaction");
      },
    },
  ],
};

const replied = (lab) =>
  lab.once("replied", async () => {
    const { second } = await said(lab);
    return { to: second, reply: await lab.say("me", "in reply", { replyTo: second.id }) };
  });

export const replies = {
  feature: "replies",
  rules: [
    {
      id: "reply-answers",
      line: ["calls", "with `replyTo` in the answer's message"],
      means: "A reply is shown as an ordinary message.",
      fix: "Take replyTo in the POST, store it and answer it.",
      needs: ["post-form"],
      async check(lab) {
        const { to, reply } = await replied(lab);
        expect(String(reply.replyTo) === to.id, reply.exchange, `replyTo: ${show(reply.replyTo)}`, show(to.id));
      },
    },
    {
      id: "reply-excerpt",
      line: ["what-a-message-carries-besides", "`excerpt` has at most 140 characters"],
      means: "A reply does not say what it answers, unless that message happens to be loaded.",
      fix: "Join reply: {id, senderName, excerpt, isDeleted} when messages are read.",
      needs: ["reply-answers", "history-has-new"],
      async check(lab) {
        const { to, reply } = await replied(lab);
        const { answer, message } = await now(lab, reply.id);
        const { id, senderName, excerpt } = message?.reply ?? {};
        const isIt = String(id) === to.id && senderName === to.senderName && excerpt === `${lab.nonce} second`;
        expect(isIt, answer, `reply: ${show(message?.reply)}`, "id, senderName and excerpt of the answered message");
      },
    },
    {
      id: "reply-forgets-deleted",
      line: ["what-a-message-carries-besides", "a deleted original has an empty name and excerpt"],
      means: "A deleted message can still be read in the quotes of its replies.",
      fix: "Join reply when messages are read, never store it: {id, senderName: \"\", excerpt: \"\", isDeleted: true}.",
      needs: ["reply-excerpt", "delete-answers"],
      async check(lab) {
        const { id: to } = await lab.say("me", "to be deleted after a reply");
        const { id } = await lab.say("me", "a reply to what is deleted", { replyTo: to });
        await lab.on("me", "DELETE", to);
        const { answer, message } = await now(lab, id);
        const { isDeleted, excerpt } = message?.reply ?? {};
        expect(isDeleted === true && !excerpt, answer, `reply: ${show(message?.reply)}`, "isDeleted: true, and no excerpt");
      },
    },
    {
      id: "reply-to-unknown",
      line: ["calls", "400 if the channel never had such a message"],
      means: "A reply to a message that was never there is stored, and its quote stays empty.",
      fix: "Answer 400 unless the channel has, or had, the message.",
      needs: ["reply-answers"],
      async check(lab) {
        const { to } = await replied(lab);
        const answer = await lab.post("me", `${lab.nonce} in reply to nothing`, { replyTo: unknownId(to.id) });
        expect(answer.status === 400, answer, `${answer.status} for a reply to nothing`, "400");
      },
    },
  ],
};

