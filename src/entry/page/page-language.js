// The language of what index.html shows until the chat is there.
import { languageOf } from "../shared/language.js";
import { shellRead } from "./shell.js";

// The words of what index.html shows until the chat is there, by their keys. English ones stand there already.
function translate(words) {
  for (const shown of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-word]"))) {
    const text = words[/** @type {string} */ (shown.dataset.word)];
    const named = ["aria-label", "placeholder"].filter((name) => shown.hasAttribute(name));
    if (text) for (const name of named) shown.setAttribute(name, text);
    if (text && !named.length) shown.textContent = text;
  }
}

// The same for a page of one's own: what is seen until the chat is there stands on the right side already, and speaks it.
export function pageLanguage(config, around) {
  const language = languageOf(config, around);
  language.then(async ({ tag, dir, words }) => {
    Object.assign(document.documentElement, { lang: tag, dir });
    await shellRead();
    translate(words);
  });
  return language;
}
