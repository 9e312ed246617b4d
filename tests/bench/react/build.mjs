// The React page, as a careful site ships it: one script and one style sheet, minified, in production mode, under names that may be
// cached for ever, with brotli copies of the highest quality.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { precompress } from "../../../scripts/page/precompress.mjs";

const here = dirname(fileURLToPath(import.meta.url));

/** Builds it into `folder`, for this configuration, which the script holds: nothing waits for a file of settings. */
export async function buildReactPage(folder, { key, workspaceId, channel }) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const bundle = async (entry) => {
    const result = await build({
      entryPoints: [join(here, entry)],
      bundle: true,
      minify: true,
      format: "esm",
      target: "es2022",
      write: false,
      jsx: "automatic",
      legalComments: "none",
      logLevel: "warning",
      define: { "process.env.NODE_ENV": '"production"', CONFIG: JSON.stringify({ key, workspaceId, channel }) },
    });
    const { contents } = result.outputFiles[0];
    const hash = createHash("sha256").update(contents).digest("hex").slice(0, 16);
    const name = `${entry.split(".")[0]}-${hash}.${entry.endsWith("css") ? "css" : "js"}`;
    await writeFile(join(folder, name), contents);
    return name;
  };
  const [script, style] = await Promise.all([bundle("main.jsx"), bundle("style.css")]);
  const query = new URLSearchParams({ workspaceId, channelId: channel, limit: 50 });
  const html = (await readFile(join(here, "index.html"), "utf8"))
    .replace("SCRIPT", script)
    .replace("STYLE", style)
    .replace("HISTORY", `/api/messages?${query}`.replaceAll("&", "&amp;"));
  await writeFile(join(folder, "index.html"), html);
  const forEver = [script, style].map((name) => `/${name}\n  Cache-Control: public, max-age=31536000, immutable\n`);
  await precompress(folder);
  await writeFile(join(folder, "_headers"), ["/\n  Cache-Control: no-cache\n", ...forEver].join("\n"));
}
