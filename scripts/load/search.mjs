// What a search costs in a SQLite file of many messages, over HTTP.
//
//   node scripts/load/search.mjs ORIGIN FILE
//
// ORIGIN is where an empty backend answers, and FILE is its database, whose size is read. The messages are the same in every run.
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";

const MESSAGES = Number(process.env.MESSAGES || 100_000);
/** How often each search is made. */
const TIMES = 300;
/** The 99th percentile must be below this, in milliseconds; of the searches that people make, not of the worst ones there are. */
const LIMIT = 50;
const HELD = 6;
const SENDERS = 64;
const PAGE = "docs/scaling.md";
const PICTURE = "docs/pictures/search.svg";
const BEGIN = "<!-- written by make load-search -->";
const END = "<!-- end of make load-search -->";

const [origin, file] = process.argv.slice(2);

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
let state = 1;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

const SYLLABLES = "an be co da er fi go ha in ka lo mi no or pa re sa ti un ver ing ion men ste pro".split(" ");
const word = () => Array.from({ length: 1 + Math.floor(random() * 3) }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join("");
const vocabulary = Array.from({ length: 4_000 }, word);
/** A few words make up most of what is written. */
const pick = () => vocabulary[Math.floor(vocabulary.length * random() ** 3)];
const HAN = Array.from({ length: 1_500 }, (_, index) => String.fromCharCode(0x4e00 + index * 7));

function text(number) {
  if (number % 20 === 0) return Array.from({ length: 10 + Math.floor(random() * 30) }, () => HAN[Math.floor(HAN.length * random() ** 2)]).join("");
  const words = Array.from({ length: 3 + Math.floor(random() * 22) }, pick);
  if (number % 5 === 1) words.splice(1, 0, "deployment");
  return words.join(" ");
}

async function call(path, token, body) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(origin + path, { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

const { workspaceId } = await call("/config.json");
const { token } = await call("/login", "", { name: "Ada" });

/** The messages that there are when it is measured. */
const STEPS = [1_000, 10_000, 100_000].filter((step) => step < MESSAGES).concat(MESSAGES);

/** The first ones are held to the limit. The others look at each message that has their trigrams, and find none. */
/** @type {[name: string, query: string, more?: string][]} */
const SEARCHES = [
  ["a frequent word", "deployment"],
  ["a frequent trigram", "ing"],
  ["one frequent Chinese character", HAN[3]],
  ["one Chinese character that no message has", "\u9fff"],
  ["a letter", "e"],
  ["a word that no message has", "xylophone"],
  ["frequent trigrams that stand nowhere together", "inging ioning stesteste"],
  ["a frequent word, in a channel without it", "deployment", "&channelId=quiet"],
];

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const number = (value) => value.toLocaleString("en");

const contents = Array.from({ length: MESSAGES }, (_, number) => text(number));
let next = 0;
async function send(end) {
  for (let number = next++; number < end; number = next++) {
    const channelId = number % 4 ? "general" : "news";
    await call("/api/messages", token, { workspaceId, channelId, content: contents[number] });
  }
  next = end;
}

async function measure([name, q, more = ""]) {
  const times = [];
  let found;
  for (let time = -10; time < TIMES; time++) {
    const before = performance.now();
    found = await call(`/api/messages/search?workspaceId=${workspaceId}&q=${encodeURIComponent(q)}${more}`, token);
    if (time >= 0) times.push(performance.now() - before);
  }
  times.sort((left, right) => left - right);
  const count = `${found.messages.length}${found.hasMore ? " and more" : ""}`;
  const figures = { name, count, p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
  console.log(`  ${name}: ${count} found, median ${figures.p50.toFixed(1)} ms, 99 of 100 in ${figures.p99.toFixed(1)} ms`);
  return figures;
}

let seconds = 0;
const steps = [];
for (const step of STEPS) {
  const start = performance.now();
  await Promise.all(Array.from({ length: SENDERS }, () => send(step)));
  seconds += (performance.now() - start) / 1000;
  console.log(`${number(step)} messages`);
  const searches = [];
  for (const search of SEARCHES) searches.push(await measure(search));
  steps.push({ step, searches });
}

// --- the picture ---

const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM] = [640, 300, 46, 44, 34];
const COLOURS = ["#0969da", "#bc4c00", "#1a7f37", "#8250df", "#cf222e", "#9a6700", "#57606a", "#bf3989"];

function picture() {
  const scale = (low, high, from, to) => (value) => from + ((Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))) * (to - from);
  const x = scale(STEPS[0], MESSAGES, LEFT, 330);
  const y = scale(0.1, 1000, HEIGHT - BOTTOM, TOP);
  const parts = ['<text class="title" x="0" y="16">What a search costs</text>', '<text x="0" y="32">milliseconds until the answer, 99 of 100; by how many messages there are</text>'];
  for (const value of [0.1, 1, 10, 100, 1000]) {
    parts.push(`<path class="grid" d="M${LEFT} ${y(value).toFixed(1)}H330"/><text class="end" x="${LEFT - 6}" y="${(y(value) + 4).toFixed(1)}">${value}</text>`);
  }
  for (const value of STEPS) parts.push(`<text class="middle" x="${x(value).toFixed(1)}" y="${HEIGHT - BOTTOM + 16}">${number(value)}</text>`);
  SEARCHES.forEach(([name], index) => {
    const path = steps.map(({ step, searches }, at) => `${at ? "L" : "M"}${x(step).toFixed(1)} ${y(Math.max(0.1, searches[index].p99)).toFixed(1)}`).join("");
    parts.push(`<path class="line" stroke="${COLOURS[index]}" d="${path}"/>`);
    parts.push(`<path class="line" stroke="${COLOURS[index]}" d="M352 ${60 + index * 22}H372"/><text x="380" y="${64 + index * 22}">${name}</text>`);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -10 ${WIDTH + 50} ${HEIGHT + 20}" font-family="system-ui, sans-serif" font-size="12">
<style>
text { fill: #57606a } .title { font-size: 14px; font-weight: 600; fill: #1f2328 } .end { text-anchor: end } .middle { text-anchor: middle }
.grid { stroke: #d0d7de; fill: none } .line { fill: none; stroke-width: 2 }
@media (prefers-color-scheme: dark) { text { fill: #9198a1 } .title { fill: #f0f6fc } .grid { stroke: #3d444d } }
</style>
${parts.join("\n")}
</svg>
`;
}

// --- the table ---

const last = steps.at(-1).searches;
const rows = last.map(({ name, count, p50, p99 }) => `| ${name} | ${count} | ${p50.toFixed(1)} ms | ${p99.toFixed(1)} ms |`);
const size = (name) => statSync(name, { throwIfNoEntry: false })?.size ?? 0;
const mebibytes = (size(file) + size(`${file}-wal`)) / 2 ** 20;
const characters = contents.reduce((sum, content) => sum + content.length, 0) / MESSAGES;
const day = new Date().toISOString().slice(0, 10);
const outcome =
  `Measured on ${day}, ${cpus().length} cores (${cpus()[0].model.trim()}), client and server on the same machine, whose load was ${loadavg()[0].toFixed(0)} with other work: ${number(MESSAGES)} ` +
  `messages of ${characters.toFixed(0)} characters on average, stored at ${(MESSAGES / seconds).toFixed(0)} a second by ${SENDERS} senders, in a file of ` +
  `${mebibytes.toFixed(0)} MiB with the index. Each search ${TIMES} times, one after another, 20 results.`;
console.log(`\n${outcome}`);
if (!process.env.CHECK) {
  const page = readFileSync(PAGE, "utf8");
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`${PAGE} has nothing between "${BEGIN}" and "${END}"`);
  const table = ["| search | results | median | 99 of 100 in |", "| --- | ---: | ---: | ---: |", ...rows].join("\n");
  writeFileSync(PAGE, `${before}${BEGIN}\n\n${outcome}\n\n${table}\n\n${END}${after}`);
  writeFileSync(PICTURE, picture());
}
const slow = last.slice(0, HELD).filter(({ p99 }) => p99 >= LIMIT);
if (slow.length > 0) {
  console.error(`These took longer than ${LIMIT} ms: ${slow.map(({ name }) => name).join("; ")}.`);
  process.exit(1);
}
