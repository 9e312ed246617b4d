// Writes the page's service worker, sw.js, with the list of the files that make up the page of its own.
import { createHash } from "node:crypto";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "esbuild";

// Not among them: what embeds and the doctor load, and the emoji of ten languages, of which a visitor needs one.
const HASHED = /-[0-9a-f]{16}\.(css|js|wasm)$/;
const OTHERS = /^(widget|doctor)-/;
const UNHASHED = ["config.json", "favicon.svg", "favicon-unread.svg"];

export async function writeWorker(folder) {
  const names = (await readdir(folder)).filter((name) => HASHED.test(name) && !OTHERS.test(name));
  const locales = (await readdir(join(folder, "locales"))).filter((name) => name.endsWith(".json")).map((name) => `locales/${name}`);
  const files = [...names, ...locales, ...UNHASHED].sort();
  const page = files.find((name) => name.startsWith("page-"));
  if (!page) throw new Error("the page's script is missing: write the service worker after it");
  // A file without a hash in its name counts with its content; config.json, which sites edit, is asked for every time.
  const contents = await Promise.all(UNHASHED.filter((name) => name !== "config.json").map((name) => readFile(join(folder, name))));
  const hash = createHash("sha256");
  for (const part of [files.join("\n"), await readFile(join(folder, "index.html")), ...contents]) hash.update(part);
  const define = { SET: JSON.stringify(hash.digest("hex").slice(0, 16)), FILES: JSON.stringify(files), PAGE: JSON.stringify(page) };
  const bundled = await build({
    entryPoints: [resolve("src/entry/page/worker.js")],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    write: false,
    legalComments: "none",
    logLevel: "warning",
    define,
  });
  await writeFile(join(folder, "sw.js"), bundled.outputFiles[0].text);
}
