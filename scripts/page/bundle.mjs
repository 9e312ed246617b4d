// Puts what Trunk has built together as what a browser loads: for the stand-alone page a small script that asks for all that
// takes time (ahead.js) and a large one (its entry and the WebAssembly's glue); for other pages embed.js and the script that it
// loads (widget.js); pusher-js, which both load later; the doctor; and the WebAssembly with nothing in it that none of them uses.
//
// Every name holds a hash of the content, so that a host may have it cached for ever.
import { createHash } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { build, transform } from "esbuild";
import { LOADER, loaderModule, readChunks } from "./chunks.mjs";
import { writeEmoji } from "./emoji.mjs";
import { optimize } from "./optimize.mjs";
import { exportsOf, importsOf, rename } from "./wasm-names.mjs";

// The names that the WebAssembly and its glue have for each other. Nobody else knows them: in the page they are short.
const INTERNAL = /^(__wb|__externref|wasm_bindgen__)/;

const digest = (algorithm, encoding, content) => createHash(algorithm).update(content).digest(encoding);

async function write(folder, stem, extension, content) {
  const name = `${stem}-${digest("sha256", "hex", content).slice(0, 16)}.${extension}`;
  await writeFile(join(folder, name), content);
  return { name, integrity: `sha256-${digest("sha256", "base64", content)}` };
}

// wasm-bindgen's glue has classes for all that any crate exports. What makes the bundler keep those that nobody uses is taken
// off them: how they are disposed of, and the registries of their finalizers. And it names a module once for each import from it,
// also among what it hands to the WebAssembly.
const withoutNeedless = (glue) => ({
  name: "without-needless",
  setup({ onLoad }) {
    onLoad({ filter: /\.js$/ }, async ({ path }) => {
      if (path !== glue) return undefined;
      const text = await readFile(path, "utf8");
      const contents = text
        .replace(/^if \(Symbol\.dispose\).*$/gm, "")
        .replaceAll("new FinalizationRegistry(", "/* @__PURE__ */ new FinalizationRegistry(")
        .replace(/^( *"[^"]+": )import\d+,\n(?=\1import\d+)/gm, "")
        // A module as a whole becomes an object whose fields esbuild defines in a loop, over those that a host page has put on
        // every object as well.
        .replace(/^import \* as (import\d+) from "(\.\/__wasm_split\.js)"/gm, 'import { chunks as $1 } from "$2"');
      return { contents, loader: "js" };
    });
  },
});

// pusher-js without its global, which only its fallbacks over HTTP need: a host page's own `Pusher` stays as it is.
const pusherWithoutGlobal = {
  name: "pusher-without-global",
  setup({ onLoad }) {
    onLoad({ filter: /pusher-js\/dist\/web\/pusher\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const contents = text.replace("window.Pusher = PusherClass;", "");
      if (contents === text) throw new Error("pusher-js now sets its global in another way: see scripts/page/bundle.mjs");
      return { contents, loader: "js" };
    });
  },
};

// What stands in for global objects that a host page may have changed.
const SAFE_GLOBALS = { inject: [resolve("src/entry/embed/safe-json.js")] };

// A style sheet that a script carries: as text, and short.
const styleAsText = {
  name: "style-as-text",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: code, loader: "text" };
    });
  },
};

// ahead.js is a file of its own, and no module: browsers run those only when the page is read. What it exports is under this
// name, from which the large script has it.
const AHEAD = "collabspaceAhead";
const aheadByName = {
  name: "ahead-by-name",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.{1,2}(\/page)?\/ahead\.js$/ }, () => ({ path: AHEAD, namespace: AHEAD }));
    // Neither script waits for the other to come. Where this one never comes, what index.html shows after a while says so.
    const contents = `
      const script = document.querySelector("script[data-ahead]");
      if (!globalThis.${AHEAD}) await new Promise((loaded) => script.addEventListener("load", loaded));
      export const { ahead, compiled } = ${AHEAD};`;
    onLoad({ filter: /.*/, namespace: AHEAD }, () => ({ contents }));
  },
};

