// Modules of the chat's own that are loaded when they are wanted, and only if they are the files of this version. They are beside
// this script.

/** Loads a module. `import()` knows no integrity; what was preloaded with one is what it takes. */
export async function ownModule(name, integrity) {
  const href = new URL(name, import.meta.url).href;
  const link = document.createElement("link");
  Object.assign(link, { rel: "modulepreload", href, integrity, crossOrigin: "anonymous" });
  await new Promise((loaded, failed) => {
    link.onload = loaded;
    link.onerror = () => failed(new Error(`${name} is gone or not of this version`));
    document.head.append(link);
  }).finally(() => link.remove());
  return import(href);
}
