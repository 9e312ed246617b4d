// Moves the inline module script that Trunk writes into index.html to a file of its own: a site's Content-Security-Policy
// then needs neither 'unsafe-inline' nor a nonce. The file's name holds its hash, the tag its integrity, as for all others.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const INLINE = /<script type="?module"?\s*>([\s\S]*?)<\/script>/g;

export async function externalizeScripts(folder) {
  const page = join(folder, "index.html");
  const html = await readFile(page, "utf8");
  const files = [];
  const external = html.replace(INLINE, (_, source) => {
    const text = source.trim() + "\n";
    const digest = (algorithm, encoding) => createHash(algorithm).update(text).digest(encoding);
    const name = `start-${digest("sha256", "hex").slice(0, 16)}.js`;
    files.push({ name, text });
    return `<script type="module" src="./${name}" integrity="sha384-${digest("sha384", "base64")}" crossorigin="anonymous"></script>`;
  });
  const left = external.match(/<script(?![^>]*\ssrc\s*=)[^>]*>/);
  if (left) throw new Error(`index.html holds an inline script, ${left[0]}: put it into a file of its own`);
  for (const { name, text } of files) await writeFile(join(folder, name), text);
  await writeFile(page, external);
}
