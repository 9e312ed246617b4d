// The signs of typing that a page gives.
import type { Call, Which } from "./faults";
import type { Person } from "./person";

/** How the page tells that somebody types, or has stopped. */
export const TYPING = "POST /api/messages/typing";

const isEnd: Which = (call: Call) => `${call.method} ${call.path}` === TYPING && !JSON.parse(call.body).isTyping;

/** That these people have stopped typing is told to nobody: who types is shown for some seconds, not for two. */
export function tellNoEnd(...people: Person[]): void {
  people.forEach(({ network }) => network.hold(isEnd));
}
