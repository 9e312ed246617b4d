// The small script that index.html loads before all others. It requests everything that takes time: the settings, the
// strings, the backend's first answers, and the WebAssembly; and it shows the newest messages as soon as they arrive.
// page.js takes over all of this.
import { earlyAnswers } from "../shared/early.js";
import { compiled } from "../shared/program-file.js";
import { lastSettings, settingsAt } from "../shared/settings.js";
import { isFramed, namedChannel, namesMessage, parameter } from "./address.js";
import { showFirstMessages } from "./first-messages.js";
import { pageLanguage } from "./page-language.js";
import { shellRead } from "./shell.js";

// The user's theme applies before the app has loaded, so that nothing flashes up in the wrong colours.
function showChosenTheme() {
  try {
    const theme = /** @type {string} */ (localStorage.getItem("collabspace-theme"));
    /** @type {HTMLElement | null} */
    const chat = document.querySelector(".chat:not([data-theme])");
    if (chat && /^(light|dark)$/.test(theme)) chat.dataset.theme = theme;
  } catch {
    // A browser without storage.
  }
}

/**
 * What is asked for early: in a frame the last two are for the page around.
 * @typedef {{ config: Promise<SettingsAnswer>, language: Promise<Language>, early?: Promise<EarlyAnswers>, shown?: Promise<void> }} Begun
 */

/** @returns {Begun | undefined} */
function begin() {
  if (parameter("doctor") === "") location.replace("doctor.html");
  if (typeof WebAssembly !== "object") return undefined;
  const config = settingsAt("config.json");
  compiled().catch(() => {});
  if (isFramed()) return { config, language: pageLanguage(config, parameter("lang")) };
  // Some browsers paint half a page, which needs the right language too.
  requestAnimationFrame(showChosenTheme);
  shellRead().then(showChosenTheme);
  const early = earlyAnswers(config, { asked: parameter("workspace"), channel: namedChannel() }, lastSettings(config));
  const language = pageLanguage(config);
  const shown = namesMessage() ? undefined : showFirstMessages(early, language);
  return { config, early, language, shown };
}

/** The response with the settings, the user's language, and early.js's requests, unless the page is in a frame. */
export const ahead = begin();
export { compiled };
