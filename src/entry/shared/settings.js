// config.json, read whole at once: what waits for a part of it waits no longer than for all.

/**
 * Its answer: the HTTP status, its whole address (empty where there is none), and its text.
 * @returns {Promise<SettingsAnswer>}
 */
export async function settingsAt(address) {
  // `no-cache`: a site edits this file, and hosts differ in what they say of it.
  const answer = await fetch(address, { cache: "no-cache" });
  return [answer.status, answer.url, await answer.text()];
}

/**
 * The same for settings that a script has made up. What they hold is relative to the page.
 * @returns {Promise<SettingsAnswer>}
 */
export const settingsOf = (object) => Promise.resolve([200, "", JSON.stringify(object)]);

/**
 * What they hold, as it stands there: what is wrong with it is for the program to say.
 * @param {SettingsAnswer} answer
 */
export const parsed = ([, , text]) => JSON.parse(text);

// By the page's own path: there may be several pages on one origin. Earlier releases used the other name. What they
// kept is never changed: it says which chats of this origin they were (src/model/deployment.rs).
const KEY = `collabspace-settings-1 ${location.pathname}`;
const EARLIER_KEY = `collabspace-settings ${location.pathname}`;

/**
 * What they were at the last visit of this page; they are kept for the next one, but where they hold headers: those can be a
 * visitor's own, and no browser shall keep a token.
 * @param {Promise<SettingsAnswer>} config
 * @returns {SettingsAnswer | undefined}
 */
export function lastSettings(config) {
  config.then(keep).catch(() => {});
  try {
    return JSON.parse(/** @type {string} */ (localStorage.getItem(KEY) ?? localStorage.getItem(EARLIER_KEY))) ?? undefined;
  } catch {
    // A browser that keeps nothing.
    return undefined;
  }
}

function keep(file) {
  localStorage.setItem(KEY, parsed(file).api?.headers ? "null" : JSON.stringify(file));
}
