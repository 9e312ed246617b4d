// Decides rules against a backend, one after the other, and reports each as it is decided:
//
//   { id, feature, line, means, fix, status, reason?, seen?, expected?, exchange? }
//
// with the status "kept", "broken", "not-offered" or "not-checked". It knows no rules itself, so that the page's doctor
// (src/doctor/) carries only those that it looks at.
import { Lab } from "./lab.mjs";
import { Broken, NotChecked } from "./rule.mjs";

/** The reason if a check could make nothing of an answer. */
export const BAFFLED = "the answers are of no form that this check understands";

/** The rules of these themes, each with the feature of its theme. */
export const rulesOf = (themes) => themes.flatMap(({ feature, rules }) => rules.map((rule) => ({ feature, ...rule })));

/**
 * Decides `wanted`, and whatever of `rules` they need, against `site`; returns the results. `onResult` is called with each. A
 * `lab` that is given stays open, and may have been furnished: the doctor puts messages that are there in place of new ones.
 * The rules that `assumed` names count as kept and are not checked.
 * @param {any[]} rules
 * @param {any[]} wanted
 * @param {object} site
 * @param {{ onResult?: (result: any) => void, lab?: Lab, assumed?: string[] }} [options]
 */
export async function decideAll(rules, wanted, site, { onResult = () => {}, lab: given, assumed = [] } = {}) {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const lab = given ?? new Lab(site);
  const results = new Map(assumed.map((id) => [id, { id, status: "kept" }]));
  const decide = async (rule) => {
    if (!results.has(rule.id)) results.set(rule.id, await resultOf(rule, lab, (id) => (results.has(id) ? results.get(id) : decide(byId.get(id)))));
    return results.get(rule.id);
  };
  try {
    // First of all, so that no event is missed. If it fails, the rules about it say so.
    if (wanted.some(({ live }) => live)) await lab.live().catch(() => {});
    const decided = [];
    for (const rule of wanted) {
      decided.push(await decide(rule));
      onResult(decided.at(-1));
    }
    return decided;
  } finally {
    if (!given) lab.close();
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
