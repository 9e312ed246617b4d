// A break for each rule of the baseline: what one answer or frame of the reference is changed to.
import { Buffer } from "node:buffer";

const is = (name, extra = () => true) => (request) => request.name === name && extra(request);
/** Changes the answers to some requests. */
export const answers = (matches, change) => ({
  answer: (request, answer, memory) => matches(request, memory) && change(answer, memory, request),
});
/** Answers `from` by `to`, with that JSON. */
export const status = (matches, to, json = { success: true, messages: [], message: {} }) =>
  answers(matches, (answer) => Object.assign(answer, { status: to, json }));
/** Changes, or with `null` holds back, the frames of an event. */
export const frames = (event, change) => ({ frame: (frame) => (frame.event === event ? change(frame) : undefined) });

const READ = "GET /messages";
const POST = "POST /messages";
const AUTH = "POST /pusher/auth";
const stranger = is(READ, ({ isNobody, headers }) => isNobody && !headers.cookie);
const newest = is(READ, ({ isNobody, query }) => !isNobody && Object.keys(query).length === 2);
export const listing = is(READ, ({ query }) => query.limit === "50" && !query.before);
export const saying = (words) => is(POST, ({ json }) => String(json?.content).includes(words));
const authorizing = is(AUTH, ({ isNobody, form }) => !isNobody && form.socket_id?.length > 5 && !form.socket_id.includes(":"));

/** Changes one message of a list, by the end of its content. */
export const one = (matches, words, change) =>
  answers(matches, ({ json }) => {
    const at = json?.messages?.findIndex?.(({ content }) => content?.includes(` ${words}`)) ?? -1;
    if (at >= 0) change(json.messages[at], json.messages, at);
  });
const listed = (words, change) => one(listing, words, change);

/** Changes what is signed without breaking the signature: the Pusher server is sent what was signed. */
const signedData = (change) => ({
  answer(request, { json }, memory) {
    if (!authorizing(request) || !json?.channel_data) return;
    const changed = change(JSON.parse(json.channel_data));
    memory.signed = { ...memory.signed, [changed]: json.channel_data };
    json.channel_data = changed;
  },
  sent(frame, { signed }) {
    if (frame.event === "pusher:subscribe") frame.data.channel_data = signed?.[frame.data.channel_data] ?? frame.data.channel_data;
  },
});
const later = (instant, seconds) => new Date(Date.parse(instant) + seconds * 1000).toISOString();
const signature = `key:${Buffer.alloc(32).toString("hex")}`;

