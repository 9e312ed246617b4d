// One call to the backend, and what became of it. An exchange holds no headers that were sent, so that no session ends
// up in a report.
import { Broken } from "./rule.mjs";

/** How often a call that is answered by 429 is made again, and the longest pause before, in seconds. */
const TRIES = 6;
const LONGEST_PAUSE = 30;

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

function query(values) {
  const given = Object.entries(values ?? {}).filter(([, value]) => value !== undefined);
  return given.length ? `?${new URLSearchParams(given)}` : "";
}

/**
 * @param {{ json?: unknown, form?: Record<string, string>, body?: BodyInit }} options
 * @returns {[body: BodyInit | undefined, headers: Record<string, string>]}
 */
function bodyOf({ json, form, body }) {
  if (json !== undefined) return [JSON.stringify(json), { "content-type": "application/json" }];
  if (form !== undefined) return [new URLSearchParams(form).toString(), { "content-type": "application/x-www-form-urlencoded" }];
  return [body, {}];
}

/** Returns the JSON value of a text, or `undefined` if it is none. Nothing may stand before or after it. */
export function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Makes a call and returns the exchange. No redirect is followed.
 * @returns {Promise<any>}
 */
export async function call(site, method, path, options = {}) {
  const url = /^https?:/.test(path) ? path : `${site.api}${path}${query(options.query)}`;
  const [body, own] = bodyOf(options);
  const all = Object.entries({ accept: "application/json", ...own, ...options.headers });
  const headers = Object.fromEntries(all.filter(([, value]) => value !== undefined));
  // Not called as the site's method: a browser's fetch wants no `this` but the window.
  const { fetch } = site;
  const exchange = { method, url, sent: body };
  for (let tries = 1; ; tries++) {
    let response;
    try {
      const credentials = options.credentials ?? "same-origin";
      response = await fetch(url, { method, headers, body, redirect: "manual", credentials });
      exchange.text = await response.text();
    } catch (error) {
      const reason = error?.cause?.code ?? error?.cause?.message ?? error?.message ?? String(error);
      throw new Broken(exchange, `no answer: ${reason}`, "an answer over HTTP");
    }
    exchange.status = response.status;
    exchange.isRedirect = response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400);
    exchange.headers = response.headers;
    exchange.json = parse(exchange.text);
    if (response.status !== 429 || tries === TRIES) return exchange;
    const asked = Number(response.headers.get("retry-after"));
    await pause(Math.min(asked > 0 ? asked : 1, LONGEST_PAUSE));
  }
}

/** Returns `true` if the call was answered by 200 to 299. */
export const isSuccess = (exchange) => exchange.status >= 200 && exchange.status < 300;

/** Returns `true` if the call was refused as the caller's fault: 400 to 499. */
export const isRefusal = (exchange) => exchange.status >= 400 && exchange.status < 500;

/** Returns `true` if the text is a page rather than data. */
export const isPage = (exchange) => /^\s*<(!doctype|html|head|body|!--)/i.test(exchange.text);
