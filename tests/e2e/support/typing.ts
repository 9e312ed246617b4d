// The signs of typing that a page gives.
import type { Call, Fault, Which } from "./faults";
import type { Person } from "./person";

/** How the page tells that somebody types, or has stopped. */
export const TYPING = "POST /api/messages/typing";

const isEnd: Which = (call: Call) => `${call.method} ${call.path}` === TYPING && !JSON.parse(call.body).isTyping;

/** That these people have stopped typing is told to nobody: who types is shown for some seconds, not for two. */
export function tellNoEnd(...people: Person[]): void {
  people.forEach(holdEnd);
}

/** That this person has stopped typing is told when it is lifted. */
export function holdEnd({ network }: Person): Fault {
  return network.hold(isEnd);
}

/** When the composer last changed, from now on, in milliseconds since 1970. */
export async function watchComposer({ chat }: Person): Promise<() => Promise<number>> {
  const watch = await chat.composer.evaluateHandle((field) => {
    const last = { at: 0 };
    field.addEventListener("input", () => (last.at = Date.now()));
    return last;
  });
  return () => watch.evaluate(({ at }) => at);
}