export const baseline = {
  "signed-out-redirect": answers(stranger, (answer) => {
    answer.status = 302;
    answer.headers.set("location", "/login");
  }),
  "signed-out-page": answers(stranger, (answer) => Object.assign(answer, { status: 200, text: "<!doctype html><h1>Sign in" })),
  "signed-out-401": status(stranger, 403, { error: "Who are you?" }),
  "errors-are-json": answers(stranger, (answer) => Object.assign(answer, { text: "Unauthorized" })),
  "signed-out-everywhere": status(is("POST /messages/typing", ({ isNobody }) => isNobody), 200),
  "spent-session-401": status(is(READ, ({ headers }) => headers.cookie?.includes("spoilt")), 200),
  "cross-site-refused": status(is("POST /messages/typing", ({ headers }) => /another/.test(headers.origin)), 200),
  "members-only-reading": status(is(READ, ({ query }) => query.workspaceId === "not-my-workspace"), 200),
  "members-only-sending": status(is(POST, ({ json }) => json.workspaceId === "not-my-workspace"), 200),
  "members-only-listening": status(is(AUTH, ({ form }) => form.channel_name.includes("unknown")), 200, { auth: signature }),

  "history-answers": status(newest, 500, { error: "The database is on fire." }),
  "answers-are-json": answers(newest, (answer) => {
    answer.text = `${JSON.stringify(answer.json)}\n<script>debugbar()</script>`;
  }),
  "history-form": answers(newest, ({ json }) => delete json.success),
  "history-default-limit": answers(newest, ({ json }) => {
    json.messages = Array.from({ length: 51 }, () => ({}));
  }),
  "history-has-new": listed("third", (message, all, at) => all.splice(at, 1)),
  "history-order": answers(listing, ({ json }) => json.messages.reverse()),
  "history-limit": answers(is(READ, ({ query }) => query.limit === "2"), ({ json }) => json.messages.pop()),
  "history-largest-limit": status(is(READ, ({ query }) => query.limit === "100"), 400, { error: "limit is too large" }),
  "history-before": answers(is(READ, ({ query }) => query.before), ({ json }, memory, { query }) =>
    json.messages.push({ ...json.messages[0], createdAt: query.before }),
  ),
  "history-one-channel": answers(listing, ({ json }) =>
    json.messages.unshift({ ...json.messages[0], id: "elsewhere", channelId: "random", createdAt: "2020-01-01T00:00:00.000Z" }),
  ),

  "post-answers": status(saying("first"), 500, { error: "Publishing failed." }),
  "post-form": answers(saying("first"), ({ json }) => delete json.message.senderName),
  "content-unchanged": answers(saying("first"), ({ json }) => {
    json.message.content = json.message.content.replaceAll("<", "&lt;");
  }),
  "content-trimmed": answers(saying("first"), ({ json }) => {
    json.message.content = json.message.content.replace(/\u0085$/, "");
  }),
  "longest-message": status(is(POST, ({ json }) => json.content.length === 5000), 400, { error: "too long" }),
  "too-long-refused": status(is(POST, ({ json }) => json.content.length === 5001), 200),
  "empty-refused": status(is(POST, ({ json }) => json.content.trim() === ""), 200),
  "invisible-refused": status(is(POST, ({ json }) => json.content.startsWith("\u200B")), 200),
  "sent-once": listed("third", (message, all, at) => all.splice(at + 1, 0, { ...message, id: `${message.id}0` })),

  "message-id": listed("third", (message) => (message.id = " ")),
  "message-content": listed("third", (message) => (message.content = null)),
  "message-sender": listed("second", (message) => (message.senderId = "")),
  "message-avatar": listed("third", (message) => (message.senderAvatar = { url: "/ada.png" })),
  "message-channel": listed("third", (message) => delete message.channelId),
  "message-created-at": listed("third", (message) => (message.createdAt = message.createdAt.replace(/\.\d+/, ""))),
  "message-time-grows": listed("first", (message, all, at) => {
    all.splice(at, 1);
    all.push({ ...message, createdAt: later(all.at(-1).createdAt, 60) });
  }),
  "one-id-per-person": listed("third", (message) => (message.senderId = "somebody-else")),
  "post-and-history-agree": answers(saying("third"), ({ json }) => (json.message.createdAt = later(json.message.createdAt, 1))),

  "auth-answers": status(authorizing, 403, { error: "Forbidden" }),
  "auth-is-json": answers(authorizing, (answer) => {
    answer.text = `${JSON.stringify(answer.json)}<link rel="stylesheet" href="/debugbar.css">`;
  }),
  "auth-signature": answers(authorizing, ({ json }) => (json.auth = json.auth.slice(0, -8))),
  "auth-key": answers(authorizing, ({ json }) => (json.auth = json.auth.replace(/^.*:/, "another-key:"))),
  "auth-channel-data": answers(authorizing, ({ json }) => (json.channel_data = JSON.parse(json.channel_data))),
  "auth-user-info": signedData((data) => JSON.stringify({ user_id: data.user_id })),
  "user-id-is-sender-id": signedData((data) => JSON.stringify({ ...data, user_id: "17" })),
  "auth-socket-id": status(is(AUTH, ({ form }) => form.socket_id.includes(":")), 200, { auth: signature }),

  "socket-opens": frames("pusher:connection_established", (frame) => ({
    ...frame,
    event: "pusher:error",
    data: { code: 4001, message: "Application does not exist" },
  })),
  "subscription-succeeds": frames("pusher_internal:subscription_succeeded", (frame) => ({
    ...frame,
    event: "pusher:subscription_error",
    data: { type: "AuthError", error: "Invalid signature" },
  })),
  "i-am-a-member": frames("pusher_internal:subscription_succeeded", (frame) => ({ ...frame, data: { presence: { hash: {} } } })),
  "member-added": frames("pusher_internal:member_added", () => null),
  "member-removed": frames("pusher_internal:member_removed", () => null),
  "new-message-arrives": frames("new-message", () => null),
  "event-is-the-message": frames("new-message", ({ data, ...frame }) => ({ ...frame, data: { ...data, senderName: "Ada L." } })),
  "long-event": frames("new-message", ({ data, ...frame }) => ({ ...frame, data: { ...data, truncated: undefined } })),
  "typing-answers": status(is("POST /messages/typing", ({ isNobody, json }) => !isNobody && json.isTyping), 200, {}),
  "typing-arrives": frames("typing", ({ data, ...frame }) => ({ ...frame, data: { ...data, isTyping: String(data.isTyping) } })),

  "capabilities-form": answers(is("GET /capabilities"), ({ json }) => (json.features = "edit, delete")),
};
