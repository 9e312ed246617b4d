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
  ratioOf(verdict.ratio),
  budgetOf(verdict),
  keptOf(verdict),
];

const ratioOf = (ratio) => (ratio === undefined ? "–" : ratio.toFixed(2));

// The table of the browsers: a line of heads, and the rows.
function browserLines({ names, rows }) {
  const head = ["", ...names.flatMap((name) => [`${name}: ours`, "React", "ratio"])];
  const line = ({ label, write, cells }) => [label, ...cells.flatMap(({ ours, react, ratio }) => [written(ours, write), written(react, write), ratioOf(ratio)])];
  return [head, ...rows.map(line)];
}

/** What did not finish, a sentence each. */
export function failures(verdicts, { rows } = { rows: [] }) {
  const all = [...verdicts, ...rows.flatMap(({ cells }) => cells)];
  const notes = all.flatMap(({ of, ours, react }) => [ours.failed && `${of}, ours: ${ours.failed}`, react.failed && `${of}, React: ${react.failed}`]);
  return [...new Set(notes.filter(Boolean))];
}

function inColumns(lines) {
  const widths = lines[0].map((_, n) => Math.max(...lines.map((line) => line[n].length)));
  const drawn = lines.map((line) => line.map((cell, n) => (n === 0 ? cell.padEnd(widths[n]) : cell.padStart(widths[n]))).join("  ").trimEnd());
  return [drawn[0], "-".repeat(widths.reduce((sum, width) => sum + width + 2, -2)), ...drawn.slice(1)].join("\n");
}

function asMarkdown(lines) {
  const line = (list) => `| ${list.join(" | ")} |`;
  return [line(lines[0]), line(lines[0].map((_, n) => (n === 0 ? "---" : "---:"))), ...lines.slice(1).map(line)].join("\n");
}

/** In columns. */
export const plainTable = (verdicts) => inColumns([HEAD, ...verdicts.map(cells)]);
export const plainBrowserTable = (browsers) => inColumns(browserLines(browsers));

/** As Markdown. */
export function markdownTable(verdicts) {
  const marked = (list) => list.map((cell, n) => (n === 5 && cell === "NO" ? "**no**" : cell));
  return asMarkdown([HEAD, ...verdicts.map((verdict) => marked(cells(verdict)))]);
}
export const markdownBrowserTable = (browsers) => asMarkdown(browserLines(browsers));
