// Which language the chat speaks, and its catalogue, which is asked for together with the backend's first answers, so that
// nothing waits for it alone. English is in the program: it needs no request.

import { parsed } from "./settings.js";

/* global LOCALES -- the hash in the name of each language's file, put in by scripts/page/bundle.mjs */

// A catalogue that does not come is not waited for.
const PATIENCE_MS = 8_000;
const RIGHT_TO_LEFT = ["ar", "he"];

// The first of these tags whose language there is a catalogue for: with its region, for times and numbers.
function best(tags) {
  for (const tag of tags) {
    try {
      const locale = new Intl.Locale(tag);
      const { language } = locale;
      // There is one Chinese, whoever asks: what is written must say which.
      if (language === "zh") return { language, tag: "zh-Hans" };
      if (language === "en" || LOCALES[language]) return { language, tag: locale.baseName };
    } catch {
      // There is none, or an attribute of the page around is no tag.
    }
  }
  return undefined;
}

/**
 * `config` is the answer that is config.json, `around` the language of the page around. Never rejects.
 * @param {Promise<SettingsAnswer>} config
 * @param {string} [around]
 * @returns {Promise<Language>}
 */
export async function languageOf(config, around) {
  const { locale, strings } = await config.then(parsed).catch(() => ({}));
  const own = best([locale]);
  let { language, tag } = own ?? best([around, ...navigator.languages]) ?? { language: "en", tag: "en" };
  if (locale && !own) warn(`config.json: no catalogue for the locale "${locale}": the chat speaks "${tag}"`);
  let words = {};
  if (language !== "en") {
    try {
      words = await catalogue(language);
    } catch (error) {
      warn(`no catalogue for "${language}" (${error.message}): the chat speaks English`);
      language = tag = "en";
    }
  }
  return { tag, dir: RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr", words: { ...words, ...strings } };
}

async function catalogue(language) {
  const answer = await fetch(new URL(`locales/${language}-${LOCALES[language]}.json`, import.meta.url), { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const words = await answer.json();
  if (typeof words?.send !== "string") throw new Error("it holds something else");
  return words;
}

const warn = (words) => console.warn("CollabSpace chat:", words);
