// Puts the results of the last whole run into the documents: the table between its two marks in docs/performance.md, and the picture.
//
//   node tests/bench/report/publish.mjs [--print]      prints the Markdown table, or writes both
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { plot } from "./plot.mjs";
import { failures, markdownTable } from "./table.mjs";
import { verdicts } from "./verdict.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../../../..");
const MARKS = /(<!-- results -->\n)[^]*?(<!-- end of results -->)/;

const about = ({ machine, date, rounds, load }) =>
  `Measured ${date} on ${machine}, ${rounds} ${rounds === 1 ? "round" : "rounds"}, load ${load.before} before and ${load.after} after (this bench alone is about 2).`;

const run = JSON.parse(await readFile(`${root}/.run/bench.json`, "utf8"));
const { measured } = JSON.parse(await readFile(`${root}/tests/e2e/budgets/budgets.json`, "utf8"));
const rows = verdicts(run.results, measured);
const notes = failures(rows).map((note) => `\n\nNot finished: ${note}.`);
const text = `${about(run)}\n\n${markdownTable(rows)}${notes.join("")}`;
if (process.argv.includes("--print")) {
  console.log(text);
} else {
  const page = `${root}/docs/performance.md`;
  const before = await readFile(page, "utf8");
  if (!MARKS.test(before)) throw new Error(`${page} has no place for the results: the marks <!-- results --> and <!-- end of results --> are gone`);
  await writeFile(page, before.replace(MARKS, (_, begin, end) => `${begin}${text}\n${end}`));
  await writeFile(`${root}/docs/pictures/performance.svg`, plot(rows, run));
}
