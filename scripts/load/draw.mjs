// The figures of `make load` for people: the picture and the tables of docs/scaling.md.
//
//   node scripts/load/draw.mjs FIGURES DATABASE
//
// DATABASE is what stood behind "MongoDB".
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";

const PICTURE = "docs/pictures/scaling.svg";
const PAGE = "docs/scaling.md";
const BEGIN = "<!-- written by make load -->";
const END = "<!-- end -->";

/** Pusher's free tier: connections at a time, and messages a day. */
const FREE = { connections: 100, messages: 200_000 };

const [figures, database] = process.argv.slice(2);
const ways = JSON.parse(readFileSync(figures, "utf8"));
const aSecond = ({ burst }) => burst.messages / burst.seconds;
const total = ({ memory }) => Object.values(memory).reduce((sum, mib) => sum + mib, 0);
const number = (value, digits = 0) => value.toLocaleString("en", { maximumFractionDigits: digits });

// --- the picture ---

const WIDTH = 400;
const HEIGHT = 250;
const LEFT = 46;
const RIGHT = 14;
const TOP = 44;
const BOTTOM = 34;
const COLOURS = ["one", "two", "three", "four"];
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/**
 * One diagram, both axes logarithmic. `lines` are `{ colour, dashed, points: [[x, y] …] }`.
 * @param {{ at: [left: number, top: number], title: string, unit: string, lines: any[], rule?: { x: number, y: number, words: string } }} diagram
 */
function diagram({ at: [left, top], title, unit, lines, rule }) {
  const points = lines.flatMap((line) => line.points).concat(rule ? [[rule.x, rule.y]] : []);
  /** @type {(values: number[]) => [low: number, high: number]} */
  const range = (values) => [10 ** Math.floor(Math.log10(Math.min(...values))), 10 ** Math.ceil(Math.log10(Math.max(...values)))];
  const scale = ([low, high], from, to) => (value) => from + ((Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))) * (to - from);
  const [xs, ys] = [range(points.map(([x]) => x)), range(points.map(([, y]) => y))];
  const x = scale(xs, LEFT, WIDTH - RIGHT);
  const y = scale(ys, HEIGHT - BOTTOM, TOP);
  const powers = ([low, high]) => Array.from({ length: Math.round(Math.log10(high / low)) + 1 }, (_, power) => low * 10 ** power);
  const parts = [`<text class="title" x="0" y="16">${escaped(title)}</text>`, `<text x="0" y="32">${escaped(unit)}</text>`];
  for (const value of powers(ys)) {
    parts.push(`<path class="grid" d="M${LEFT} ${y(value).toFixed(1)}H${WIDTH - RIGHT}"/>`);
    parts.push(`<text class="end" x="${LEFT - 6}" y="${(y(value) + 4).toFixed(1)}">${number(value, 2)}</text>`);
  }
  for (const value of powers(xs)) {
    parts.push(`<path class="grid" d="M${x(value).toFixed(1)} ${TOP}V${HEIGHT - BOTTOM}"/>`);
    parts.push(`<text class="middle" x="${x(value).toFixed(1)}" y="${HEIGHT - BOTTOM + 16}">${number(value)}</text>`);
  }
  parts.push(`<text class="middle" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 2}">connections</text>`);
  if (rule) {
    parts.push(`<path class="rule" d="M${x(rule.x).toFixed(1)} ${TOP}V${HEIGHT - BOTTOM}"/>`);
    parts.push(`<text class="end" x="${(x(rule.x) - 6).toFixed(1)}" y="${TOP + 14}">${escaped(rule.words)}</text>`);
  }
  for (const { colour, dashed, points } of lines) {
    const path = points.map(([px, py], index) => `${index ? "L" : "M"}${x(px).toFixed(1)} ${y(py).toFixed(1)}`).join("");
    parts.push(`<path class="line ${colour}${dashed ? " dashed" : ""}" d="${path}"/>`);
    if (!dashed) for (const [px, py] of points) parts.push(`<circle class="${colour}" cx="${x(px).toFixed(1)}" cy="${y(py).toFixed(1)}" r="3"/>`);
  }
  return `<g transform="translate(${left} ${top})">${parts.join("")}</g>`;
}

