// What the page's own address asks for: what its links name (`#/channel/<id>`, `#/channel/<id>/<message id>`), and how it shows
// itself in a frame.
const parameters = new URLSearchParams(location.search);

/** One of the address's settings (docs/embedding.md); `undefined` where it is not given. */
export const parameter = (name) => parameters.get(name) ?? undefined;

/** Whether it is in a frame of a page that talks with it. */
export const isFramed = () => parent !== window && parameters.has("embed");

/** The channel that the address names. */
export function namedChannel() {
  const [, id] = /^#\/channel\/([^/]+)/.exec(location.hash) ?? [];
  try {
    return id && decodeURIComponent(id);
  } catch {
    return undefined;
  }
}

/** Whether it names a message: then it is not the newest ones that will be read. */
export const namesMessage = () => /^#\/channel\/[^/]+\/./.test(location.hash);
