import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const STYLE = `body { margin: 16px; background: #777; color: #fff; font: 15px system-ui, sans-serif; }
h2 { margin: 24px 0 8px; } section div { display: flex; align-items: start; gap: 8px; margin-block-end: 8px; }
img { block-size: 400px; inline-size: auto; } a { display: block; }`;

/** Colour schemes, more contrast, and colours that the person forces. */
const KINDS = ["light", "dark", "contrast", "forced"];

/** Writes an index.html that shows the pictures of all these states beside each other. */
export function writeSheet(folder: string, names: string[], widths: number[]): void {
  mkdirSync(folder, { recursive: true });
  const picture = (file: string) => {
    return existsSync(path.join(folder, file)) ? `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy"></a>` : "";
  };
  const row = (name: string, dir: string) => {
    const files = KINDS.flatMap((kind) => widths.map((width) => pictureName(name, width, kind, dir)));
    return `<div>${files.map(picture).join("")}</div>`;
  };
  const sections = names.map((name) => `<section><h2>${name}</h2>${row(name, "ltr")}${row(name, "rtl")}</section>`);
  const html = `<!doctype html><meta charset="utf-8"><title>Every state</title><style>${STYLE}</style>${sections.join("\n")}`;
  writeFileSync(path.join(folder, "index.html"), html);
}

/** The file of a state's picture. */
export function pictureName(state: string, width: number, kind: string, dir: string): string {
  return `${state.replace(/\W+/g, "-")}-${width}-${kind}-${dir}.png`;
}
