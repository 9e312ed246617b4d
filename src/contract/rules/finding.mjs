// Search, and how far one has read.
import { isRefusal, isSuccess } from "../http.mjs";
import { expect, show } from "../rule.mjs";
import { myId, page, said, unknownId } from "../stage.mjs";
import { channelsNow } from "./discovery.mjs";
import { members, strangers } from "./guarded.mjs";

const find = (lab, query, who = "me") => {
  const { workspaceId, channelId, names } = lab.site;
  const { nonce: q } = lab;
  return lab.as(who, "GET", `${names.messagesPath}/search`, { query: { workspaceId, channelId, q, ...query } });
};
const ids = (answer) => page(answer).map(({ id }) => String(id));

export const search = {
  feature: "search",
  rules: [
    strangers("search-signed-out", (lab, who) => find(lab, {}, who)),
    members("search-members-only", (lab, workspaceId) => find(lab, { workspaceId })),
    {
      id: "search-finds",
      line: ["search", "must occur in the message's `content`, in any order and within\n  longer words too"],
      means: "Search misses messages.",
      fix: "Find each word anywhere in content, as typed, without wildcards.",
      needs: ["history-has-new"],
      async check(lab) {
        const { third } = await said(lab);
        const answer = await find(lab, { q: `hir ${lab.nonce.slice(2)}` });
        const seen = isSuccess(answer) ? `the messages ${show(ids(answer))}` : `${answer.status}`;
        expect(ids(answer).length === 1 && ids(answer)[0] === third.id, answer, seen, show([third.id]));
      },
    },
    {
      id: "search-order",
      line: ["search", "newest first"],
      means: "Results are in the wrong order, and the next page repeats them.",
      fix: "Sort by createdAt and id, descending.",
      needs: ["search-finds"],
      async check(lab) {
        const { first, second, third } = await said(lab);
        const answer = await find(lab);
        const found = ids(answer).filter((id) => [first.id, second.id, third.id].includes(id));
        expect(show(found) === show([third.id, second.id, first.id]), answer, show(found), "newest first");
      },
    },
    {
      id: "search-pages",
      line: ["search", "ask again with `before`, the id of the last\n  message"],
      means: "Only the first results can be seen.",
      fix: "Answer at most limit messages older than the one that before names, and hasMore.",
      needs: ["search-order"],
      async check(lab) {
        const first = await find(lab, { limit: 1 });
        const isIt = ids(first).length === 1 && first.json?.hasMore === true;
        expect(isIt, first, `${ids(first).length} messages, hasMore: ${show(first.json?.hasMore)}`, "1, hasMore: true");
        const next = await find(lab, { limit: 1, before: ids(first)[0] });
        expect(ids(next).length === 1 && ids(next)[0] !== ids(first)[0], next, show(ids(next)), "the next older message");
      },
    },
    {
      id: "search-by-person",
      line: ["search", "`channelId` and `senderId` narrow the search"],
      means: "A search by author finds other people's messages.",
      fix: "Filter by senderId, if it is given.",
      needs: ["search-finds", "one-id-per-person"],
      people: 2,
      async check(lab) {
        const { second } = await said(lab);
        const answer = await find(lab, { senderId: await myId(lab) });
        expect(ids(answer).length && !ids(answer).includes(second.id), answer, show(ids(answer)), "my own messages only");
      },
    },
    {
      id: "search-refuses-nothing",
      line: ["search", "400 names the parameter that is wrong"],
      means: "A search for nothing reads the whole history.",
      fix: "Answer 400 if q is empty.",
      needs: ["search-finds"],
      async check(lab) {
        const answer = await find(lab, { q: " " });
        expect(isRefusal(answer), answer, `${answer.status} for an empty q`, "400");
      },
    },
    {
      id: "search-leaves-out-deleted",
      line: ["what-a-message-carries-besides", "only its place is shown and kept"],
      means: "Deleted messages can still be found.",
      fix: "Leave tombstones out, and remove the text from the index.",
      needs: ["search-finds", "delete-answers"],
      async check(lab) {
        const { id } = await lab.say("me", "deletedfromsearch");
        await lab.on("me", "DELETE", id);
        const answer = await find(lab, { q: "deletedfromsearch" });
        expect(!ids(answer).includes(id), answer, "the deleted message", "no message");
      },
    },
  ],
};

const mark = (lab, body, who = "me") => {
  const { names, channelId, workspaceId } = lab.site;
  return lab.as(who, "PUT", `${names.channelsPath}/${encodeURIComponent(channelId)}/read`, { json: { workspaceId, ...body } });
};
const READ = ["what-is-read", "`PUT /api/channels/{id}/read` `{\"workspaceId\",\"messageId\"}`"];
const lastRead = async (lab) => {
  const { answer, channel } = await channelsNow(lab);
  const { lastReadId } = channel;
  return { answer, channel, id: lastReadId == null ? lastReadId : String(lastReadId) };
};
const ownChannel = async (lab) => {
  const answer = await lab.once("me", () => lab.as("me", "GET", "/me"));
  return { answer, name: answer.json?.pusherChannel };
};

