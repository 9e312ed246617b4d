// The browsers of tests/browsers, as it starts them: WebKitGTK and Firefox. Those files are TypeScript, which Node.js does not run.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const SOURCE = fileURLToPath(new URL("../../browsers/support/engines.ts", import.meta.url));

// What these files look for beside themselves is there, not beside the bundle.
const ownFolders = {
  name: "own folders",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/, namespace: "file" }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      return { contents: text.replaceAll("__dirname", JSON.stringify(dirname(path))), loader: "ts" };
    });
  },
};

/** Bundles them into this file, and gives what they export. */
export async function loadEngines(outfile) {
  const platform = { platform: "node", format: "cjs", target: "node18", packages: "external" };
  await build({ entryPoints: [SOURCE], bundle: true, outfile, ...platform, plugins: [ownFolders], logLevel: "warning" });
  return createRequire(import.meta.url)(outfile);
}
