// The small script that index.html loads before all others. It asks for what takes time while the rest is on its way: the
// settings, the words, the backend's first answers, and the program; and it shows the newest messages as soon as they are
// there. page.js takes all of it over.
import { earlyAnswers } from "../shared/early.js";
import { compiled } from "../shared/program-file.js";
import { lastSettings, settingsAt } from "../shared/settings.js";
import { isFramed, namedChannel, namesMessage, parameter } from "./address.js";
import { showFirstMessages } from "./first-messages.js";
import { pageLanguage } from "./page-language.js";
import { shellRead } from "./shell.js";

// What the visitor has chosen holds before the program is there: nothing flashes up in the other colours.
function showChosenTheme() {
  try {
    const theme = /** @type {string} */ (localStorage.getItem("collabspace-theme"));
    /** @type {HTMLElement | null} */
    const chat = document.querySelector(".chat:not([data-theme])");
    if (chat && /^(light|dark)$/.test(theme)) chat.dataset.theme = theme;
  } catch {
    // A browser that keeps nothing.
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
  // Some browsers draw half a page: in that picture too.
  requestAnimationFrame(showChosenTheme);
  shellRead().then(showChosenTheme);
  const early = earlyAnswers(config, { asked: parameter("workspace"), channel: namedChannel() }, lastSettings(config));
  const language = pageLanguage(config);
  const shown = namesMessage() ? undefined : showFirstMessages(early, language);
  return { config, early, language, shown };
}

/** The answer that is the settings, the visitor's language, and what early.js has asked for, where the page is not in a frame. */
export const ahead = begin();
export { compiled };
