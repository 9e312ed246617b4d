// The picture: for each row how our page stands to the React page, on a logarithmic scale: left of the line is better.

const WIDTH = 820;
const LABELS = 430;
const RIGHT = 76;
const ROW = 24;
const TOP = 74;
const LEAST = 1 / 8;
const MOST = 8;
const MARKS = [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8];
const NAMES = ["⅛", "¼", "½", "1", "2", "4", "8"];

// By classes alone, so that the picture follows the reader's scheme.
const STYLE = `
  text { font: 13px system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; fill: #1b1e26; }
  .title { font-size: 15px; font-weight: 650; }
  .quiet { fill: #5a6070; font-size: 12px; }
  .ground { fill: #ffffff; }
  .grid { stroke: #dcdfe5; }
  .even { stroke: #5a6070; stroke-width: 1.5; }
  .better { fill: #178049; }
  .worse { fill: #b92532; }
  .budget { stroke: #1b1e26; stroke-width: 2; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e7e9ee; }
    .quiet { fill: #a2a8b6; }
    .ground { fill: #1a1c22; }
    .grid { stroke: #33363d; }
    .even { stroke: #a2a8b6; }
    .better { fill: #41c07c; }
    .worse { fill: #ff9a9f; }
    .budget { stroke: #e7e9ee; }
  }`;

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

const clamped = (ratio) => Math.min(MOST, Math.max(LEAST, ratio));
const at = (ratio) => {
  const share = Math.log(clamped(ratio) / LEAST) / Math.log(MOST / LEAST);
  return +(LABELS + share * (WIDTH - LABELS - RIGHT)).toFixed(1);
};

function bar(verdict, y) {
  const { label, isMore, budget } = verdict;
  const ratio = isMore && verdict.ratio ? 1 / verdict.ratio : verdict.ratio;
  const name = `<text x="${LABELS - 14}" y="${y + 4}" text-anchor="end">${escaped(label)}</text>`;
  if (ratio === undefined) return `${name}<text class="quiet" x="${at(1) + 8}" y="${y + 4}">not finished</text>`;
  const isBetter = ratio <= 1;
  const [from, to] = [Math.min(at(1), at(ratio)), Math.max(at(1), at(ratio))];
  const drawn = `<rect class="${isBetter ? "better" : "worse"}" x="${from}" y="${y - 7}" width="${Math.max(1, to - from).toFixed(1)}" height="14" rx="2"/>`;
  const tick = budget.ratio === undefined ? "" : `<path class="budget" d="M${at(budget.ratio)} ${y - 10}v20"/>`;
  const value = `<text class="quiet" x="${WIDTH - 16}" y="${y + 4}" text-anchor="end">${ratio < 10 ? ratio.toFixed(2) : Math.round(ratio)}</text>`;
  return name + drawn + tick + value;
}

/** An SVG of the rows that are for comparing. */
export function plot(verdicts, { machine, date }) {
  const rows = verdicts.filter(({ react, isAlone }) => react.value > 0 && !isAlone);
  const height = TOP + rows.length * ROW + 46;
  const bottom = height - 40;
  const grid = MARKS.map((mark, n) => {
    const line = `<path class="${mark === 1 ? "even" : "grid"}" d="M${at(mark)} ${TOP - 16}V${bottom}"/>`;
    return `${line}<text class="quiet" x="${at(mark)}" y="${TOP - 22}" text-anchor="middle">${NAMES[n]}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="CollabSpace chat against a hand-made React page">
<style>${STYLE}</style>
<rect class="ground" width="${WIDTH}" height="${height}" rx="12"/>
<text class="title" x="20" y="30">CollabSpace chat, the React page being 1</text>
<text class="quiet" x="${at(1) - 12}" y="30" text-anchor="end">◂ better</text>
<text class="quiet" x="${at(1) + 12}" y="30">worse ▸</text>
${grid.join("\n")}
${rows.map((verdict, n) => bar(verdict, TOP + n * ROW + ROW / 2 - 8)).join("\n")}
<text class="quiet" x="20" y="${height - 16}">The upright marks are budgets. ${escaped(machine)}; ${date}</text>
</svg>
`;
}
