// The table of browsers in docs/browsers.md, by MDN's data about what the chat uses.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "node:test";
import { BETTER, NEEDED } from "./features.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const data = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("@mdn/browser-compat-data"), "utf8"));
const BROWSERS = { chrome: "Chrome", edge: "Edge", firefox: "Firefox", safari: "Safari", safari_ios: "Safari on iOS" };

function filesIn(folder, endings) {
  const names = readdirSync(path.join(root, folder), { recursive: true }).filter((name) => endings.some((ending) => name.endsWith(ending)));
  return names.map((name) => readFileSync(path.join(root, folder, name), "utf8")).join("\n");
}
const css = filesIn("style", [".css"]).replace(/\/\*[^]*?\*\//g, "");
const sources = css + filesIn("src", [".rs", ".js", ".mjs", ".ts"]) + filesIn("scripts/page", [".mjs"]);

/** The first version of a browser that has it without being asked to, under whatever prefix; `Infinity` if none has. */
function since(name, browser) {
  const { __compat: found } = name.split(".").reduce((part, key) => part?.[key] ?? {}, data);
  assert.ok(found, `MDN's data do not know ${name}`);
  const usable = [found.support[browser] ?? []].flat().filter(({ version_added: added, flags }) => added && !flags);
  return Math.min(...usable.map(({ version_added: added }) => (added === "preview" ? Infinity : Number.parseFloat(added.replace("≤", "")))));
}

const oldest = Object.keys(BROWSERS).map((browser) => [browser, Math.max(...NEEDED.map(([name]) => since(name, browser)))]);

test("each feature of the list is used", () => {
  const unused = [...NEEDED, ...BETTER].filter(([, sign]) => !sources.includes(sign));
  assert.deepEqual(unused, []);
});

test("the documents name the oldest versions that have all that is needed", () => {
  const guide = readFileSync(path.join(root, "docs/browsers.md"), "utf8");
  for (const [browser, version] of oldest) assert.match(guide, new RegExp(`\\| ${BROWSERS[browser]} \\| ${version} \\|`));
  const readme = readFileSync(path.join(root, "README.md"), "utf8");
  const [chrome, , firefox, safari] = oldest.map(([, version]) => version);
  assert.ok(readme.includes(`Chrome and Edge ${chrome}, Firefox ${firefox}, Safari ${safari}`), "README.md");
});

test("the documents say how browsers without newer features behave", () => {
  const guide = readFileSync(path.join(root, "docs/browsers.md"), "utf8");
  for (const [name, , otherwise] of BETTER) assert.ok(guide.includes(`| \`${name.split(".").pop()}\` |`) && guide.includes(otherwise), name);
});

test("every CSS property, selector and rule is in all of these versions, or can be missed", () => {
  const properties = [...css.matchAll(/[{;]\s*([a-z][a-z-]*)\s*:/g)].map(([, name]) => `css.properties.${name}`);
  const selectors = [...css.matchAll(/:(?!-)([a-z-]+)(?=[\s(,{:.)[>])/g)].map(([, name]) => `css.selectors.${name}`);
  const known = ([group, name]) => Boolean(data.css[group][name]);
  const used = new Set([...properties, ...selectors.filter((name) => known(name.split(".").slice(1)))]);
  const optional = new Set(BETTER.map(([name]) => name));
  const newer = [...used].filter((name) => !optional.has(name) && oldest.some(([browser, version]) => since(name, browser) > version));
  assert.deepEqual(newer, []);
});
