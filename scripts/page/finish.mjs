// What Trunk's post_build hook does to the page before it becomes dist/: first the script and the WebAssembly, then the
// compressed copies and the headers for the common hosts.
// One hook that calls both, because Trunk runs the hooks of one stage side by side.
import { bundlePage } from "./bundle.mjs";
import { writeHeaders } from "./headers.mjs";
import { precompress } from "./precompress.mjs";
import { writeWorker } from "./worker.mjs";

const folder = process.env.TRUNK_STAGING_DIR;
if (!folder) {
  console.error("error: TRUNK_STAGING_DIR is not set\n  fix: run this through `make build`");
  process.exit(1);
}
await bundlePage(folder);
await writeWorker(folder);
// At the highest quality brotli takes seconds: only for what is going to be served.
if (process.env.TRUNK_PROFILE === "release") await precompress(folder);
await writeHeaders(folder);
