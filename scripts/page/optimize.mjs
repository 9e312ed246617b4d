// Makes a WebAssembly module small, by binaryen's wasm-opt.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

// What rustc's code uses; tests/browsers/features.mjs says since when browsers have it.
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

// One queue for each processor: a run takes 200 MB, and there are some twenty files.
/** @type {Promise<unknown>[]} */
const queues = Array.from({ length: availableParallelism() }, () => Promise.resolve());
let runs = 0;

export function optimize(bytes) {
  const at = runs++ % queues.length;
  const done = queues[at].then(() => optimizeNow(bytes));
  // One that fails holds up no other.
  queues[at] = done.catch(() => {});
  return done;
}

async function optimizeNow(bytes) {
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
