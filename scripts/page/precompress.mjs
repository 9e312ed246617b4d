// A brotli and a gzip copy beside each file that gets smaller by it, for servers that send such copies as they are.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const COMPRESSIBLE = /\.(css|html|js|json|map|mjs|svg|txt|wasm|webmanifest|xml)$/;
// A site edits this file after the build; a compressed copy would then be served in its old state.
const EDITED_BY_SITES = "config.json";

const withBrotli = promisify(brotliCompress);
const withGzip = promisify(gzip);

async function* filesIn(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (COMPRESSIBLE.test(entry.name) && entry.name !== EDITED_BY_SITES) yield path;
  }
}

async function compress(path) {
  const content = await readFile(path);
  const brotli = await withBrotli(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    },
  });
  const gzipped = await withGzip(content, { level: constants.Z_BEST_COMPRESSION });
  if (brotli.length < content.length) await writeFile(`${path}.br`, brotli);
  if (gzipped.length < content.length) await writeFile(`${path}.gz`, gzipped);
}

export async function precompress(folder) {
  const paths = [];
  for await (const path of filesIn(folder)) paths.push(path);
  await Promise.all(paths.map(compress));
}
