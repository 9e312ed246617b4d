// What `import … from "collabspace-chat"` is. The chat's files are not bundled: they are copied into a folder that the site
// serves (`npx collabspace-chat init`), and find one another there by their names and hashes.

const loading = new Map();

/**
 * Loads `<collabspace-chat>` from the folder that holds the chat's files: its address, or a path such as "/chat/". Resolves
 * to what embed.js exports. Call it in a browser; importing this module does nothing, so it is safe on a server.
 */
export function load(folder = "/chat/") {
  const address = new URL("embed.js", new URL(folder.replace(/\/*$/, "/"), document.baseURI)).href;
  if (!loading.has(address)) {
    const loaded = import(/* @vite-ignore */ /* webpackIgnore: true */ address);
    // It may be there the next time.
    loaded.catch(() => loading.delete(address));
    loading.set(address, loaded);
  }
  return loading.get(address);
}
