// The rules of docs/contract.md that the doctor looks at, and their titles. The checker, `npx collabspace-chat check`, has all
// of them: most need messages that are sent, or a second person.

import { rulesOf } from "../contract/decide.mjs";
import { authorize } from "../contract/rules/authorize.mjs";
import { capabilities } from "../contract/rules/discovery.mjs";
import { history } from "../contract/rules/history.mjs";
import { live } from "../contract/rules/live.mjs";
import { message } from "../contract/rules/message.mjs";
import { clientId } from "../contract/rules/places.mjs";
import { posting } from "../contract/rules/posting.mjs";
import { sessions } from "../contract/rules/sessions.mjs";

/** The rules below, and those that they need. */
export const rules = rulesOf([sessions, history, posting, message, authorize, live, capabilities, clientId]);

/**
 * What a rule is called, and whether what was seen may be in a report. What is not marked so can hold a person's words or
 * name, or a signature.
 */
const PUBLIC = true;

/** Without a session. */
const SIGNED_OUT = {
  "signed-out-redirect": ["A call without a session is not redirected", PUBLIC],
  "signed-out-page": ["A call without a session gets no page", PUBLIC],
  "signed-out-401": ["A call without a session is answered with 401", PUBLIC],
};

/** Reading, with what is in the channel. */
export const READING = {
  "history-answers": ["The history is answered", PUBLIC],
  "answers-are-json": ["Answers are JSON and nothing else"],
  "history-form": ["A page of the history is well-formed"],
  ...SIGNED_OUT,
  "errors-are-json": ["Errors are JSON"],
  "members-only-reading": ["Other workspaces cannot be read", PUBLIC],
  "history-default-limit": ["A page has 50 messages at most", PUBLIC],
  "history-largest-limit": ["100 messages can be asked for", PUBLIC],
  "message-id": ["Messages have an id", PUBLIC],
  "message-content": ["Messages have text"],
  "message-sender": ["Messages have a sender"],
  "message-avatar": ["Avatars are text"],
  "message-channel": ["Messages name their channel", PUBLIC],
  "message-created-at": ["Messages have a time, with milliseconds", PUBLIC],
  "history-order": ["Messages come oldest first", PUBLIC],
  "history-limit": ["A smaller page has the newest messages", PUBLIC],
  "history-before": ["Older messages can be asked for", PUBLIC],
  "history-one-channel": ["Each channel has its own messages", PUBLIC],
  "capabilities-form": ["Extensions are listed", PUBLIC],
};

/** The auth endpoint, and the connection. */
export const LIVE = {
  "auth-answers": ["The auth endpoint answers", PUBLIC],
  "auth-is-json": ["It answers JSON and nothing else"],
  "auth-signature": ["It answers with a signature"],
  "auth-key": ["It signs with the key of config.json", PUBLIC],
  "auth-channel-data": ["It identifies the user"],
  "auth-user-info": ["It gives the user's name"],
  "auth-socket-id": ["It refuses an invalid socket id", PUBLIC],
  "members-only-listening": ["It signs no other channels", PUBLIC],
  "socket-opens": ["The WebSocket opens", PUBLIC],
  "subscription-succeeds": ["The Pusher server accepts the subscription", PUBLIC],
};

/** With a message that is sent. */
export const SENDING = {
  "post-answers": ["A message is accepted", PUBLIC],
  "post-form": ["The answer is well-formed"],
  "history-has-new": ["The message is in the history", PUBLIC],
  "user-id-is-sender-id": ["A person has one id everywhere", PUBLIC],
  "i-am-a-member": ["The user is among the members"],
  "new-message-arrives": ["The message arrives over the live connection", PUBLIC],
  "event-is-the-message": ["It arrives as in the history"],
  "client-id-answers-again": ["A repeated message is stored once", PUBLIC],
  "typing-answers": ["Typing is accepted", PUBLIC],
  "typing-arrives": ["Typing arrives over the live connection", PUBLIC],
};
