// config.json, read completely at once: code that needs a part of it waits no longer than for the whole.

/**
 * The response: the HTTP status, its full address (empty if there was none), and its text.
 * @returns {Promise<SettingsAnswer>}
 */
export async function settingsAt(address) {
  // `no-cache`, because a site edits this file, and hosts differ in their cache headers.
  const answer = await fetch(address, { cache: "no-cache" });
  return [answer.status, answer.url, await answer.text()];
}

/**
 * The same for settings supplied by a script. Addresses in them are relative to the page.
 * @returns {Promise<SettingsAnswer>}
 */
export const settingsOf = (object) => Promise.resolve([200, "", JSON.stringify(object)]);

/**
 * The settings as written; the app reports their problems.
 * @param {SettingsAnswer} answer
 */
export const parsed = ([, , text]) => JSON.parse(text);

// Under the page's own path, since one origin may have several pages. Earlier releases used the other name. What they
// stored never changes: it tells which chats this origin had (src/model/deployment.rs).
const KEY = `collabspace-settings-1 ${location.pathname}`;
const EARLIER_KEY = `collabspace-settings ${location.pathname}`;

/**
 * The settings of the last visit of this page. They are stored for the next one unless they have headers, which may
 * be a user's own: no browser should store a token.
 * @param {Promise<SettingsAnswer>} config
 * @returns {SettingsAnswer | undefined}
 */
export function lastSettings(config) {
  config.then(keep).catch(() => {});
  try {
    return JSON.parse(/** @type {string} */ (localStorage.getItem(KEY) ?? localStorage.getItem(EARLIER_KEY))) ?? undefined;
  } catch {
    // A browser without storage.
    return undefined;
  }
}

function keep(file) {
  localStorage.setItem(KEY, parsed(file).api?.headers ? "null" : JSON.stringify(file));
}
