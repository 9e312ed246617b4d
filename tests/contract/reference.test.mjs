// The reference backend keeps every line that it offers; and the lines stand in the contract.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { rules, walk } from "../../src/contract/walk.mjs";
import { personAt, siteAt, startReference } from "./support/reference.mjs";

async function walked(t, times, ...args) {
  const reference = await startReference(...args);
  t.after(reference.stop);
  const sessions = { me: await personAt(reference.origin, "Ada"), other: await personAt(reference.origin, "Grace") };
  const site = await siteAt(reference.origin, "demo-workspace", sessions);
  const results = [];
  for (let walks = 0; walks < times; walks++) results.push(...(await walk(site)));
  return results;
}
const listed = (results) => results.map(({ id, status, reason, seen }) => `${id} is ${status}: ${reason ?? seen}`).join("\n");

test("the reference keeps every rule, even in a channel with messages of an earlier check", async (t) => {
  const results = await walked(t, 2);
  assert.equal(listed(results.filter(({ status }) => status !== "kept")), "");
  assert.equal(results.length, rules.length * 2);
});

test("without extensions it keeps the baseline and offers nothing else", async (t) => {
  const results = await walked(t, 1, "--baseline");
  const wrong = results.filter(({ status, feature }) => status !== (feature === "baseline" ? "kept" : "not-offered"));
  assert.equal(listed(wrong), "");
});

test("each rule names a line of the contract, below the heading that it names", () => {
  const text = readFileSync(new URL("../../docs/contract.md", import.meta.url), "utf8");
  const one = (words) => words.replace(/\s+/g, " ");
  const slug = (heading) => heading.toLowerCase().replace(/[^a-z0-9 -]/g, "").trim().replaceAll(" ", "-");
  const sections = new Map();
  for (const part of text.split(/^(?=##+ )/m)) {
    const heading = slug(part.split("\n", 1)[0].replace(/^#+ /, ""));
    sections.set(heading, one(part));
  }
  const missing = rules.filter(({ line: [anchor, words] }) => !sections.get(anchor)?.includes(one(words)));
  assert.deepEqual(missing.map(({ id, line }) => `${id}: ${line.join(" / ")}`), []);
});

test("each rule has a unique name, says what to do, and needs only existing rules", () => {
  const ids = rules.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  for (const { id, means, fix, needs = [] } of rules) {
    for (const words of [means, fix]) assert.match(words ?? "", /^[A-Z"].+[.)]$/s, id);
    assert.deepEqual(needs.filter((need) => !ids.includes(need)), [], id);
  }
});

test("the rules can be bundled into a page: they import nothing of Node's", async () => {
  const entry = fileURLToPath(new URL("../../src/contract/walk.mjs", import.meta.url));
  const { metafile, errors } = await build({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    platform: "browser",
    write: false,
    metafile: true,
  });
  assert.deepEqual(errors, []);
  assert.ok(Object.keys(metafile.inputs).every((file) => file.startsWith("src/contract/")));
});
