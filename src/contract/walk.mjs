// Walks all rules against a backend, and says what became of each (decide.mjs).
//
// This is docs/contract.md as code. It is in src/ because two programs share it: the command `make contract`
// (scripts/contract/), and the page's doctor (src/doctor/). So it is plain ES modules without dependencies, and uses
// nothing that only Node or only a page has: `fetch` and `WebSocket` are given to it.
import { decideAll, rulesOf } from "./decide.mjs";
import { themes } from "./rules/index.mjs";

export { BAFFLED } from "./decide.mjs";

/** All rules, with the feature of their theme. */
export const rules = rulesOf(themes);

/** Returns the rules that `only` names, by rule or feature ("baseline" for those without), or all of them. */
export function chosen(only) {
  if (!only?.length) return rules;
  const unknown = only.filter((name) => !rules.some(({ id, feature = "baseline" }) => name === id || name === feature));
  if (unknown.length) throw new RangeError(`there is no rule and no feature ${unknown.join(", ")}`);
  return rules.filter(({ id, feature = "baseline" }) => only.includes(id) || only.includes(feature));
}

/**
 * Checks the rules that `only` names against `site` and returns the results. `onResult` is called with each.
 * @param {object} site
 * @param {{ only?: string[], onResult?: (result: any) => void }} [options]
 */
export const walk = (site, { only, ...options } = {}) => decideAll(rules, chosen(only), site, options);
