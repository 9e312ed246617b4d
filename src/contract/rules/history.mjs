// `GET /api/messages`: its form, and which messages a page has.
import { isPage, isSuccess } from "../http.mjs";
import { expect, fail, show } from "../rule.mjs";
import { inOrder, listed, newest, page, said } from "../stage.mjs";

const PAGE = ["baseline", "the most recent `limit` messages, or those immediately before `before`"];

export const history = {
  rules: [
    {
      id: "history-answers",
      line: PAGE,
      means: "The chat shows no messages.",
      fix: "Answer GET /api/messages with 200 for a member.",
      async check(lab) {
        const answer = await newest(lab);
        expect(isSuccess(answer), answer, `${answer.status}`, "200");
      },
    },
    {
      id: "answers-are-json",
      line: ["what-else-holds", "An answer is JSON, with nothing before or after it"],
      means: "The chat shows no messages: it cannot read the answer.",
      fix: "Switch off anything that adds to answers: a debug bar, a byte order mark, output before the handler's own.",
      needs: ["history-answers"],
      async check(lab) {
        const answer = await newest(lab);
        if (answer.json !== undefined) return;
        const hasMore = /^\s*\{[^]*\}\s*</.test(answer.text);
        const seen = hasMore ? "HTML after the JSON" : isPage(answer) ? "a page" : `no JSON: ${show(answer.text.slice(0, 60))}`;
        fail(answer, seen, "JSON alone");
      },
    },
    {
      id: "history-form",
      line: ["baseline", "`{\"success\":true,\"messages\":[Message…]}`"],
      means: "The chat shows no messages.",
      fix: "Answer {\"success\":true,\"messages\":[…]}.",
      needs: ["answers-are-json"],
      async check(lab) {
        const answer = await newest(lab);
        const isIt = answer.json?.success === true && Array.isArray(answer.json.messages);
        expect(isIt, answer, show(answer.json), "success: true, and messages as a list");
      },
    },
    {
      id: "history-default-limit",
      line: ["baseline", "`limit` (default 50)"],
      means: "The first page is larger than the chat expects, and slow.",
      fix: "Take 50 if limit is absent.",
      needs: ["history-form"],
      async check(lab) {
        const answer = await newest(lab);
        expect(page(answer).length <= 50, answer, `${page(answer).length} messages without a limit`, "50 at most");
      },
    },
    {
      id: "history-has-new",
      line: PAGE,
      means: "Sent messages are missing after a reload, and seem lost.",
      fix: "Read your own writes: answer from the database that was written to, and cache nothing.",
      needs: ["message-id"],
      async check(lab) {
        const { all } = await said(lab);
        const answer = await listed(lab);
        const ids = page(answer).map(({ id }) => String(id));
        const missing = all.filter(({ id }) => !ids.includes(id));
        expect(!missing.length, answer, `${missing.length} of ${all.length} new messages are missing`, "the newest messages");
      },
    },
    {
      id: "history-order",
      line: PAGE,
      means: "The chat has to sort every page, and continues from the wrong message.",
      fix: "Sort by createdAt and id, ascending, after taking the newest.",
      needs: ["history-has-new", "message-created-at"],
      async check(lab) {
        const answer = await listed(lab);
        const wrong = page(answer).findIndex((message, at, all) => at > 0 && !inOrder(all[at - 1], message));
        const seen = `${show(page(answer)[wrong]?.createdAt)} stands after ${show(page(answer)[wrong - 1]?.createdAt)}`;
        expect(wrong < 0, answer, seen, "oldest first, by createdAt and then id");
      },
    },
    {
      id: "history-limit",
      line: PAGE,
      means: "Pages overlap or are too large; scrolling up is slow.",
      fix: "Take the newest `limit` messages: sort descending, limit, then reverse.",
      needs: ["history-order"],
      async check(lab) {
        const { third } = await said(lab);
        const answer = await lab.messages("me", { limit: 2 });
        const messages = page(answer);
        expect(messages.length === 2, answer, `${messages.length} messages for limit=2`, "2");
        const isNewest = inOrder(third, messages[1]) || String(messages[1].id) === third.id;
        expect(isNewest, answer, `the last is of ${show(messages[1].createdAt)}`, "the newest 2 messages");
      },
    },
    {
      id: "history-largest-limit",
      line: ["what-else-holds", "`limit` is 1 to 100"],
      means: "Catching up fails: the chat asks for up to 100 messages at once.",
      fix: "Take a limit of up to 100.",
      needs: ["history-form"],
      async check(lab) {
        const answer = await lab.messages("me", { limit: 100 });
        expect(isSuccess(answer), answer, `${answer.status} for limit=100`, "200");
        expect(page(answer).length <= 100, answer, `${page(answer).length} messages`, "100 at most");
      },
    },
    {
      id: "history-before",
      line: ["baseline", "`before` (ISO 8601 instant, exclusive)"],
      means: "Scrolling up shows messages twice, leaves some out, or never ends.",
      fix: "Compare createdAt < before, as instants.",
      needs: ["history-order"],
      async check(lab) {
        const { first, third } = await said(lab);
        const answer = await lab.messages("me", { before: third.createdAt, limit: 50 });
        const before = Date.parse(third.createdAt);
        const late = page(answer).find(({ createdAt }) => !(Date.parse(createdAt) < before));
        expect(!late, answer, `a message of ${show(late?.createdAt)}`, `messages before ${third.createdAt} only`);
        const hasFirst = page(answer).some(({ id }) => String(id) === first.id);
        expect(hasFirst, answer, `no message of ${first.createdAt}`, "the messages just before that instant");
      },
    },
    {
      id: "history-one-channel",
      line: ["baseline", "`channelId` (default `general`)"],
      means: "Messages of other channels show up in this one.",
      fix: "Filter by channelId.",
      needs: ["history-form", "message-channel"],
      async check(lab) {
        const answer = await lab.messages("me", { limit: 50 });
        const stranger = page(answer).find(({ channelId }) => channelId !== lab.site.channelId);
        expect(!stranger, answer, `a message of the channel ${show(stranger?.channelId)}`, lab.site.channelId);
      },
    },
  ],
};