// What the glue imports to load the chunks.
const chunkLoader = (chunks) => ({
  name: "chunk-loader",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/__wasm_split\.js$/ }, () => ({ path: LOADER, namespace: LOADER }));
    onLoad({ filter: /.*/, namespace: LOADER }, () => ({ contents: loaderModule(chunks), resolveDir: resolve("src/entry/shared") }));
  },
});

/**
 * Bundles an entry of src/entry around the glue. `define` is put in for the names that stand for what is known only now.
 * @param {string} entry
 * @param {{ glue?: string, chunks?: object, define?: Record<string, string>, mangleCache?: Record<string, string | false> } & import("esbuild").BuildOptions} how
 */
async function bundle(entry, { glue, chunks, define, mangleCache = {}, ...more }) {
  const result = await build({
    entryPoints: [resolve("src/entry", entry)],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    legalComments: "none",
    logLevel: "warning",
    mangleProps: INTERNAL,
    mangleCache,
    define,
    alias: glue ? { "collabspace-chat": glue } : {},
    ...more,
    plugins: [withoutNeedless(glue), pusherWithoutGlobal, styleAsText, aheadByName, chunkLoader(chunks)],
  });
  const [file] = result.outputFiles ?? [];
  return { text: file.text, names: result.mangleCache ?? {} };
}

// The one script that host pages name, which is why its own name never changes.
async function bundleEmbed(folder, widget) {
  const define = {
    WIDGET: JSON.stringify(widget.name),
    WIDGET_INTEGRITY: JSON.stringify(widget.integrity),
  };
  const { text } = await bundle("embed/embed.js", { define });
  await writeFile(join(folder, "embed.js"), text);
}

// The catalogues, small and with a hash in their names; what that is for each language.
async function hashLocales(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  const hashed = names.map(async (name) => {
    const content = JSON.stringify(JSON.parse(await readFile(join(folder, name), "utf8")));
    await rm(join(folder, name));
    const language = basename(name, ".json");
    const file = await write(folder, language, "json", content);
    return [language, file.name.slice(language.length + 1, -".json".length)];
  });
  return Object.fromEntries(await Promise.all(hashed));
}

// The chunks' files; by chunk, what their names begin with and their digests, from which src/entry/shared/chunks.js has their names.
async function writeChunks(folder, { files, chunks }) {
  const written = Object.fromEntries(
    await Promise.all(
      Object.entries(files).map(async ([stem, bytes]) => {
        const short = stem.replace(/^split_/, "").replace(/^chunk_\d+/, "shared");
        const { integrity } = await write(folder, short, "wasm", await optimize(bytes));
        return [stem, [short, integrity.replace("sha256-", "")]];
      }),
    ),
  );
  return Object.fromEntries(Object.entries(chunks).map(([chunk, stems]) => [chunk, stems.map((stem) => written[stem])]));
}

