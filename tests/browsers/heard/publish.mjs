// Puts what was heard in the last run of these tests into docs/accessibility.md, between its marks.
//
//   node tests/browsers/heard/publish.mjs
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const JOURNEYS = [
  "arriving", "reading back", "a message that comes", "sending", "a refused message", "a lost connection", "the menu of a message",
  "the bubble on a host page",
];
const MARKS = /(<!-- heard -->\n)[^]*?(<!-- end of heard -->)/;

const root = path.resolve(import.meta.dirname, "../../..");
const heard = path.join(root, "test-results/browsers/heard");
const missing = JOURNEYS.filter((title) => !existsSync(path.join(heard, `${title}.json`)));
if (missing.length > 0) {
  console.error(`error: not heard yet: ${missing.join(", ")}\n  what to do: BROWSERS=heard make test-browsers`);
  process.exit(1);
}

const runs = JOURNEYS.map((title) => JSON.parse(readFileSync(path.join(heard, `${title}.json`), "utf8")));
// Marks of direction are not spoken.
const cell = (text) => text.replace(/[\u2066-\u2069]/g, "").replaceAll("|", "\\|");
const words = (said) => (said.length > 0 ? said.join(" / ") : "*nothing*");
const table = ({ title, steps }) => {
  const rows = steps.map(({ does, said }) => `| ${cell(does)} | ${cell(words(said))} |`);
  return [`### ${title[0].toUpperCase()}${title.slice(1)}`, "", "| Ada | Orca |", "| --- | --- |", ...rows].join("\n");
};
const text = [`Heard with ${runs[0].by}. A stroke stands between two utterances.`, ...runs.map(table)].join("\n\n");
const page = path.join(root, "docs/accessibility.md");
const before = readFileSync(page, "utf8");
if (!MARKS.test(before)) throw new Error(`${page} has no place for what was heard: the marks <!-- heard --> and <!-- end of heard --> are gone`);
writeFileSync(page, before.replace(MARKS, (_, begin, end) => `${begin}${text}\n${end}`));
