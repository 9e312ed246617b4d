// A break for each rule of the extensions.
import { answers, frames, listing, one, saying, status } from "./baseline.mjs";

const FOREIGN = "not-my-workspace";
/** Matches a member's requests. */
const is = (pattern, extra = () => true) => (request) => {
  const isMine = !request.isNobody && request.query.workspaceId !== FOREIGN;
  return isMine && pattern.test(request.name) && extra(request);
};
const READ = /^GET \/messages$/;
const PATCH = /^PATCH /;
const DELETE = /^DELETE \/messages\/[^/]+$/;
const PUT_REACTION = /^PUT .*\/reactions\//;
const FEED = /^GET \/messages\/changes$/;
const SEARCH = /^GET \/messages\/search$/;
const CHANNELS = /^GET \/channels$/;
const MARK = /^PUT \/channels\/[^/]+\/read$/;
const UPLOAD = /^POST \/attachments$/;

/** Changes the n-th answer, from 1 on, of those that match. */
const nth = (n, matches, change) => {
  const count = (memory) => (memory.count = (memory.count ?? 0) + 1);
  return answers((request, memory) => matches(request) && count(memory) === n, change);
};
/** Turns a refusal with this status into an answer as if the call had been taken. */
const taken = (refusal, pattern, json) => ({
  answer({ name }, answer) {
    if (pattern.test(name) && answer.status === refusal) Object.assign(answer, { status: 200, json });
  },
});
/** Both of two changes, for what takes a memory of an earlier answer. */
const both = (...list) => ({ answer: (...all) => list.forEach(({ answer }) => answer(...all)) });
/** Remembers the message that was sent with these words. */
const remember = (words) =>
  answers(saying(words), ({ json }, memory) => {
    memory.message ??= json.message;
  });
const DONE = { success: true, message: {}, rev: 1 };
const file = ({ name }) => name.startsWith("GET /attachments/");

/** Answers a stranger as if there were a session, or a foreign workspace as if it were one's own. */
const lets = (pattern) => status(({ name, isNobody }) => isNobody && pattern.test(name), 200, DONE);
const letsIn = (pattern) => status(({ name, query }) => query.workspaceId === FOREIGN && pattern.test(name), 200, DONE);

