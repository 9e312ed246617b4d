// The chunks that scripts/page/bin/wasm-bindgen has split off the WebAssembly.
//
// A chunk is named after its split point (`#[wasm_split(name)]`). Code that several chunks need and the main part does not is in
// a file for these chunks, which each of them loads too. Which those are is written in the loader that wasm-split-cli generates;
// ours (src/entry/shared/chunks.js) takes its place.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The module by which wasm-bindgen's glue imports the loader. */
export const LOADER = "./__wasm_split.js";

const LOADS = /const (?<name>__chunk_\w+|__wasm_split_load_(?<chunk>\w+)) = (?:wrapAsyncCb\()?makeLoad\((?<body>.*?), \[(?<needs>[^\]]*)\]\)/gs;

/** Reads the files (by their stems) and which of them each chunk needs. */
export async function readChunks(folder) {
  const stems = (await readdir(folder)).filter((name) => name.endsWith(".wasm")).map((name) => name.slice(0, -".wasm".length));
  const files = Object.fromEntries(await Promise.all(stems.map(async (stem) => [stem, await readFile(join(folder, `${stem}.wasm`))])));
  const script = await readFile(join(folder, LOADER), "utf8");
  const shared = {};
  const chunks = {};
  for (const { groups = {} } of script.matchAll(LOADS)) {
    const own = groups.body.match(/"\.\/(\w+)\.wasm"/)?.slice(1) ?? [];
    const needed = groups.needs.split(",").map((name) => name.trim()).filter(Boolean).map((name) => shared[name]);
    if (groups.chunk) chunks[groups.chunk] = [...needed, ...own];
    else [shared[groups.name]] = own;
  }
  const named = new Set(Object.values(chunks).flat());
  if (Object.keys(chunks).length === 0 || named.has(undefined) || stems.some((stem) => !named.has(stem))) {
    throw new Error(`${LOADER} has changed: see scripts/page/chunks.mjs`);
  }
  return { files, chunks };
}

/**
 * The module that stands in for the generated loader. `chunks` holds the files of each chunk, as the stems of their names and their digests.
 * Digests that are known only later are put in for the same files.
 */
export function loaderModule(chunks) {
  const load = ([name, files]) => `__wasm_split_load_${name}: chunk(${JSON.stringify(files)}),`;
  return [
    'import { chunk, fetchWhenIdle, isOutdated } from "./chunks.js";',
    `export const chunks = { fetchWhenIdle, isOutdated, ${Object.entries(chunks).map(load).join(" ")} };`,
  ].join("\n");
}
