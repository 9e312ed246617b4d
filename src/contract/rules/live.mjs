// What arrives over the Pusher protocol: the subscription, who is there, messages, typing.
import { expect, fail, show } from "../rule.mjs";
import { myId, said, shown } from "../stage.mjs";

const CHANNEL = ["baseline", "one presence channel `presence-workspace-{workspaceId}` carries every chat channel"];
const MEMBERS = ["baseline", "`pusher:subscription_succeeded`, `pusher:member_added`, `pusher:member_removed`"];
const NEW = ["baseline", "| `new-message` | Message |"];
const isPresence = (lab) => lab.site.pusherChannel.startsWith("presence-");
const asOther = (lab) => lab.once("the other's connection", () => lab.join("other"));
const arrived = async (lab, which) => {
  const { id } = (await said(lab))[which];
  return lab.event(lab.site.names.newMessage, (message) => String(message.id) === id);
};

export const live = {
  rules: [
    {
      id: "socket-opens",
      line: ["baseline", "Live updates use the Pusher Channels protocol"],
      means: "Nothing arrives live: the chat has to ask for new messages every few seconds.",
      fix: "Look at pusher.key and pusher.cluster (or wsHost, wsPort, forceTLS) in config.json. A proxy has to pass WebSockets on.",
      live: true,
      async check(lab) {
        const { connection, socketId } = await lab.live();
        const error = connection.frames.find(({ event }) => event === "pusher:error")?.data;
        const seen = error ? `${error.code}: ${error.message}` : (connection.closed ?? "no greeting");
        expect(socketId, { method: "GET", url: lab.site.socketAddress }, seen, "pusher:connection_established with a socket_id");
      },
    },
    {
      id: "subscription-succeeds",
      line: CHANNEL,
      means: "Nothing arrives live: \"You do not have access to the live channel\".",
      fix: "Key and secret must be of one app, and the signature over socket_id:channel_name:channel_data, exactly as answered.",
      needs: ["socket-opens", "auth-signature", "auth-key", "auth-channel-data"],
      live: true,
      async check(lab) {
        const { connection, subscribed, auth } = await lab.live();
        if (subscribed?.event === "pusher_internal:subscription_succeeded") return;
        const { message, error } = subscribed?.data ?? {};
        fail(auth, message ?? error ?? connection.closed ?? "no answer to the subscription", "subscription_succeeded");
      },
    },
    {
      id: "i-am-a-member",
      line: MEMBERS,
      means: "The chat does not know who the user is.",
      fix: "The Pusher server must list the member who subscribes, under user_id.",
      needs: ["subscription-succeeds", "user-id-is-sender-id"],
      live: true,
      async check(lab) {
        if (!isPresence(lab)) return;
        const { subscribed, auth } = await lab.live();
        const { presence } = subscribed.data ?? {};
        expect(presence?.hash?.[await myId(lab)], auth, `members: ${show(presence)}`, "me among them");
      },
    },
    {
      id: "member-added",
      line: MEMBERS,
      means: "People who come online are not shown, and typing is not sent.",
      fix: "Check that your Pusher server sends pusher_internal:member_added.",
      needs: ["i-am-a-member", "one-id-per-person"],
      people: 2,
      live: true,
      async check(lab) {
        if (!isPresence(lab)) return;
        const { auth, subscribed } = await asOther(lab);
        expect(subscribed, auth, "the second person was not let in", "two people in the channel");
        const otherId = String((await shown(lab, "second")).senderId);
        const event = await lab.event("pusher_internal:member_added", (data) => data.user_id === otherId);
        expect(event, auth, "no such event when the second person came", "pusher_internal:member_added");
      },
    },
    {
      id: "member-removed",
      line: MEMBERS,
      means: "People who left are shown as online forever.",
      fix: "Check that your Pusher server sends pusher_internal:member_removed.",
      needs: ["member-added"],
      people: 2,
      live: true,
      async check(lab) {
        if (!isPresence(lab)) return;
        const { connection, auth } = await asOther(lab);
        connection.close();
        const otherId = String((await shown(lab, "second")).senderId);
        const event = await lab.event("pusher_internal:member_removed", (data) => data.user_id === otherId);
        expect(event, auth, "no such event when the second person left", "pusher_internal:member_removed");
      },
    },
    {
      id: "new-message-arrives",
      line: NEW,
      means: "Messages do not appear until the chat asks for them, up to a minute later.",
      fix: "After storing: pusher.trigger(`presence-workspace-${workspaceId}`, \"new-message\", message).",
      needs: ["subscription-succeeds", "post-form"],
      live: true,
      async check(lab) {
        const event = await arrived(lab, "second");
        expect(event, (await said(lab)).second.exchange, "no event for this message", "new-message, with the message's id");
      },
    },
    {
      id: "event-is-the-message",
      line: NEW,
      means: "A message looks different, or has another position, after a reload.",
      fix: "Publish the same object that GET /api/messages answers: id, content, senderId, senderName, channelId, createdAt.",
      needs: ["new-message-arrives", "message-created-at", "message-sender"],
      live: true,
      async check(lab) {
        const [event, stored] = [await arrived(lab, "second"), await shown(lab, "second")];
        for (const field of ["content", "senderId", "senderName", "channelId", "createdAt"]) {
          const seen = `${field}: ${show(event[field])} in the event`;
          expect(event[field] === stored[field], undefined, seen, `as in the history: ${show(stored[field])}`);
        }
      },
    },
    {
      id: "long-event",
      line: ["events-over-10-kb", "Publish such a message with its `content` cut and\n`\"truncated\": true`"],
      means: "Long messages do not appear until the chat asks for them: Pusher refuses events over 10 KB.",
      fix: "If the event's JSON has more than 10,240 bytes, cut content and add truncated: true.",
      needs: ["new-message-arrives", "longest-message"],
      live: true,
      async check(lab) {
        const answer = await lab.once("longest");
        const id = String(answer.json.message.id);
        const event = await lab.event(lab.site.names.newMessage, (message) => String(message.id) === id);
        expect(event, answer, "no event for a message of 15 kB", "new-message with truncated: true");
        const isWhole = event.content === answer.json.message.content;
        expect(isWhole || event.truncated === true, answer, "content is cut, and truncated is not true", "truncated: true");
      },
    },
    {
      id: "typing-answers",
      line: ["baseline", "`POST /api/messages/typing`"],
      means: "Typing does not show.",
      fix: "Take {\"workspaceId\",\"channelId\",\"isTyping\"} and answer {\"success\":true}.",
      async check(lab) {
        const answer = await typed(lab, true);
        await typed(lab, false);
        expect(answer.json?.success === true, answer, `${answer.status} ${show(answer.text)}`, "{\"success\":true}");
      },
    },
    {
      id: "typing-arrives",
      line: ["baseline", "`{\"userId\",\"userName\",\"channelId\",\"isTyping\"}`"],
      means: "Typing does not show, or never ends.",
      fix: "Publish typing with userId, userName, channelId and isTyping as a boolean, also for false.",
      needs: ["typing-answers", "subscription-succeeds", "message-sender"],
      live: true,
      async check(lab) {
        const answer = await typed(lab, true);
        await typed(lab, false);
        const senderId = String((await shown(lab, "second")).senderId);
        for (const isTyping of [true, false]) {
          const isIt = (data) => data.isTyping === isTyping && data.userId === senderId && data.channelId === lab.site.channelId;
          const event = await lab.event(lab.site.names.typing, isIt);
          const seen = `no event with isTyping: ${isTyping} and userId ${show(senderId)}`;
          expect(typeof event?.userName === "string", answer, seen, "typing, with userId, userName, channelId, isTyping");
        }
      },
    },
  ],
};

const typed = (lab, isTyping) =>
  lab.once(`typing ${isTyping}`, () => {
    const { workspaceId, channelId, names } = lab.site;
    const who = lab.site.sessions.other ? "other" : "me";
    return lab.as(who, "POST", names.typingPath, { json: { workspaceId, channelId, isTyping } });
  });
