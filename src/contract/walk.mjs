// Walks the rules against a backend, one after the other, and reports each as it is decided:
//
//   { id, feature, line, means, fix, status, reason?, seen?, expected?, exchange? }
//
// with the status "kept", "broken", "not-offered" or "not-checked".
//
// This is docs/contract.md as code. It is in src/ because two programs share it: the command `make contract`
// (scripts/contract/), and the page, whose doctor can bundle it. So it is plain ES modules without dependencies, and
// uses nothing that only Node or only a page has: `fetch` and `WebSocket` are given to it.
import { Lab } from "./lab.mjs";
import { Broken, NotChecked } from "./rule.mjs";
import { themes } from "./rules/index.mjs";

/** All rules, with the feature of their theme. */
export const rules = themes.flatMap(({ feature, rules }) => rules.map((rule) => ({ feature, ...rule })));

/** The reason if a check could make nothing of an answer. */
export const BAFFLED = "the answers are of no form that this check understands";

const byId = new Map(rules.map((rule) => [rule.id, rule]));

/** Returns the rules that `only` names, by rule or feature ("baseline" for those without), or all of them. */
export function chosen(only) {
  if (!only?.length) return rules;
  const unknown = only.filter((name) => !rules.some(({ id, feature = "baseline" }) => name === id || name === feature));
  if (unknown.length) throw new RangeError(`there is no rule and no feature ${unknown.join(", ")}`);
  return rules.filter(({ id, feature = "baseline" }) => only.includes(id) || only.includes(feature));
}

/** Checks the rules that `only` names against `site` and returns the results. `onResult` is called with each. */
export async function walk(site, { only, onResult = () => {} } = {}) {
  const lab = new Lab(site);
  const results = new Map();
  const decide = async (rule) => {
    if (!results.has(rule.id)) results.set(rule.id, await resultOf(rule, lab, (id) => decide(byId.get(id))));
    return results.get(rule.id);
  };
  try {
    const wanted = chosen(only);
    // First of all, so that no event is missed. If it fails, the rules about it say so.
    if (wanted.some(({ live }) => live)) await lab.live().catch(() => {});
    const decided = [];
    for (const rule of wanted) {
      decided.push(await decide(rule));
      onResult(decided.at(-1));
    }
    return decided;
  } finally {
    lab.close();
  }
}

async function resultOf(rule, lab, decide) {
  const { id, feature, line, means, fix } = rule;
  const about = { id, feature: feature ?? "baseline", line, means, fix };
  const notChecked = (reason) => ({ ...about, status: "not-checked", reason });
  if (feature && !(await lab.features()).has(feature)) return { ...about, status: "not-offered" };
  if (rule.people === 2 && !lab.site.sessions.other) return notChecked("it takes the session of a second person");
  if (rule.live && !lab.site.socketAddress) return notChecked("it takes the key of the Pusher app, and a WebSocket");
  for (const need of rule.needs ?? []) {
    const { status } = await decide(need);
    if (status !== "kept") return notChecked(`it takes ${need}, which is ${status.replace("-", " ")}`);
  }
  try {
    await rule.check(lab);
    return { ...about, status: "kept" };
  } catch (error) {
    if (error instanceof NotChecked) return notChecked(error.message);
    // An answer that no check foresaw must not end the walk.
    if (!(error instanceof Broken)) return notChecked(`${BAFFLED}: ${error.message}`);
    const { exchange, seen, expected } = error;
    return { ...about, status: "broken", seen, expected, exchange };
  }
}