function picture() {
  const lines = (value, dashed) =>
    ways.map(({ steps }, index) => ({ colour: COLOURS[index], dashed, points: steps.map((step) => [step.connections, value(step)]) }));
  const gap = 40;
  const column = WIDTH + gap;
  const row = HEIGHT + 24;
  const legend = ways.map(({ name }, index) => {
    return `<g transform="translate(0 ${index * 20})"><path class="line ${COLOURS[index]}" d="M0 0H24"/><circle class="${COLOURS[index]}" cx="12" cy="0" r="3"/><text x="32" y="4">${escaped(name)}</text></g>`;
  });
  const most = Array.from({ length: 20 }, (_, index) => 10 ** (index / 10)).filter((room) => room <= FREE.connections);
  const parts = [
    diagram({
      at: [0, 84],
      title: "How long until a connection has a message",
      unit: "milliseconds; the line is the median, dashed is 99 of 100",
      lines: [...lines((step) => step.steady.delivery.p50), ...lines((step) => step.steady.delivery.p99, true)],
    }),
    diagram({ at: [column, 84], title: "How many messages at most", unit: "a second, each delivered to every connection", lines: lines(aSecond) }),
    diagram({ at: [0, 84 + row], title: "Memory", unit: "MiB, all processes together", lines: lines(total) }),
    diagram({
      at: [column, 84 + row],
      title: "What the hosted free tier carries",
      unit: "messages a day of one room, each with one typing event",
      lines: [{ colour: "free", points: [...most, FREE.connections].map((room) => [room, FREE.messages / (2 * (room + 1))]) }],
      rule: { x: FREE.connections, y: FREE.messages / (2 * (FREE.connections + 1)), words: `${FREE.connections} connections` },
    }),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -10 ${column + WIDTH + 20} ${84 + 2 * row + 10}" font-family="system-ui, sans-serif" font-size="12">
<style>
text { fill: #57606a } .title { font-size: 14px; font-weight: 600; fill: #1f2328 } .end { text-anchor: end } .middle { text-anchor: middle }
.grid { stroke: #d0d7de; stroke-width: 1; fill: none } .rule { stroke: #cf222e; stroke-dasharray: 2 3; fill: none }
.line { fill: none; stroke-width: 2 } .dashed { stroke-dasharray: 4 4; stroke-width: 1.5 }
.one { stroke: #0969da } .two { stroke: #bc4c00 } .three { stroke: #1a7f37 } .free { stroke: #8250df } circle.free { fill: #8250df }
circle.one { fill: #0969da } circle.two { fill: #bc4c00 } circle.three { fill: #1a7f37 }
.four { stroke: #9a6700 } circle.four { fill: #9a6700 }
@media (prefers-color-scheme: dark) {
text { fill: #9198a1 } .title { fill: #f0f6fc } .grid { stroke: #3d444d } .rule { stroke: #f85149 }
.one { stroke: #4493f8 } .two { stroke: #db6d28 } .three { stroke: #3fb950 } .free { stroke: #ab7df8 } circle.free { fill: #ab7df8 }
circle.one { fill: #4493f8 } circle.two { fill: #db6d28 } circle.three { fill: #3fb950 }
.four { stroke: #d29922 } circle.four { fill: #d29922 }
}
</style>
<g transform="translate(0 12)">${legend.join("")}</g>
${parts.join("\n")}
</svg>
`;
}

// --- the tables ---

function table(header, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map((_, index) => (index ? "---:" : "---"))), ...rows.map(line)].join("\n");
}

function tables() {
  const header = ["connections", "messages a second at most", "at a pace of", "answered in", "delivered in", "99 of 100 in", "memory, MiB"];
  const each = ways.map(({ name, steps }) => {
    const rows = steps.map((step) => {
      const { steady, memory } = step;
      return [
        number(step.connections),
        number(aSecond(step)),
        `${number(steady.aSecond)} a second`,
        `${number(steady.answer.p50, 1)} ms`,
        `${number(steady.delivery.p50, 1)} ms`,
        `${number(steady.delivery.p99, 1)} ms`,
        Object.entries(memory).map(([process, mib]) => `${process} ${number(mib)}`).join(", "),
      ];
    });
    return `**${name}**\n\n${table(header, rows)}`;
  });
  const sum = (value) => ways.flatMap(({ steps }) => steps).reduce((all, { steady, burst }) => all + value(steady) + value(burst), 0);
  const day = new Date().toISOString().slice(0, 10);
  const outcome =
    `Measured on ${day}, ${cpus().length} cores (${cpus()[0].model.trim()}), clients and servers on the same machine, ` +
    `${database} behind "MongoDB": ` +
    `${number(sum((phase) => phase.messages))} messages, ${number(sum((phase) => phase.deliveries))} deliveries, ` +
    `${number(sum((phase) => phase.missing))} missing, ${number(sum((phase) => phase.doubled))} doubled.`;
  return [outcome, ...each].join("\n\n");
}

writeFileSync(PICTURE, picture());
const page = readFileSync(PAGE, "utf8");
const [before, rest] = page.split(BEGIN);
const after = rest?.split(END)[1];
if (after === undefined) throw new Error(`${PAGE} has nothing between "${BEGIN}" and "${END}"`);
writeFileSync(PAGE, `${before}${BEGIN}\n\n${tables()}\n\n${END}${after}`);
console.log(`\nThe figures are in ${PAGE}, the chart is ${PICTURE}.`);
