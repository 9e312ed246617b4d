// Puts a chat into an element for a page around, which gives the options and hears what happens.
import { mount as mountProgram } from "collabspace-chat";
import { earlyAnswers } from "./early.js";
import { program } from "./program.js";
import { pusher } from "./pusher.js";

/**
 * `compiled` gives the program's module, `config` is the answer that is the settings, `language` what language.js has chosen by
 * it, `ready` what has to be there before anything is drawn. Everything ends with `free()` of what this resolves to.
 * @param {HTMLElement} root
 * @param {() => Promise<WebAssembly.Module>} compiled
 * @param {Promise<SettingsAnswer>} config
 * @param {any} options
 * @param {Promise<Language>} language
 * @param {Reporter} report
 * @param {Promise<unknown>} [ready]
 */
export async function mount(root, compiled, config, options, language, report, ready) {
  const loading = program(compiled);
  // Until all of them are waited for.
  for (const promise of [config, loading, ready]) promise?.catch(() => {});
  const token = options.token ?? (await tokenOf(options.tokenProvider));
  const early = earlyAnswers(config, { ...options, token });
  const [answers] = await Promise.all([early, ready, loading]);
  // Shown or not as it is by now.
  const isShown = options.isShown?.();
  return mountProgram(root, pusher, config, answers, { ...options, token, isShown }, language, report);
}

// A provider that fails is asked again by the program, which says so when it goes on failing.
async function tokenOf(provider) {
  try {
    return (await provider?.()) ?? undefined;
  } catch {
    return undefined;
  }
}