export const read = {
  feature: "read",
  rules: [
    {
      ...strangers("read-signed-out", async (lab, who) => mark(lab, { messageId: (await said(lab)).first.id }, who)),
      needs: ["post-form"],
    },
    {
      id: "read-marks",
      line: READ,
      means: "Messages read on one device are unread on the next.",
      fix: "Keep the position for each person and channel, and answer it as lastReadId in GET /api/channels.",
      needs: ["history-has-new", "channels-has-this-one"],
      async check(lab) {
        const { second } = await said(lab);
        const answer = await lab.once("marked", () => mark(lab, { messageId: second.id }));
        expect(answer.json?.success === true, answer, `${answer.status} ${show(answer.text)}`, "{\"success\":true}");
        const { answer: list, id } = await lastRead(lab);
        expect(id === second.id, list, `lastReadId: ${show(id)}`, show(second.id));
      },
    },
    {
      id: "read-counts",
      line: ["what-is-read", "how many messages of others come after it"],
      means: "Numbers of unread messages are wrong.",
      fix: "Answer unread and mentions as whole numbers, in every channel.",
      needs: ["read-marks"],
      async check(lab) {
        const { answer, channel } = await lastRead(lab);
        const { unread, mentions } = channel;
        const isIt = [unread, mentions].every((it) => Number.isSafeInteger(it) && it >= 0);
        expect(isIt, answer, `unread: ${show(unread)}, mentions: ${show(mentions)}`, "whole numbers");
      },
    },
    {
      id: "read-goes-forward",
      line: ["what-is-read", "A message before the present position changes nothing"],
      means: "A slow device makes messages unread again.",
      fix: "Set the position only if it is later.",
      needs: ["read-marks"],
      async check(lab) {
        const { first, second } = await said(lab);
        const answer = await mark(lab, { messageId: first.id });
        const { id } = await lastRead(lab);
        expect(id === second.id, answer, `lastReadId: ${show(id)} after an earlier message`, show(second.id));
      },
    },
    {
      id: "read-unknown",
      line: ["what-is-read", "404 if the channel never had such a message"],
      means: "The position can be set to a message that was never there.",
      fix: "Answer 404 if the channel has no such message.",
      needs: ["read-marks"],
      async check(lab) {
        const answer = await mark(lab, { messageId: unknownId((await said(lab)).first.id) });
        expect(answer.status === 404, answer, `${answer.status} for a message that does not exist`, "404");
      },
    },
    {
      id: "read-own-channel",
      line: ["what-is-read", "carries `pusherChannel`, such as `private-user-{id}`"],
      means: "Other devices do not learn which messages were read here.",
      fix: "Answer pusherChannel in GET /api/me, and sign it for that person.",
      needs: ["me-form", "auth-answers"],
      async check(lab) {
        const { answer, name } = await ownChannel(lab);
        expect(typeof name === "string" && name, answer, `pusherChannel: ${show(name)}`, "the name of a Pusher channel");
        const auth = await lab.authorize("me", "1.1", name);
        expect(isSuccess(auth), auth, `${auth.status} for one's own channel`, "200");
      },
    },
    {
      id: "read-own-channel-alone",
      line: ["what-is-read", "which is authorized for that person alone"],
      means: "Others can see what a person reads.",
      fix: "Sign a person's own channel for no one else.",
      needs: ["read-own-channel"],
      people: 2,
      async check(lab) {
        const auth = await lab.authorize("other", "1.1", (await ownChannel(lab)).name);
        expect(!isSuccess(auth), auth, "a signature for another person's channel", "403");
      },
    },
    {
      id: "read-arrives",
      line: ["what-is-read", "When a position moves, the event `read`"],
      means: "Other devices do not learn which messages were read here.",
      fix: "Publish read with channelId and messageId on the person's own Pusher channel.",
      needs: ["read-own-channel", "read-marks", "subscription-succeeds"],
      live: true,
      async check(lab) {
        const { connection, subscribed, auth } = await lab.join("me", (await ownChannel(lab)).name);
        expect(/succeeded$/.test(subscribed?.event), auth, "the subscription failed", "a subscription to one's own channel");
        const { third } = await said(lab);
        const answer = await mark(lab, { messageId: third.id });
        const isIt = ({ event, data }) => event === lab.site.names.read && String(data?.messageId) === third.id;
        expect(await connection.frame(isIt, lab.site.patience), answer, "no event", "read, with channelId and messageId");
      },
    },
    {
      id: "read-goes-back",
      line: ["what-is-read", "This message and all after it are unread, wherever the position was"],
      means: "\"Mark as unread\" does nothing.",
      fix: "With unreadFrom set the position to just before that message.",
      needs: ["read-goes-forward"],
      async check(lab) {
        const { first, second } = await said(lab);
        const answer = await mark(lab, { unreadFrom: second.id });
        const { id } = await lastRead(lab);
        expect(id === first.id, answer, `lastReadId: ${show(id)}`, show(first.id));
      },
    },
  ],
};
