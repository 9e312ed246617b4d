// Tries each rule on a backend that breaks it, and no other line: the reference, with one answer or frame changed. The
// walk must name exactly that rule.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { walk } from "../../../src/contract/walk.mjs";
import { broken } from "./breaking.mjs";
import { plainFetch } from "./plain-fetch.mjs";
import { personAt, siteAt, startReference } from "./reference.mjs";

// The walks run side by side: some wait for an event that never comes, and those begin.
const AT_ONCE = 16;
// How long they wait, in milliseconds.
const PATIENCE_IN_VAIN = 10_000;

/** Registers a test for each of these rules, with its break. */
export function tryEach(rules, breaks) {
  const workspaceOf = (id) => `for-${id}`;
  let reference;
  let sessions;
  before(async () => {
    reference = await startReference(...rules.flatMap(({ id }) => ["--workspace", workspaceOf(id)]));
    sessions = { me: await personAt(reference.origin, "Ada"), other: await personAt(reference.origin, "Grace") };
  });
  after(() => reference?.stop());

  test("each rule has a break, and each break a rule", () => {
    assert.deepEqual(Object.keys(breaks).sort(), rules.map(({ id }) => id).sort());
  });

  const waits = ({ id }) => (breaks[id]?.frame ? 0 : 1);
  const order = rules.toSorted((a, b) => waits(a) - waits(b));
  test("exactly the broken rule is reported", { concurrency: AT_ONCE }, async (t) => {
    const walks = order.map(({ id, feature = "baseline" }) =>
      t.test(id, async () => {
        const site = { ...(await siteAt(reference.origin, workspaceOf(id), sessions)), fetch: plainFetch };
        if (breaks[id]?.frame) site.patience = PATIENCE_IN_VAIN;
        const results = await walk(broken(site, breaks[id] ?? {}), { only: [feature] });
        const named = results.filter(({ status }) => status === "broken").map(({ id, seen }) => `${id}: ${seen}`);
        assert.match(named.join("\n"), new RegExp(`^${id}: .+$`));
      }),
    );
    await Promise.all(walks);
  });
}
