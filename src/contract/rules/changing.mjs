// Editing and deleting.
import { isRefusal, isSuccess } from "../http.mjs";
import { expect, show, skip } from "../rule.mjs";
import { now, page, unknownId } from "../stage.mjs";
import { strangers } from "./guarded.mjs";
import { uuid } from "./places.mjs";

const edited = (lab) =>
  lab.once("edited", async () => {
    const before = await lab.say("me", "not yet edited");
    const content = `${lab.nonce} edited`;
    const answer = await lab.on("me", "PATCH", before.id, { json: { content } });
    return { before, content, answer, id: before.id };
  });
const PATCH = ["calls", "`PATCH /api/messages/{id}` `{\"content\",\"rev\"?}`"];

export const edit = {
  feature: "edit",
  rules: [
    {
      id: "edit-answers",
      line: PATCH,
      means: "An edit is shown as refused.",
      fix: "Answer {\"success\":true,\"message\"} with the whole message in its present state.",
      needs: ["post-form"],
      async check(lab) {
        const { answer, content, id } = await edited(lab);
        const message = answer.json?.message;
        expect(isSuccess(answer) && message, answer, `${answer.status} ${show(answer.text)}`, "200 with the message");
        const isIt = String(message.id) === id && message.content === content;
        expect(isIt, answer, show(message), `the message ${show(id)} with its new content`);
      },
    },
    {
      id: "edit-is-marked",
      line: ["what-a-message-carries-besides", "When the content last changed; a reaction never sets it"],
      means: "No one sees that a message was edited.",
      fix: "Set editedAt (or isEdited: true) with every edit.",
      needs: ["edit-answers"],
      async check(lab) {
        const { answer } = await edited(lab);
        const { editedAt, isEdited } = answer.json.message;
        const isIt = isEdited === true || !Number.isNaN(Date.parse(editedAt));
        expect(isIt, answer, `editedAt: ${show(editedAt)}, isEdited: ${show(isEdited)}`, "an instant, or isEdited: true");
      },
    },
    {
      id: "edit-stays",
      line: ["what-a-message-carries-besides", "`id`, `channelId`, `createdAt` and the author never change"],
      means: "An edited message jumps to another place, or looks like another's.",
      fix: "Change nothing but content, editedAt and rev.",
      needs: ["edit-answers", "history-has-new"],
      async check(lab) {
        const { answer, before, id, content } = await edited(lab);
        const { message } = answer.json;
        const isSame = Date.parse(message.createdAt) === Date.parse(before.createdAt);
        expect(isSame, answer, `createdAt: ${show(message.createdAt)}`, show(before.createdAt));
        const history = await now(lab, id);
        expect(history.message?.content === content, history.answer, show(history.message?.content), show(content));
      },
    },
    {
      id: "edit-own-only",
      line: PATCH,
      means: "Anyone can change other people's messages.",
      fix: "Answer 403 unless the message is the caller's own.",
      needs: ["edit-answers"],
      people: 2,
      async check(lab) {
        const { id } = await edited(lab);
        const answer = await lab.on("other", "PATCH", id, { json: { content: `${lab.nonce} by another` } });
        expect(answer.status === 403, answer, `${answer.status} to another person`, "403");
      },
    },
    {
      ...strangers("edit-signed-out", async (lab, who) => {
        return lab.on(who, "PATCH", (await edited(lab)).id, { json: { content: `${lab.nonce} by a stranger` } });
      }),
      needs: ["edit-answers"],
    },
    {
      id: "edit-same-text",
      line: ["calls", "A change that changes nothing (the same text, a reaction that is there) makes no new `rev` and no `editedAt`"],
      means: "Everyone's page fetches a message that did not change, and shows it as edited again.",
      fix: "Compare the text before updating: if it is the same, answer with the unchanged message.",
      needs: ["edit-is-marked"],
      async check(lab) {
        const { answer, id, content } = await edited(lab);
        const again = await lab.on("me", "PATCH", id, { json: { content } });
        const [before, after] = [answer, again].map(({ json }) => show([json?.message?.rev, json?.message?.editedAt]));
        expect(isSuccess(again) && before === after, again, `${again.status}, rev and editedAt: ${after}`, before);
      },
    },
    {
      id: "edit-unknown",
      line: ["calls", "404 if it is deleted or unknown"],
      means: "An edit of a message that is gone is tried again and again.",
      fix: "Answer 404 if there is no such message, or it was deleted.",
      needs: ["edit-answers"],
      async check(lab) {
        const { id } = await edited(lab);
        const answer = await lab.on("me", "PATCH", unknownId(id), { json: { content: `${lab.nonce} of nothing` } });
        expect(answer.status === 404, answer, `${answer.status} for a message that does not exist`, "404");
      },
    },
    {
      id: "edit-refuses-empty",
      line: ["baseline", "`content`: text, 1 to 5,000 characters after trimming"],
      means: "A message can be emptied, and is shown blank.",
      fix: "Check content as for a new message.",
      needs: ["edit-answers"],
      async check(lab) {
        const { id } = await edited(lab);
        const answer = await lab.on("me", "PATCH", id, { json: { content: " \n " } });
        expect(isRefusal(answer), answer, `${answer.status} for an empty text`, "400");
      },
    },
    {
      id: "edit-conflict",
      line: ["calls", "409 `{\"error\",\"message\":Message}` if its content changed after `rev`"],
      means: "Of two simultaneous edits one is lost, and no one notices.",
      fix: "Compare rev with the rev of the last edit, in the update itself.",
      needs: ["edit-answers"],
      async check(lab) {
        const { rev } = (await edited(lab)).answer.json.message;
        if (!Number.isSafeInteger(rev)) skip("messages carry no rev");
        const { id } = await lab.say("me", "edited twice");
        const before = (await lab.on("me", "PATCH", id, { json: { content: `${lab.nonce} edited once` } })).json?.message?.rev;
        await lab.on("me", "PATCH", id, { json: { content: `${lab.nonce} edited twice` } });
        const answer = await lab.on("me", "PATCH", id, { json: { content: `${lab.nonce} too late`, rev: before } });
        const isIt = answer.status === 409 && answer.json?.message?.content === `${lab.nonce} edited twice`;
        expect(isIt, answer, `${answer.status} ${show(answer.json?.message)}`, "409 with the message as it is now");
      },
    },
    {
      id: "edit-arrives",
      line: ["events", "`message-updated` | The whole Message"],
      means: "Others see an edit only after a reload.",
      fix: "Publish message-updated with the whole message.",
      needs: ["edit-answers", "subscription-succeeds"],
      live: true,
      async check(lab) {
        const { answer, id, content } = await edited(lab);
        const isIt = (message) => String(message.id) === id && message.content === content;
        const event = await lab.event(lab.site.names.messageUpdated, isIt);
        expect(event, answer, "no event for this edit", "message-updated with the message as it is now");
      },
    },
  ],
};