export const extensions = {
  "me-signed-out": lets(/^GET \/me$/),
  "channels-signed-out": lets(CHANNELS),
  "channels-members-only": letsIn(CHANNELS),
  "feed-signed-out": lets(FEED),
  "feed-members-only": letsIn(FEED),
  "search-signed-out": lets(SEARCH),
  "search-members-only": letsIn(SEARCH),
  "read-signed-out": lets(MARK),
  "edit-signed-out": lets(PATCH),
  "delete-signed-out": lets(DELETE),
  "reaction-signed-out": lets(PUT_REACTION),
  "upload-signed-out": lets(UPLOAD),

  "client-id-answers-again": nth(2, saying("with a client id"), ({ json }) => (json.message.id = "another")),
  "client-id-stores-once": one(listing, "with a client id", (message, all) => all.push({ ...message, id: `${message.id}0` })),
  "client-id-carried": one(listing, "with a client id", (message) => delete message.clientId),
  "client-id-per-person": both(
    remember("with a client id"),
    answers(saying("with a client id of another"), ({ json }, { message }) => (json.message = message)),
  ),

  "after-follows": answers(is(READ, ({ query }) => query.after && query.limit === "2"), ({ json }) => json.messages.reverse()),
  "after-limit": answers(is(READ, ({ query }) => query.after && query.limit === "1"), ({ json }) => (json.hasMore = false)),
  "after-unknown": taken(404, READ, { success: true, messages: [], hasMore: false }),
  "around-surrounds": answers(is(READ, ({ query }) => query.around), ({ json }) => json.messages?.shift()),
  "around-unknown": taken(404, READ, { success: true, messages: [] }),

  "me-form": answers(is(/^GET \/me$/), ({ json }) => delete json.name),
  "me-is-the-sender": answers(is(/^GET \/me$/), ({ json }) => (json.id = "17")),
  "channels-form": answers(is(CHANNELS), ({ json }) => delete json.channels.at(-1).name),
  "channels-has-this-one": answers(is(CHANNELS), ({ json }) => json.channels.shift()),
  "channels-last-message": answers(is(CHANNELS), ({ json }) => delete json.channels[0].lastMessageAt),

  "feed-start": answers(is(FEED, ({ query }) => !query.since), ({ json }) => (json.cursor = 17)),
  "messages-carry-rev": one(listing, "third", (message) => delete message.rev),
  "history-carries-cursor": answers(is(READ), ({ json }) => delete json.cursor),
  "feed-has-new": answers(is(FEED), ({ json }) => {
    json.messages = json.messages?.filter(({ content }) => !content.endsWith(" for the feed"));
  }),
  "feed-has-edits": one(is(FEED), "edited for the feed", (message) => (message.content = "as it was")),
  "feed-has-deletions": answers(is(FEED, ({ query }) => !query.limit), ({ json }) => (json.deleted = [])),
  "feed-pages": answers(is(FEED, ({ query }) => query.limit), ({ json }, memory, { query }) => (json.cursor = query.since)),
  "feed-foreign-cursor": taken(410, FEED, { messages: [], deleted: [], cursor: "1", hasMore: false }),

  "edit-answers": nth(1, is(PATCH), ({ json }) => (json.message.content = "as it was")),
  "edit-is-marked": nth(1, is(PATCH), ({ json }) => Object.assign(json.message, { isEdited: false, editedAt: undefined })),
  "edit-stays": nth(1, is(PATCH), ({ json }) => (json.message.createdAt = json.message.editedAt)),
  "edit-own-only": taken(403, PATCH, DONE),
  "edit-same-text": nth(3, is(PATCH), ({ json }) => json.message && json.message.rev++),
  "edit-unknown": taken(404, PATCH, DONE),
  "edit-refuses-empty": taken(400, PATCH, DONE),
  "edit-conflict": taken(409, PATCH, DONE),
  "edit-arrives": frames("message-updated", () => null),

  "delete-answers": nth(2, is(DELETE), ({ json }) => delete json.success),
  "delete-own-only": taken(403, DELETE, DONE),
  "delete-hides": both(
    remember("to be deleted"),
    answers(listing, ({ json }, { message }) => message && json.messages.push(message)),
  ),
  "delete-again": nth(3, is(DELETE), (answer) => Object.assign(answer, { status: 404 })),
  "delete-unknown": answers(is(DELETE), (answer) => answer.json.rev === 0 && Object.assign(answer, { status: 404 })),
  "delete-keeps-client-id": answers(saying("to be deleted"), ({ json }) => delete json.message.isDeleted),
  "delete-keeps-place": status(is(READ, ({ query }) => query.after), 404, { error: "no such message" }),
  "delete-arrives": frames("message-deleted", () => null),

  "reaction-answers": nth(1, is(PUT_REACTION), ({ json }) => delete json.message.reactions[0].userId),
  "reaction-once": nth(2, is(PUT_REACTION), ({ json }) => json.message.reactions.push(json.message.reactions[0])),
  "reaction-same-rev": nth(2, is(PUT_REACTION), ({ json }) => json.message.rev++),
  "reaction-is-no-edit": nth(1, is(PUT_REACTION), ({ json }) => (json.message.editedAt = json.message.createdAt)),
  "reaction-one-form": answers(is(/\/reactions\/%E2%9D%A4$/), ({ json }) =>
    json.message.reactions.push({ ...json.message.reactions[0], emoji: "\u2764\uFE0F" }),
  ),
  "reaction-refuses-text": taken(400, PUT_REACTION, DONE),
  "reaction-arrives": frames("message-reacted", () => null),
  "reaction-goes": answers(is(/^DELETE .*\/reactions\//), ({ json }) => (json.message.reactions = [{ emoji: "\u{1F389}" }])),

  "reply-answers": answers(saying("in reply"), ({ json }) => delete json.message?.replyTo),
  "reply-excerpt": one(listing, "in reply", (message) => delete message.reply),
  "reply-forgets-deleted": one(listing, "a reply to what is deleted", ({ reply }) => (reply.excerpt = "as it was")),
  "reply-to-unknown": taken(400, /^POST \/messages$/, DONE),

  "search-finds": answers(is(SEARCH, ({ query }) => query.q.startsWith("hir ")), ({ json }) => (json.messages = [])),
  "search-order": answers(is(SEARCH, ({ query }) => !query.limit), ({ json }) => json.messages?.reverse()),
  "search-pages": answers(is(SEARCH, ({ query }) => query.limit), ({ json }) => (json.hasMore = false)),
  "search-by-person": both(
    remember("second"),
    answers(is(SEARCH, ({ query }) => query.senderId), ({ json }, { message }) => json.messages.push(message)),
  ),
  "search-refuses-nothing": taken(400, SEARCH, { messages: [], hasMore: false }),
  "search-leaves-out-deleted": both(
    remember("deletedfromsearch"),
    answers(is(SEARCH, ({ query }) => query.q === "deletedfromsearch"), ({ json }, { message }) => json.messages.push(message)),
  ),

  "read-marks": nth(1, is(MARK), ({ json }) => delete json.success),
  "read-counts": answers(is(CHANNELS), ({ json }) => (json.channels[0].unread = null)),
  "read-goes-forward": {
    answer({ name, json: sent, isNobody }, { json }, memory) {
      if (MARK.test(name) && !isNobody) memory.marks = [...(memory.marks ?? []), sent.messageId];
      if (CHANNELS.test(name) && memory.marks?.length === 2) json.channels[0].lastReadId = memory.marks[1];
    },
  },
  "read-unknown": taken(404, MARK, DONE),
  "read-own-channel": answers(is(/^GET \/me$/), ({ json }) => delete json.pusherChannel),
  "read-own-channel-alone": taken(403, /^POST \/pusher\/auth$/, { auth: "key:0" }),
  "read-arrives": frames("read", () => null),
  "read-goes-back": {
    answer({ name, json: sent }, { json }, memory) {
      if (MARK.test(name)) memory.back ??= sent.unreadFrom;
      if (CHANNELS.test(name) && memory.back) json.channels[0].lastReadId = memory.back;
    },
  },

  "files-limits": answers(is(/^GET \/capabilities$/), ({ json }) => delete json.attachments),
  "upload-answers": nth(1, is(UPLOAD), ({ json }) => delete json.attachment.url),
  "upload-again": nth(2, is(UPLOAD), ({ json }) => (json.attachment.id = "another")),
  "upload-refuses-nothing": taken(400, UPLOAD, DONE),
  "files-are-sent": answers(is(/^POST \/messages$/, ({ json }) => json.attachments), ({ json }) => json.message && (json.message.attachments = [])),
  "history-has-files": answers(listing, ({ json }) => json.messages.forEach((message) => delete message.attachments)),
  "file-used-once": taken(400, /^POST \/messages$/, DONE),
  "file-served": answers((request) => file(request) && request.search, (answer) => Object.assign(answer, { status: 403 })),
  "file-cannot-run": answers(file, ({ headers }) => headers.set("content-disposition", "inline")),
  "file-needs-signature": status((request) => file(request) && !request.search, 200),
};
