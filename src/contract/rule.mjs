// What a rule is. A theme (a file in rules/) is a list of rules that are checked together:
//
//   { feature, rules: [{ id, line: [anchor, words], means, fix, needs, people, live, check }] }
//
// - `feature`: the extension that the rules belong to; absent for the baseline.
// - `line`: the heading's anchor in docs/contract.md, and words that stand below it. A test looks them up.
// - `means`: what goes wrong in the chat if the rule is broken. `fix`: what to change in the backend.
// - `needs`: rules without which this one says nothing. If one of them is not kept, this one is not checked.
// - `people: 2`: takes a second person's session. `live: true`: takes a connection to the Pusher server.
// - `check(lab)`: returns if the rule is kept, calls `fail` or `skip` otherwise.

/** Thrown by a check whose rule is broken. */
export class Broken extends Error {
  constructor(exchange, seen, expected) {
    super(seen);
    this.exchange = exchange;
    this.seen = seen;
    this.expected = expected;
  }
}

/** Thrown by a check that cannot tell. */
export class NotChecked extends Error {}

/**
 * Ends a check: the rule is broken. `exchange` is the call that shows it, or `undefined`.
 * @returns {never}
 */
export function fail(exchange, seen, expected) {
  throw new Broken(exchange, seen, expected);
}

/** Ends a check unless `condition` holds. */
export function expect(condition, exchange, seen, expected) {
  if (!condition) fail(exchange, seen, expected);
}

/**
 * Ends a check that cannot tell, with the reason.
 * @returns {never}
 */
export function skip(reason) {
  throw new NotChecked(reason);
}

/** Shows a value in a sentence: JSON, cut to a readable length. */
export function show(value) {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
