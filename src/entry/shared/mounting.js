// Mounts a chat in an element for a host page, which supplies options and receives events.
import { mount as mountProgram } from "collabspace-chat";
import { earlyAnswers } from "./early.js";
import { program } from "./program.js";
import { pusher } from "./pusher.js";

/**
 * `compiled` returns the WebAssembly module, `config` is the response with the settings, `language` was chosen from
 * it by language.js, and `ready` must resolve before anything is drawn. Resolves to an object whose `free()` ends
 * everything.
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
  // Handled here until all of them are awaited.
  for (const promise of [config, loading, ready]) promise?.catch(() => {});
  const token = options.token ?? (await tokenOf(options.tokenProvider));
  const early = earlyAnswers(config, { ...options, token });
  const [answers] = await Promise.all([early, ready, loading]);
  // By now it may be shown or hidden.
  const isShown = options.isShown?.();
  return mountProgram(root, pusher, config, answers, { ...options, token, isShown }, language, report);
}

// The app asks a failing provider again, and reports it if it keeps failing.
async function tokenOf(provider) {
  try {
    return (await provider?.()) ?? undefined;
  } catch {
    return undefined;
  }
}
