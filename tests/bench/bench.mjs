// make bench: our page and a React page, side by side, in Chromium, then in Firefox and WebKit. docs/performance.md tells what is
// measured and how.
//
//   BENCH_ROUNDS=5     how often each measurement is made; the medians count
//   BENCH_ONLY=burst   only these, by name, with commas between
//   BENCH_PAGES=ours   only one of the two pages
import { readFile, writeFile } from "node:fs/promises";
import { cpus, loadavg, totalmem } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { TooSlow, version } from "./browser.mjs";
import { loadEngines } from "./browsers/engines.mjs";
import { inBrowser } from "./browsers/measure.mjs";
import { burst } from "./measure/burst.mjs";
import { idle } from "./measure/idle.mjs";
import { large } from "./measure/large.mjs";
import { loading } from "./measure/loading.mjs";
import { rate } from "./measure/rate.mjs";
import { scrolling } from "./measure/scrolling.mjs";
import { takeover } from "./measure/takeover.mjs";
import { typing } from "./measure/typing.mjs";
import { openPages } from "./pages.mjs";
import { plot } from "./report/plot.mjs";
import { BROWSERS } from "./report/rows.mjs";
import { failures, markdownBrowserTable, markdownTable, plainBrowserTable, plainTable } from "./report/table.mjs";
import { browserVerdicts, verdicts } from "./report/verdict.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const { Browser } = await loadEngines(`${root}/.run/bench-engines.cjs`);
const IN_CHROMIUM = [loading, rate, burst, typing, scrolling, large, idle, takeover];
const ALL = [...IN_CHROMIUM, ...Object.keys(BROWSERS).map((engine) => inBrowser(engine, Browser))];

function fail(what, todo) {
  console.error(`error: ${what}\n  fix: ${todo}`);
  process.exit(1);
}

function chosen(variable, names) {
  const asked = process.env[variable]?.split(",").filter(Boolean);
  const unknown = asked?.find((name) => !names.includes(name));
  if (unknown) fail(`${variable} names "${unknown}"`, `name some of ${names.join(", ")}, or leave it out`);
  return asked ?? names;
}

const rounds = Number(process.env.BENCH_ROUNDS || 5);
if (!(rounds >= 1)) fail(`BENCH_ROUNDS is "${process.env.BENCH_ROUNDS}"`, "give it a number from 1 on");
const only = chosen("BENCH_ONLY", ALL.map(({ name }) => name));
const wanted = chosen("BENCH_PAGES", ["ours", "react"]);
const measurements = ALL.filter(({ name }) => only.includes(name));

// One page, one measurement, once; what does not end or breaks is a result too.
async function once(measurement, page) {
  page.site.fresh();
  try {
    return await measurement.measure(page);
  } catch (error) {
    if (!(error instanceof TooSlow)) console.error(error);
    return { failed: error instanceof TooSlow ? error.message : "broke" };
  }
}

const load = () => loadavg()[0].toFixed(1);
const machine = `${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${await version()}`;
const run = { date: new Date().toISOString().slice(0, 10), machine, rounds, load: { before: load() }, results: {} };

// Asked to end, it finishes the measurement that runs, and tells of what there is.
let isAskedToEnd = false;
["SIGINT", "SIGTERM"].forEach((signal) => process.once(signal, () => (isAskedToEnd = true)));

const pages = await openPages(process.env.COLLABSPACE_DIST ?? `${root}/dist`, `${root}/.run/bench`).catch((error) => fail(error.message, "run: make build"));
console.log(`${machine}; load ${run.load.before}`);
for (let round = 0; round < rounds; round += 1) {
  for (const measurement of measurements) {
    if (isAskedToEnd || round >= (measurement.rounds?.(rounds) ?? rounds)) continue;
    const results = (run.results[measurement.name] ??= {});
    // Taken in turn, so that neither page is always the first.
    const order = pages.filter(({ name }) => wanted.includes(name));
    if (round % 2) order.reverse();
    for (const page of order) {
      const before = (results[page.name] ??= []);
      // What did not end does not end a second time.
      if (before.some(({ failed }) => failed)) continue;
      const began = performance.now();
      const values = await once(measurement, page);
      // Ctrl-C reaches the browser too: that it is gone says nothing of the page.
      if (isAskedToEnd && values.failed) break;
      before.push(values);
      const told = values.failed ? `: ${values.failed}` : "";
      console.log(`round ${round + 1} of ${rounds}: ${measurement.name}, ${page.name}, ${Math.round((performance.now() - began) / 1000)} s${told}`);
    }
  }
}
pages.forEach(({ site }) => site.close());
run.load.after = load();

const { measured } = JSON.parse(await readFile(`${root}/tests/e2e/budgets/budgets.json`, "utf8"));
const rows = verdicts(run.results, measured);
const browsers = browserVerdicts(run.results);
const inBrowsers = browsers.rows.length > 0;
// A part is no new whole: the last whole run stays.
const isWhole = measurements.length === ALL.length && wanted.length === 2 && !isAskedToEnd;
const stem = `${root}/.run/bench${isWhole ? "" : "-part"}`;
await writeFile(`${stem}.json`, `${JSON.stringify(run, null, 1)}\n`);
const tables = [rows.length && markdownTable(rows), inBrowsers && markdownBrowserTable(browsers)].filter(Boolean);
await writeFile(`${stem}.md`, `${tables.join("\n\n")}\n`);
await writeFile(`${stem}.svg`, plot(rows, run));
const [kept, broken] = [true, false].map((wanted) => rows.filter(({ isKept }) => isKept === wanted).length);
const notes = failures(rows, browsers).map((note) => `\nnot finished: ${note}`).join("");
if (inBrowsers) console.log(`\n${plainBrowserTable(browsers)}`);
console.log(`\n${rows.length ? plainTable(rows) : ""}${notes}\n\nload ${run.load.before} before, ${run.load.after} after; budgets: ${kept} kept, ${broken} not`);
console.log(`written: ${[".json", ".md", ".svg"].map((kind) => stem.slice(root.length) + kind).join(", ")}`);
if (isAskedToEnd) process.exitCode = 130;