const deleted = (lab) =>
  lab.once("deleted", async () => {
    const clientId = (await lab.features()).has("client-id") ? uuid() : undefined;
    const before = await lab.say("me", "to be deleted", { clientId });
    const byStranger = await lab.on("nobody", "DELETE", before.id);
    const byOther = lab.site.sessions.other && (await lab.on("other", "DELETE", before.id));
    return { id: before.id, clientId, byStranger, byOther, answer: await lab.on("me", "DELETE", before.id) };
  });
const DELETE = ["calls", "`{\"success\":true,\"rev\"}`; the same if it was deleted before"];

export const remove = {
  feature: "delete",
  rules: [
    {
      id: "delete-answers",
      line: DELETE,
      means: "A deletion is shown as refused.",
      fix: "Answer {\"success\":true,\"rev\"}.",
      needs: ["post-form"],
      async check(lab) {
        const { answer } = await deleted(lab);
        const isIt = isSuccess(answer) && answer.json?.success === true;
        expect(isIt, answer, `${answer.status} ${show(answer.text)}`, "200 with success: true");
      },
    },
    {
      id: "delete-own-only",
      line: ["what-else-holds", "Only its author may edit or delete a message, unless `can` says otherwise"],
      means: "Anyone can delete other people's messages.",
      fix: "Answer 403 unless the message is the caller's own.",
      needs: ["delete-answers"],
      people: 2,
      async check(lab) {
        const { byOther } = await deleted(lab);
        expect(byOther.status === 403, byOther, `${byOther.status} to another person`, "403");
      },
    },
    { ...strangers("delete-signed-out", async (lab) => (await deleted(lab)).byStranger), needs: ["delete-answers"] },
    {
      id: "delete-hides",
      line: ["calls", "Histories leave tombstones out"],
      means: "A deleted message is still shown.",
      fix: "Leave deleted messages out of the history, before limit is counted.",
      needs: ["delete-answers", "history-form"],
      async check(lab) {
        const { answer, message } = await now(lab, (await deleted(lab)).id);
        expect(!message, answer, "the deleted message", "a history without it");
      },
    },
    {
      id: "delete-again",
      line: DELETE,
      means: "A deletion whose answer was lost is shown as refused.",
      fix: "Answer a second deletion like the first.",
      needs: ["delete-answers"],
      async check(lab) {
        const answer = await lab.on("me", "DELETE", (await deleted(lab)).id);
        expect(isSuccess(answer), answer, `${answer.status} for what is deleted already`, "the first one's answer");
      },
    },
    {
      id: "delete-unknown",
      line: ["calls", "A message that never existed: `rev` 0"],
      means: "A deletion of a missing message is tried again.",
      fix: "Answer {\"success\":true,\"rev\":0}.",
      needs: ["delete-answers"],
      async check(lab) {
        const answer = await lab.on("me", "DELETE", unknownId((await deleted(lab)).id));
        expect(isSuccess(answer), answer, `${answer.status} for a message that never existed`, "200 with rev: 0");
      },
    },
    {
      id: "delete-keeps-client-id",
      line: ["calls", "A `clientId` stays taken after a deletion"],
      means: "A message that was deleted comes back if its sender's page sends it again.",
      fix: "Keep clientId with the tombstone, and answer isDeleted: true to the repeated POST.",
      needs: ["delete-answers"],
      async check(lab) {
        const { id, clientId } = await deleted(lab);
        if (!clientId) skip("client-id is not offered");
        const answer = await lab.post("me", `${lab.nonce} to be deleted`, { clientId });
        const isIt = answer.json?.message?.isDeleted === true && String(answer.json.message.id) === id;
        expect(isIt, answer, `${answer.status} ${show(answer.json?.message)}`, "the tombstone, with isDeleted: true");
      },
    },
    {
      id: "delete-keeps-place",
      line: ["calls", "Its id still works with `after` and `replyTo`, but answers 404 with `around`"],
      means: "Catching up from a deleted message fails.",
      fix: "Look for the id in after among tombstones too.",
      needs: ["delete-answers"],
      async check(lab) {
        if (!(await lab.features()).has("after")) skip("after is not offered");
        const answer = await lab.messages("me", { after: (await deleted(lab)).id });
        expect(isSuccess(answer) && Array.isArray(page(answer)), answer, `${answer.status}`, "200");
      },
    },
    {
      id: "delete-arrives",
      line: ["events", "`message-deleted` | `{\"id\",\"channelId\",\"rev\"}`"],
      means: "Others see a deleted message until they reload.",
      fix: "Publish message-deleted with id, channelId and rev.",
      needs: ["delete-answers", "subscription-succeeds"],
      live: true,
      async check(lab) {
        const { answer, id } = await deleted(lab);
        const isIt = (data) => String(data.id) === id && data.channelId === lab.site.channelId;
        const event = await lab.event(lab.site.names.messageDeleted, isIt);
        expect(event, answer, "no event for this deletion", "message-deleted with id and channelId");
      },
    },
  ],
};
