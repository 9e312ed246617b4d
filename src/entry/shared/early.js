// Requests at once what the app will first ask the backend for. Returns a map from the address to a promise of the
// answer: its status, its Retry-After and its text, the newest messages first. The map is ready as soon as everything
// is requested. The app takes answers under the addresses that it wants, and fetches the others itself, so a wrong
// guess costs only a request. It cannot start without the settings, so waiting for the map costs nothing.
//
// The defaults are those of src/wire/config. The app reports problems with the settings.

import { parsed } from "./settings.js";

/**
 * What is requested, where the settings do not decide it: `asked` is a workspace that counts only if they allow it.
 * @typedef {{ workspace?: string | null, asked?: string | null, channel?: string | null, token?: string }} Wanted
 */

// A promise that fails before the app takes it must not be an unhandled rejection: the app requests it again.
const quietly = (promise) => (promise.catch(() => {}), promise);

// The app decides about redirects: none is followed with a site's headers.
/** @returns {Promise<[number, string | null, string]>} */
const read = async (answer) => {
  if (answer.type === "opaqueredirect") throw new Error("redirected");
  return [answer.status, answer.headers.get("retry-after"), await answer.text()];
};

// Like src/wire/config/workspaces.rs.
function mayShow(allowed, id) {
  if (Array.isArray(allowed)) return allowed.includes(id);
  const [begin, end] = String(allowed ?? "").split("*");
  return end !== undefined && id.length > begin.length + end.length && id.startsWith(begin) && id.endsWith(end);
}

/**
 * @param {EarlyAnswers} answers
 * @param {SettingsAnswer} file
 * @param {Wanted} wanted
 */
function ask(answers, file, { workspace, asked, channel, token }) {
  const [, address] = file;
  const { api = {}, workspaceId = "demo-workspace", workspaces, channels, pageSize = 50 } = parsed(file);
  const { baseUrl = "/api", messagesPath = "/messages", credentials = "same-origin", headers } = api;
  const query = new URLSearchParams({
    workspaceId: workspace || (asked && mayShow(workspaces, asked) ? asked : workspaceId),
    channelId: channel || (channels?.[0]?.id ?? "general"),
    limit: pageSize,
  });
  const authorization = token ? { authorization: `Bearer ${token}` } : {};
  /** @type {RequestInit} */
  const options = { credentials, redirect: "manual", headers: { accept: "application/json", ...headers, ...authorization } };
  for (const path of [`${messagesPath}?${query}`, "/capabilities"]) {
    const url = new URL(baseUrl, address || document.baseURI).href.replace(/\/+$/, "") + path;
    answers.set(url, quietly(fetch(url, options).then(read)));
  }
}

/**
 * `last` are the settings of the last visit, if known: they are probably still the same.
 * @param {Promise<SettingsAnswer>} config
 * @param {Wanted} options
 * @param {SettingsAnswer} [last]
 * @returns {Promise<EarlyAnswers>}
 */
export async function earlyAnswers(config, options = {}, last = undefined) {
  const answers = new Map();
  try {
    if (last) ask(answers, last, options);
  } catch {
    // Any error can be ignored: the settings themselves are being loaded.
  }
  try {
    const file = await config;
    if (String(file) === String(last)) return answers;
    answers.clear();
    ask(answers, file, options);
  } catch {
    // The app reads the same settings, and reports the problem.
  }
  return answers;
}
