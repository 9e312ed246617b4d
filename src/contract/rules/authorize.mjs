// `POST /api/pusher/auth`: who may subscribe, and as whom.
import { isPage, isSuccess, parse } from "../http.mjs";
import { expect, fail, show } from "../rule.mjs";
import { myId } from "../stage.mjs";

const asMe = async (lab) => (await lab.live().catch(() => ({}))).auth ?? lab.once("auth", () => lab.authorize("me", "123.456"));
const dataOf = (answer) => parse(answer.json?.channel_data);
const isPresence = (lab) => lab.site.pusherChannel.startsWith("presence-");

export const authorize = {
  rules: [
    {
      id: "auth-answers",
      line: ["baseline", "`POST /api/pusher/auth`"],
      means: "Nothing arrives live: the chat has to ask for new messages every few seconds.",
      fix: "Accept socket_id and channel_name as a form (application/x-www-form-urlencoded), exempt from your CSRF check if needed.",
      async check(lab) {
        const answer = await asMe(lab);
        expect(isSuccess(answer), answer, `${answer.status}`, "200");
      },
    },
    {
      id: "auth-is-json",
      line: ["what-else-holds", "An answer is JSON, with nothing before or after it"],
      means: "The subscription fails although the status is 200: the most common reason why a Pusher chat is not live.",
      fix: "Switch off the debug bar, or anything else that adds HTML to answers, for this path.",
      needs: ["auth-answers"],
      async check(lab) {
        const answer = await asMe(lab);
        if (answer.json !== undefined) return;
        const seen = isPage(answer) ? "a page" : /\}\s*</.test(answer.text) ? "HTML after the JSON" : show(answer.text);
        fail(answer, seen, "JSON alone");
      },
    },
    {
      id: "auth-signature",
      line: ["what-else-holds", "`auth` is the app's key, a colon, and the HMAC-SHA256"],
      means: "The Pusher server refuses the subscription.",
      fix: "Let your Pusher library make it: pusher.authorizeChannel(socketId, channel, presenceData), answered as it is.",
      needs: ["auth-is-json"],
      async check(lab) {
        const answer = await asMe(lab);
        const { auth } = answer.json ?? {};
        expect(/^[^:]+:[0-9a-f]{64}$/.test(auth), answer, `auth: ${show(auth)}`, "the key, a colon, 64 hexadecimal digits");
      },
    },
    {
      id: "auth-key",
      line: ["what-else-holds", "Use the key in `config.json`"],
      means: "The Pusher server refuses the subscription, because page and backend use different Pusher apps.",
      fix: "Put the key of the backend's Pusher app into pusher.key of config.json.",
      needs: ["auth-signature"],
      async check(lab) {
        const answer = await asMe(lab);
        const [key] = answer.json.auth.split(":");
        const { pusherKey } = lab.site;
        expect(!pusherKey || key === pusherKey, answer, `a signature of the key ${show(key)}`, `the page's: ${show(pusherKey)}`);
      },
    },
    {
      id: "auth-channel-data",
      line: ["baseline", "`{\"user_id\",\"user_info\":{\"name\",\"email\",\"avatar\"}}`"],
      means: "The subscription fails, or no one is shown as online.",
      fix: "Give user_id and user_info to authorizeChannel, and answer channel_data as text, exactly as signed.",
      needs: ["auth-signature"],
      async check(lab) {
        if (!isPresence(lab)) return;
        const answer = await asMe(lab);
        const data = dataOf(answer);
        const isIt = typeof answer.json.channel_data === "string" && typeof data?.user_id === "string" && data.user_id !== "";
        expect(isIt, answer, `channel_data: ${show(answer.json.channel_data)}`, "a JSON text with user_id as text");
      },
    },
    {
      id: "auth-user-info",
      line: ["baseline", "`{\"user_id\",\"user_info\":{\"name\",\"email\",\"avatar\"}}`"],
      means: "People who are online have no name.",
      fix: "Put name into user_info, and email and avatar as text if you have them.",
      needs: ["auth-channel-data"],
      async check(lab) {
        if (!isPresence(lab)) return;
        const answer = await asMe(lab);
        const { name, email, avatar } = dataOf(answer).user_info ?? {};
        const isIt = typeof name === "string" && name && [email, avatar].every((it) => it == null || typeof it === "string");
        expect(isIt, answer, `user_info: ${show(dataOf(answer).user_info)}`, "name as text; email and avatar as text, if any");
      },
    },
    {
      id: "user-id-is-sender-id",
      line: ["what-else-holds", "The `user_id` of the presence channel is the `senderId` of that person's messages"],
      means: "The chat does not know its own messages: they arrive as another's, count as unread, and cannot be edited.",
      fix: "Use one id for a person everywhere. For an ObjectId, use toString() in both places.",
      needs: ["auth-channel-data", "message-sender"],
      async check(lab) {
        if (!isPresence(lab)) return;
        const answer = await asMe(lab);
        const { user_id } = dataOf(answer);
        const senderId = await myId(lab);
        expect(user_id === senderId, answer, `user_id ${show(user_id)}, senderId ${show(senderId)}`, "one id for both");
      },
    },
    {
      id: "auth-socket-id",
      line: ["what-else-holds", "A `socket_id` that is not two numbers separated by a dot is refused"],
      means: "A caller can get a signature for another channel's name.",
      fix: "Use a current Pusher library, which checks it, or check it yourself: /^\\d+\\.\\d+$/.",
      needs: ["auth-answers"],
      async check(lab) {
        const answer = await lab.authorize("me", `1.1:presence-anything`);
        expect(!isSuccess(answer), answer, `a signature over the socket_id "1.1:presence-anything"`, "400");
      },
    },
  ],
};
