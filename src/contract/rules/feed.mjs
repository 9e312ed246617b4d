// The feed of changes: what a page that was away asks for.
import { isSuccess } from "../http.mjs";
import { expect, show, skip } from "../rule.mjs";
import { listed, newest, page, said } from "../stage.mjs";
import { members, strangers } from "./guarded.mjs";

const changes = (lab, query, who = "me") => {
  const { names, workspaceId } = lab.site;
  return lab.as(who, "GET", `${names.messagesPath}/changes`, { query: { workspaceId, ...query } });
};

/** All that changed since a cursor: ten answers at most, like the chat. */
async function since(lab, cursor) {
  /** @type {any} */
  const all = { messages: [], deleted: [] };
  for (let calls = 0, more = true; more && calls < 10; calls++) {
    const answer = await changes(lab, { since: cursor });
    const { deleted, hasMore } = answer.json ?? {};
    all.answer = answer;
    all.messages.push(...page(answer));
    all.deleted.push(...(Array.isArray(deleted) ? deleted : []));
    more = isSuccess(answer) && hasMore === true;
    cursor = answer.json?.cursor;
  }
  return all;
}

const FEED = ["the-feed", "lists everything that changed after `since`"];
const start = (lab) => lab.once("the feed's start", () => changes(lab, {}));

export const feed = {
  feature: "changes",
  rules: [
    strangers("feed-signed-out", (lab, who) => changes(lab, {}, who)),
    members("feed-members-only", (lab, workspaceId) => changes(lab, { workspaceId })),
    {
      id: "feed-start",
      line: ["the-feed", "Without `since` both lists are empty, and `cursor` is the present position"],
      means: "The chat works as if there were no feed: changes made while it is away show late.",
      fix: "Answer {\"messages\":[],\"deleted\":[],\"cursor\":\"…\",\"hasMore\":false}.",
      async check(lab) {
        const answer = await start(lab);
        const { messages, deleted, cursor, hasMore } = answer.json ?? {};
        const areEmpty = [messages, deleted].every((list) => Array.isArray(list) && list.length === 0);
        const isIt = isSuccess(answer) && areEmpty && typeof cursor === "string" && cursor !== "" && hasMore === false;
        expect(isIt, answer, `${answer.status} ${show(answer.text)}`, "two empty lists, a cursor as text, hasMore: false");
      },
    },
    {
      id: "messages-carry-rev",
      line: ["what-a-message-carries-besides", "With `changes` every Message carries it"],
      means: "Of two versions of a message the older one may win.",
      fix: "Give every message a rev: a whole number that grows with each change, 0 at first.",
      needs: ["history-has-new"],
      async check(lab) {
        const answer = await listed(lab);
        const wrong = page(answer).find(({ rev }) => !Number.isSafeInteger(rev));
        expect(!wrong, answer, `rev: ${show(wrong?.rev)}`, "a whole number in every message");
      },
    },
    {
      id: "history-carries-cursor",
      line: ["the-feed", "Every answer of `GET /api/messages` carries\n  `cursor` too"],
      means: "Changes between reading the history and reading the feed are missed.",
      fix: "Take the cursor before reading the messages, and answer it beside them.",
      needs: ["history-form"],
      async check(lab) {
        const { cursor } = (await newest(lab)).json;
        expect(typeof cursor === "string" && cursor !== "", await newest(lab), `cursor: ${show(cursor)}`, "text");
      },
    },
    {
      id: "feed-has-new",
      line: FEED,
      means: "A page that was away misses messages.",
      fix: "List new messages too, not only changed ones.",
      needs: ["feed-start", "post-form"],
      async check(lab) {
        const { cursor } = (await start(lab)).json;
        const { id } = await lab.say("me", "for the feed");
        const { answer, messages } = await since(lab, cursor);
        expect(messages.some((message) => String(message.id) === id), answer, "the new message is missing", "the new message");
      },
    },
    {
      id: "feed-has-edits",
      line: FEED,
      means: "An edit that was made while a page was away never shows there.",
      fix: "Move a message to the feed's end with every change.",
      needs: ["feed-has-new", "edit-answers"],
      async check(lab) {
        if (!(await lab.features()).has("edit")) skip("edit is not offered");
        const { id } = await lab.say("me", "to be edited for the feed");
        const { cursor } = (await changes(lab, {})).json ?? {};
        await lab.on("me", "PATCH", id, { json: { content: `${lab.nonce} edited for the feed` } });
        const { answer, messages } = await since(lab, cursor);
        const found = messages.find((message) => String(message.id) === id);
        const isIt = found?.content === `${lab.nonce} edited for the feed`;
        expect(isIt, answer, show(found?.content), "the message as it is now");
      },
    },
    {
      id: "feed-has-deletions",
      line: ["the-feed", "`{\"messages\":[Message…],\"deleted\":[{\"id\",\"channelId\",\"rev\"}…],\"cursor\":\"…\",\"hasMore\":false}`"],
      means: "A message that was deleted while a page was away stays there.",
      fix: "Keep a tombstone, and list it under deleted.",
      needs: ["feed-has-new", "delete-answers"],
      async check(lab) {
        const { id } = await lab.say("me", "to be deleted for the feed");
        const { cursor } = (await changes(lab, {})).json ?? {};
        await lab.on("me", "DELETE", id);
        const { answer, deleted } = await since(lab, cursor);
        const found = deleted.find((it) => String(it?.id) === id);
        const isIt = found?.channelId === lab.site.channelId && Number.isSafeInteger(found.rev);
        expect(isIt, answer, show(found), "id, channelId and rev of the deleted message");
      },
    },
    {
      id: "feed-pages",
      line: ["the-feed", "While `hasMore` is true, `cursor` is the position of the last entry"],
      means: "A page that was away for a long time never catches up.",
      fix: "With hasMore: true, answer the position of the last entry as cursor, so that the next call continues after it.",
      needs: ["feed-has-new"],
      async check(lab) {
        const { cursor } = (await start(lab)).json;
        const wanted = (await said(lab)).all.length && (await lab.say("me", "one more for the feed")).id;
        const first = await changes(lab, { since: cursor, limit: 1 });
        const count = page(first).length + (first.json?.deleted?.length ?? 0);
        const seen = `${count} entries, hasMore: ${show(first.json?.hasMore)}`;
        expect(count === 1 && first.json?.hasMore === true, first, seen, "1 entry, hasMore: true");
        expect(first.json.cursor !== cursor, first, "the cursor that was sent", "another cursor");
        const { answer, messages } = await since(lab, first.json.cursor);
        expect(messages.some(({ id }) => String(id) === wanted), answer, "the newest message is missing", "all that is left");
      },
    },
    {
      id: "feed-foreign-cursor",
      line: ["the-feed", "410 if the cursor is too old, of another database"],
      means: "After restoring a backup the chat misses changes without noticing.",
      fix: "Answer 410 to a cursor that this database did not make.",
      needs: ["feed-start"],
      async check(lab) {
        const answer = await changes(lab, { since: "made-up-by-the-contract-checker" });
        expect(answer.status === 410, answer, `${answer.status} for a cursor that was made up`, "410");
      },
    },
  ],
};
