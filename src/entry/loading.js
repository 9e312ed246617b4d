// The chat's script, loaded once for all elements of a page, and only when it is the file of this version. It knows by itself
// which files are of its own version.
import { once } from "./once.js";

/* global WIDGET, WIDGET_INTEGRITY -- put in by scripts/page/bundle.mjs */

export const load = once(script);

// `import()` knows no integrity; what was preloaded with one is what it takes.
async function script() {
  const href = new URL(WIDGET, import.meta.url).href;
  const link = document.createElement("link");
  Object.assign(link, { rel: "modulepreload", href, integrity: WIDGET_INTEGRITY, crossOrigin: "anonymous" });
  await new Promise((loaded, failed) => {
    link.onload = loaded;
    link.onerror = () => failed(new Error(`${WIDGET} is gone or not of this version`));
    document.head.append(link);
  }).finally(() => link.remove());
  return import(href);
}
