// Puts the npm package together from dist/ and packs it: `node scripts/package/pack.mjs [FOLDER]`. Prints the packed file's path.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const out = path.resolve(process.argv[2] ?? path.join(ROOT, "target/package"));
const folder = path.join(out, "collabspace-chat");
/** The same places as in a checkout: the files name one another by them. */
const COPIED = [
  "dist", "src/contract", "scripts/contract", "scripts/page/headers.mjs", "scripts/package/cli.mjs", "scripts/package/init.mjs", "LICENSE", "README.md",
  "CHANGELOG.md", "docs/contract.md", "docs/configuration.md", "docs/embedding.md", "docs/hosting.md", "docs/theming.md", "docs/languages.md",
  "docs/troubleshooting.md",
];

const { version, license, engines } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
if (!readdirSync(path.join(ROOT, "dist")).includes("index.html")) throw new Error("the page is not built: run `make build` first");

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const name of COPIED) cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true, filter: (source) => path.basename(source) !== ".stage" });
for (const name of ["index.js", "index.d.ts"]) cpSync(path.join(ROOT, "scripts/package", name), path.join(folder, name));

const manifest = {
  name: "collabspace-chat",
  version,
  license,
  engines,
  description: "A team chat for sites that have users, a REST API and Pusher Channels: static files and a custom element",
  type: "module",
  exports: {
    ".": { types: "./index.d.ts", default: "./index.js" },
    "./embed.js": { types: "./dist/embed.d.ts", default: "./dist/embed.js" },
    "./dist/*": "./dist/*",
    "./package.json": "./package.json",
  },
  types: "./index.d.ts",
  bin: { "collabspace-chat": "scripts/package/cli.mjs" },
};
writeFileSync(path.join(folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
const packed = execFileSync("npm", ["pack", folder, "--pack-destination", out, "--silent"], { encoding: "utf8" }).trim();
console.log(path.join(out, packed));
