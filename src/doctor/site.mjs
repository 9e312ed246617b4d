// The chat's settings, and the backend that they describe, as the page itself would call it.
import { siteOf } from "../contract/settings.mjs";

/** A call that is not answered within this time, in milliseconds, is given up, as in src/rest/mod.rs. */
const TIMEOUT_MS = 15_000;
/** How long an event may take, in milliseconds. */
const PATIENCE_MS = 10_000;
/** The headers of a visitor's own session: they do not go with calls that are made without one. */
const OF_A_SESSION = /^(authorization|cookie|x-api-key)$/i;

/** Reads config.json. Returns `{ config, address, answer, problem }`; of an object, `address` is the page's. */
export async function readSettings(source) {
  if (typeof source !== "string") return { config: source, address: document.baseURI };
  const address = new URL(source, document.baseURI).href;
  let answer;
  try {
    const response = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS) });
    answer = { at: Date.now(), status: response.status, headers: response.headers, url: response.url, text: await response.text() };
  } catch (error) {
    return { address, problem: error.message };
  }
  let config;
  try {
    config = JSON.parse(answer.text);
  } catch (error) {
    return { address, answer, problem: error.message };
  }
  return { address: answer.url || address, answer, config: isObject(config) ? config : undefined };
}

export const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

function cookie(name) {
  const [, value] = document.cookie.match(new RegExp(`(?:^|; *)${name.replace(/[^\w-]/g, "\\$&")}=([^;]*)`)) ?? [];
  try {
    return value && decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

const meta = (name) => [...document.querySelectorAll("meta")].find((tag) => tag.name === name)?.content;

// As src/rest/csrf.rs.
const FRAMEWORKS = [{ cookie: "XSRF-TOKEN", header: "X-XSRF-TOKEN" }, { meta: "csrf-token", header: "X-CSRF-Token" }];

function csrfHeaders(tokens) {
  const list = Array.isArray(tokens) ? tokens.filter(isObject) : FRAMEWORKS;
  const found = list.map((token) => [token.header, token.cookie ? cookie(token.cookie) : meta(token.meta)]);
  return Object.fromEntries([["X-CollabSpace", "1"], ...found.filter(([header, value]) => header && value)]);
}

/** What the rules of src/contract walk over. `token` is a bearer token, if the host page gives one. */
export function siteFrom(config, address, { workspace, channel, token }) {
  const site = siteOf(config, address, { workspaceId: workspace ?? undefined, channelId: channel ?? undefined });
  const { headers = {}, credentials = "same-origin", csrf } = isObject(config.api) ? config.api : {};
  const given = Object.entries(isObject(headers) ? headers : {});
  const isOwnOrigin = new URL(site.api).origin === location.origin;
  const mine = {
    ...Object.fromEntries(given.filter(([name]) => OF_A_SESSION.test(name))),
    ...(isOwnOrigin && csrfHeaders(csrf)),
    ...(token && { authorization: `Bearer ${token}` }),
  };
  return {
    ...site,
    fetch: (url, options) => fetch(url, { ...options, signal: AbortSignal.timeout(TIMEOUT_MS) }),
    WebSocket,
    patience: PATIENCE_MS,
    headers: Object.fromEntries(given.filter(([name]) => !OF_A_SESSION.test(name))),
    sessions: { me: { headers: mine, credentials } },
    isOwnOrigin,
    credentials,
    csrf: csrfHeaders(csrf),
  };
}
