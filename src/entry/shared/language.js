// Chooses the chat's language, and requests its locale file together with the backend's first answers, so that
// nothing waits for it alone. English is part of the WebAssembly and needs no request.

import { parsed } from "./settings.js";

/* global LOCALES -- the hash in the name of each language's file, put in by scripts/page/bundle.mjs */

// A locale file that does not arrive is not awaited.
const PATIENCE_MS = 8_000;
const RIGHT_TO_LEFT = ["ar", "he"];

// Returns the first of these tags whose language is available, with its region, for times and numbers.
function best(tags) {
  for (const tag of tags) {
    try {
      const locale = new Intl.Locale(tag);
      const { language } = locale;
      // There is only one Chinese locale, so its tag must say which script it uses.
      if (language === "zh") return { language, tag: "zh-Hans" };
      if (language === "en" || LOCALES[language]) return { language, tag: locale.baseName };
    } catch {
      // There is none, or an attribute of the host page is not a tag.
    }
  }
  return undefined;
}

/**
 * `config` is the response that is config.json, `around` the language of the host page. Never rejects.
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