export async function bundlePage(folder) {
  const files = await readdir(folder);
  const only = (pattern) => {
    const found = files.filter((name) => pattern.test(name));
    if (found.length !== 1) throw new Error(`expected one file like ${pattern} in ${folder}, found ${found.length}`);
    return join(folder, found[0]);
  };
  const glue = only(/^collabspace-chat-.*\.js$/);
  const raw = only(/^collabspace-chat-.*_bg\.wasm$/);

  const library = await write(folder, "pusher", "js", (await bundle("shared/pusher-library.js", { chunks: {}, ...SAFE_GLOBALS })).text);
  const pusher = { PUSHER: JSON.stringify(library.name), PUSHER_INTEGRITY: JSON.stringify(library.integrity) };
  // First only to learn what is used and by which names, then with the address of what came of it.
  const unknown = { ...pusher, WEBASSEMBLY: '""', WEBASSEMBLY_SHA256: '""', STYLE: '""', STYLE_INTEGRITY: '""', DOCTOR: '""', DOCTOR_INTEGRITY: '""', OFFLINE: '""', OFFLINE_INTEGRITY: '""', LOCALES: "{}", EMOJI: "{}" };
  const split = await readChunks(join(folder, "snippets/chunks")).catch((problem) => {
    if (problem.code !== "ENOENT") throw problem;
    throw new Error("the WebAssembly was not split: use `make build`, or PATH=\"$PWD/scripts/page/bin:$PATH\" trunk serve");
  });
  const chunks = await writeChunks(folder, split);
  const first = await bundle("page/page.js", { glue, chunks, define: unknown });
  const { text: second, names } = await bundle("embed/widget.js", { glue, chunks, define: unknown, mangleCache: first.names, ...SAFE_GLOBALS });
  const text = first.text + second;
  const program = await readFile(raw);
  // A short name may hold a dollar sign, which means something else in a pattern.
  const isUsed = (name) => new RegExp(`\\.${String(names[name] ?? name).replaceAll("$", "\\$$")}(?![\\w$])`).test(text);
  const shared = Object.values(split.files).flatMap(importsOf);
  const unused = exportsOf(program).filter((name) => !isUsed(name) && !shared.includes(name));
  const content = await optimize(rename(program, names, unused));
  const wasm = await write(folder, "chat", "wasm", content);
  // Under a name of ours: Trunk leaves a hash's leading zeros out, and hosts know what may be cached by its sixteen digits.
  const sheet = only(/^style-.*\.css$/);
  const style = await write(folder, "style", "css", await readFile(sheet));
  const locales = await hashLocales(join(folder, "locales"));
  const languages = ["en", ...Object.keys(locales)];
  const known = {
    ...pusher,
    EMOJI: JSON.stringify({ hash: await writeEmoji(join(folder, "emoji"), languages), languages }),
    LOCALES: JSON.stringify(locales),
    STYLE: JSON.stringify(style.name),
    STYLE_INTEGRITY: JSON.stringify(style.integrity),
    WEBASSEMBLY: JSON.stringify(wasm.name),
    WEBASSEMBLY_SHA256: JSON.stringify(wasm.integrity.replace("sha256-", "")),
  };
  const script = async (entry, more) => {
    const stem = basename(entry);
    const { text: content } = await bundle(`${entry}.js`, { glue, chunks, define: known, mangleCache: names, ...more });
    return write(folder, stem, "js", content);
  };
  const doctor = await script("doctor", { ...SAFE_GLOBALS, charset: "utf8" });
  Object.assign(known, { DOCTOR: JSON.stringify(doctor.name), DOCTOR_INTEGRITY: JSON.stringify(doctor.integrity) });
  const ahead = await script("page/ahead", { format: "iife", globalName: AHEAD, define: { ...known, "import.meta.url": "document.baseURI" } });
  const offline = await script("page/offline");
  Object.assign(known, { OFFLINE: JSON.stringify(offline.name), OFFLINE_INTEGRITY: JSON.stringify(offline.integrity) });
  const page = await script("page/page");
  const widget = await script("embed/widget", SAFE_GLOBALS);
  await bundleEmbed(folder, widget);

  const html = await readFile(join(folder, "index.html"), "utf8");
  const loads = ({ name, integrity }, when) => `<script src="./${name}" ${when} integrity="${integrity}" crossorigin="anonymous"></script>`;
  // All four are on their way at the same time, what the first picture waits for at the head. ahead.js is before the style sheet:
  // a script that comes after one waits for it. It is run before that picture, which would hold up all that follows from it for
  // longer than it takes. An integrity of the program is checked by the script, since browsers do not check it on such a preload.
  // The program's own line comes before the script that takes it: after it, a browser would load the file once more.
  const before = [
    `<link rel="preload" href="./${wasm.name}" as="fetch" type="application/wasm" crossorigin="anonymous" fetchpriority="low">`,
    loads(ahead, "data-ahead fetchpriority=\"high\""),
  ];
  const named = html
    // Its comments are for who reads the source.
    .replace(/^ *<!--.*?-->\n/gms, "")
    .replace(basename(sheet), style.name)
    .replace(/ *(<link rel="stylesheet".*)/, ["", ...before, "$1", loads(page, "type=\"module\"")].join("\n  ").slice(1));
  await writeFile(join(folder, "index.html"), named);
  // The doctor's page needs nothing else: that may be what is broken.
  const doctorPage = await readFile(join(folder, "doctor.html"), "utf8");
  await writeFile(join(folder, "doctor.html"), doctorPage.replace("</head>", `  ${loads(doctor, "type=\"module\"")}\n</head>`));
  await Promise.all([glue, raw, sheet, join(folder, "snippets")].map((path) => rm(path, { recursive: true, force: true })));
}
