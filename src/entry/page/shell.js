// What index.html shows until the chat is there. A slow network, or a busy machine, gives a script a page that has not been read
// to its end: what belongs to this is not looked for before.

/** Resolves when all of index.html is read: before the modules run and, where browsers know `rel=expect`, before the first picture. */
export const shellRead = () =>
  /** @type {Promise<unknown>} */ (new Promise((/** @type {(given?: unknown) => void} */ read) => {
    if (document.readyState === "loading") document.addEventListener("readystatechange", read, { once: true });
    else read();
  }));
