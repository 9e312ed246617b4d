// What came of the rounds: medians, ratios, and whether the budgets are kept.
import { median } from "../measure/statistics.mjs";
import { BROWSERS, BROWSER_ROWS, ROWS } from "./rows.mjs";

// One page's rounds of one measurement: the median of a value, or why there is none.
function middle(rounds, key) {
  if (!rounds) return {};
  const failed = rounds.find((round) => round.failed)?.failed;
  if (failed) return { failed };
  const values = rounds.map((round) => round[key]).filter((value) => typeof value === "number");
  return values.length ? { value: median(values) } : {};
}

function keeps({ most, least, ratio: limit }, { value, failed }, ratio) {
  if (value === undefined) return failed ? false : undefined;
  if (most !== undefined) return value <= most;
  if (least !== undefined) return value >= least;
  return ratio === undefined ? undefined : ratio <= limit;
}

/** The table's rows, for those measurements that were made. */
export function verdicts(results, budgets) {
  const made = ROWS.filter(({ of }) => results[of]);
  return made.map((row) => {
    const ours = middle(results[row.of].ours, row.key);
    const react = middle(results[row.of].react, row.key);
    const ratio = ours.value !== undefined && react.value > 0 ? ours.value / react.value : undefined;
    const budget = budgets[row.key];
    return { ...row, ours, react, ratio, budget, isKept: keeps(budget, ours, ratio) };
  });
}

/** The rows of the browsers that were measured: their names with versions, and of each value ours, React's and the ratio in each. */
export function browserVerdicts(results) {
  const engines = Object.keys(BROWSERS).filter((engine) => results[engine]);
  const names = engines.map((engine) => {
    const { $version } = Object.values(results[engine]).flat().find((round) => round.$version) ?? {};
    return [BROWSERS[engine], $version].filter(Boolean).join(" ");
  });
  const rows = BROWSER_ROWS.map((row) => {
    const cells = engines.map((of) => {
      const [ours, react] = ["ours", "react"].map((page) => middle(results[of][page], row.key));
      return { of, ours, react, ratio: ours.value !== undefined && react.value > 0 ? ours.value / react.value : undefined };
    });
    return { ...row, cells };
  });
  return { names, rows: engines.length ? rows : [] };
}
