// `POST /api/messages`: what is taken, how it comes back, what is refused.
import { isRefusal, isSuccess } from "../http.mjs";
import { expect, show } from "../rule.mjs";
import { AFTER, INNER, page, posted, said, shown } from "../stage.mjs";
import { isId } from "./message.mjs";

const LENGTH = ["baseline", "`content`: text, 1 to 5,000 characters after trimming"];
const ENDS = /^[\s\u0085\uFEFF]+|[\s\u0085\uFEFF]+$/g;

async function refuses(lab, content, what) {
  const answer = await lab.post("me", content);
  expect(isRefusal(answer), answer, `${answer.status} for ${what}`, "400");
}

export const posting = {
  rules: [
    {
      id: "post-answers",
      line: ["baseline", "`POST /api/messages`"],
      means: "Nothing can be sent.",
      fix: "Take {\"content\",\"workspaceId\",\"channelId\"} as JSON. A framework's CSRF check must let the call pass.",
      async check(lab) {
        const answer = await posted(lab);
        expect(isSuccess(answer), answer, `${answer.status}`, "200 or 201");
      },
    },
    {
      id: "post-form",
      line: ["baseline", "`{\"success\":true,\"message\":{\"id\",\"content\",\"senderName\",\"createdAt\"}}`"],
      means: "A message that was stored is shown as not sent.",
      fix: "Answer {\"success\":true,\"message\":{\"id\",\"content\",\"senderName\",\"createdAt\"}}.",
      needs: ["post-answers"],
      async check(lab) {
        const answer = await posted(lab);
        const { id, content, senderName, createdAt } = answer.json?.message ?? {};
        const areTexts = [content, senderName, createdAt].every((it) => typeof it === "string");
        const isIt = answer.json?.success === true && isId(id) && areTexts;
        expect(isIt, answer, show(answer.json ?? answer.text), "success: true, and the message's four fields");
      },
    },
    {
      id: "content-unchanged",
      line: ["what-else-holds", "`content` comes back as it was sent, apart from trimming"],
      means: "Without client-id the chat finds its own messages by their text: a changed one is sent again, or shown twice.",
      fix: "Store content unchanged. Escape nothing: the chat never treats it as HTML. Keep the spaces within it.",
      needs: ["post-form", "history-has-new"],
      async check(lab) {
        const sent = `${lab.nonce} first ${INNER}`.replace(ENDS, "");
        const places = { "the POST's answer": (await posted(lab)).json.message, "the history": await shown(lab, "first") };
        for (const [where, { content }] of Object.entries(places)) {
          const seen = `${show(content)} in ${where}`;
          expect(String(content).replace(ENDS, "") === sent, await posted(lab), seen, show(sent));
        }
      },
    },
    {
      id: "content-trimmed",
      line: ["baseline", "as JavaScript's `trim` does it (U+FEFF goes, U+0085 stays)"],
      means: "The chat trims in the same way, and would not recognise such a message as its own.",
      fix: "Trim as String.prototype.trim does.",
      needs: ["content-unchanged"],
      async check(lab) {
        const { content } = (await posted(lab)).json.message;
        const expected = `${lab.nonce} first ${INNER}${AFTER}`.trim();
        expect(content === expected, await posted(lab), show(content), show(expected));
      },
    },
    {
      id: "longest-message",
      line: LENGTH,
      means: "Long messages are refused, although the chat lets people write them.",
      fix: "Take 5,000 characters, counted as Unicode code points, and a body of 64 kB.",
      needs: ["post-form"],
      async check(lab) {
        const answer = await lab.once("longest", () => lab.post("me", `${lab.nonce} `.padEnd(5000, "\u5B57")));
        expect(isSuccess(answer), answer, `${answer.status} for 5,000 characters`, "200 or 201");
        const length = [...String(answer.json?.message?.content)].length;
        expect(length === 5000, answer, `${length} characters came back`, "5,000");
      },
    },
    {
      id: "too-long-refused",
      line: LENGTH,
      means: "Nothing stops messages that are too long to show well.",
      fix: "Answer 400 to more than 5,000 characters.",
      needs: ["post-form"],
      check: (lab) => refuses(lab, `${lab.nonce} `.padEnd(5001, "x"), "5,001 characters"),
    },
    {
      id: "empty-refused",
      line: LENGTH,
      means: "Empty rows can be put into the chat.",
      fix: "Answer 400 if nothing is left after trimming.",
      needs: ["post-form"],
      check: (lab) => refuses(lab, " \n\uFEFF ", "a text of spaces"),
    },
    {
      id: "invisible-refused",
      line: ["baseline", "at least one of which is visible"],
      means: "Rows that look empty can be put into the chat.",
      fix: "Answer 400 if all characters are invisible, such as U+200B or U+00AD.",
      needs: ["empty-refused"],
      check: (lab) => refuses(lab, "\u200B\u00AD", "a text that cannot be seen"),
    },
    {
      id: "sent-once",
      line: ["what-else-holds", "One POST stores one message"],
      means: "Every message is shown twice.",
      fix: "Store the message once, in one place of the handler.",
      needs: ["history-has-new", "message-content"],
      async check(lab) {
        await said(lab);
        const answer = await lab.messages("me", { limit: 50 });
        const copies = page(answer).filter(({ content }) => content === `${lab.nonce} third`).length;
        expect(copies === 1, answer, `${copies} messages of one POST`, "1");
      },
    },
  ],
};
