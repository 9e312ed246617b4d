// Puts the results of the last whole run into the documents: the tables between their marks in docs/performance.md, and the picture.
//
//   node tests/bench/report/publish.mjs [--print]      prints the Markdown tables, or writes all
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { plot } from "./plot.mjs";
import { failures, markdownBrowserTable, markdownTable } from "./table.mjs";
import { browserVerdicts, verdicts } from "./verdict.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../../../..");
const marksOf = (name) => new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- end of ${name} -->)`);

const about = ({ machine, date, rounds, load }) =>
  `Measured ${date} on ${machine}, ${rounds} ${rounds === 1 ? "round" : "rounds"}, load ${load.before} before and ${load.after} after (this bench alone is about 2).`;

const run = JSON.parse(await readFile(`${root}/.run/bench.json`, "utf8"));
const { measured } = JSON.parse(await readFile(`${root}/tests/e2e/budgets/budgets.json`, "utf8"));
const rows = verdicts(run.results, measured);
const browsers = browserVerdicts(run.results);
const notesOf = (notes) => notes.map((note) => `\n\nNot finished: ${note}.`).join("");
const texts = {
  results: `${about(run)}\n\n${markdownTable(rows)}${notesOf(failures(rows))}`,
  // Of a run before there were such.
  ...(browsers.rows.length && { "results in browsers": `${markdownBrowserTable(browsers)}${notesOf(failures([], browsers))}` }),
};
if (process.argv.includes("--print")) {
  console.log(Object.values(texts).join("\n\n"));
} else {
  const page = `${root}/docs/performance.md`;
  let now = await readFile(page, "utf8");
  for (const [name, text] of Object.entries(texts)) {
    const marks = marksOf(name);
    if (!marks.test(now)) throw new Error(`${page} has no place for the results: the marks <!-- ${name} --> and <!-- end of ${name} --> are gone`);
    now = now.replace(marks, (_, begin, end) => `${begin}${text}\n${end}`);
  }
  await writeFile(page, now);
  await writeFile(`${root}/docs/pictures/performance.svg`, plot(rows, run));
}
