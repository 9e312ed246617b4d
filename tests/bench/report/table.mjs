// The table, for a terminal and for a page.
const written = ({ value, failed }, write) => (value !== undefined ? write(value) : failed ? "not finished" : "–");

function budgetOf({ budget: { most, least, ratio }, write }) {
  if (most !== undefined) return `at most ${write(most)}`;
  if (least !== undefined) return `at least ${write(least)}`;
  return `ratio at most ${ratio}`;
}

const keptOf = ({ isKept }) => (isKept === undefined ? "–" : isKept ? "yes" : "NO");

const HEAD = ["", "ours", "React", "ratio", "budget", "kept"];

const cells = (verdict) => [
  verdict.label,
  written(verdict.ours, verdict.write),
  written(verdict.react, verdict.write),
  verdict.ratio === undefined ? "–" : verdict.ratio.toFixed(2),
  budgetOf(verdict),
  keptOf(verdict),
];

/** What did not finish, a sentence each. */
export function failures(verdicts) {
  const all = verdicts.flatMap(({ of, ours, react }) => [ours.failed && `${of}, ours: ${ours.failed}`, react.failed && `${of}, React: ${react.failed}`]);
  return [...new Set(all.filter(Boolean))];
}

/** In columns. */
export function plainTable(verdicts) {
  const lines = [HEAD, ...verdicts.map(cells)];
  const widths = HEAD.map((_, n) => Math.max(...lines.map((line) => line[n].length)));
  const drawn = lines.map((line) => line.map((cell, n) => (n === 0 ? cell.padEnd(widths[n]) : cell.padStart(widths[n]))).join("  ").trimEnd());
  return [drawn[0], "-".repeat(widths.reduce((sum, width) => sum + width + 2, -2)), ...drawn.slice(1)].join("\n");
}

/** As Markdown. */
export function markdownTable(verdicts) {
  const line = (list) => `| ${list.join(" | ")} |`;
  const marked = (list) => list.map((cell, n) => (n === 5 && cell === "NO" ? "**no**" : cell));
  return [line(HEAD), line(HEAD.map((_, n) => (n === 0 ? "---" : "---:"))), ...verdicts.map((verdict) => line(marked(cells(verdict))))].join("\n");
}
