// Makes a WebAssembly module small, by binaryen's wasm-opt.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

// What rustc's code uses, all of it in browsers since 2022 at the latest.
const FEATURES = [
  "bulk-memory",
  "extended-const",
  "multivalue",
  "mutable-globals",
  "nontrapping-float-to-int",
  "reference-types",
  "sign-ext",
].map((name) => `--enable-${name}`);

// As small as it gets in brotli; docs/performance.md says what each gave.
const PASSES = [
  // The lowest kilobyte of the memory is the end of the stack, which no constant points into.
  "--low-memory-unused",
  "-Oz", "--flatten", "--rereloop", "-Oz", "-Oz",
  // Functions made from one generic function have like names and like code: side by side they compress better.
  "--reorder-functions-by-name",
  "--strip-debug", "--strip-producers", "--strip-target-features",
];

export async function optimize(bytes) {
  const folder = await mkdtemp(join(tmpdir(), "collabspace-"));
  try {
    const [input, output] = [join(folder, "in.wasm"), join(folder, "out.wasm")];
    await writeFile(input, bytes);
    await promisify(execFile)("node_modules/.bin/wasm-opt", [input, "-o", output, ...FEATURES, ...PASSES]);
    return await readFile(output);
  } finally {
    await rm(folder, { recursive: true });
  }
}
