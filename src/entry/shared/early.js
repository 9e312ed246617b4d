// What the program will ask the backend for first, asked for at once: a map from address to the promise of the answer, as its
// status, its Retry-After and its text, the newest messages before all else; it is there as soon as all of it is asked for. The
// program takes what is there under the address that it wants, and fetches what is not: a wrong guess costs a request, nothing
// else. It cannot begin without the settings, so waiting for the map costs nothing.
//
// The defaults are those of src/wire/config. What is wrong in the settings is for the program to say.

import { parsed } from "./settings.js";

/**
 * What is asked for, as far as it is not for the settings to say: `asked` is a workspace that counts only if they allow it.
 * @typedef {{ workspace?: string | null, asked?: string | null, channel?: string | null, token?: string }} Wanted
 */

// A promise that fails before the program takes it is no unhandled rejection: the program asks again.
const quietly = (promise) => (promise.catch(() => {}), promise);

// A redirect is the program's to judge: none is followed with a site's headers.
/** @returns {Promise<[number, string | null, string]>} */
const read = async (answer) => {
  if (answer.type === "opaqueredirect") throw new Error("redirected");
  return [answer.status, answer.headers.get("retry-after"), await answer.text()];
};

// As src/wire/config/workspaces.rs has it.
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
 * `last` is what the settings were at the last visit, where that is known: they are most likely the same.
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
    // Whatever it is, the settings themselves are on their way.
  }
  try {
    const file = await config;
    if (String(file) === String(last)) return answers;
    answers.clear();
    ask(answers, file, options);
  } catch {
    // The program reads the same settings, and says what is wrong.
  }
  return answers;
}
