// Why a call failed, as far as a page can find out: what the classics of such chats are.
import { isPage } from "../contract/http.mjs";

const NGINX_UPGRADE = "Your proxy must pass on the upgrade. nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection \"upgrade\".";

/** The Pusher protocol's error codes, and what to change. */
const PUSHER_CODES = {
  4001: "The server has no app with this key: put the key of your Pusher app into pusher.key of config.json, and its cluster into pusher.cluster.",
  4003: "The app is disabled: check your Pusher dashboard.",
  4004: "The app is over its limit of connections: the free tier of hosted Pusher has 100. Until some close, the chat polls.",
  4009: "The connection was refused: \"authorized connections\" is switched on for the app, which the chat does not support. Switch it off.",
  4100: "The server is over capacity; the chat will try again.",
  4301: "Client events were sent too fast. The chat sends none, so something else uses this key.",
};

const INSTEAD_OF_JSON = "Something answers in the API's place: a sign-in page, or a rule that answers every path with index.html. Exempt the API's paths from both, and answer 401 with JSON to a call without a session.";

const settled = () => new Promise((resolve) => setTimeout(resolve, 50));

/**
 * What stopped a call that got no answer: the policy, CORS, or the network. `otherwise` is said if nothing is known. `isFile`:
 * it is one of the chat's own files, which need no cookies.
 */
export async function whyNoAnswer(url, violations, otherwise, { isFile = false } = {}) {
  // The event comes after the call has failed.
  await settled();
  const { origin, host } = new URL(url);
  const stopped = violations.find(({ blocked }) => blocked.includes(host));
  if (stopped) return `This page's Content-Security-Policy stopped it: add ${origin} to ${stopped.directive}.`;
  if (location.protocol === "https:" && /^(http|ws):/.test(url)) return "Serve it over TLS: browsers refuse it on an https: page.";
  if (!navigator.onLine) return "This device is offline.";
  if (origin !== location.origin && (await isReachable(url))) {
    if (isFile) return `The host answers, but not for pages of ${location.origin}: send Access-Control-Allow-Origin: * with the chat's files, as the headers of the build do. An error page, such as a 403, often lacks it.`;
    return `The server answers, but not for pages of ${location.origin}: it has to send Access-Control-Allow-Origin: ${location.origin}, Access-Control-Allow-Credentials: true, and answer OPTIONS with 204 and Access-Control-Allow-Headers: content-type, authorization.`;
  }
  return otherwise;
}

const isReachable = (url) =>
  fetch(url, { mode: "no-cors", credentials: "omit", signal: AbortSignal.timeout(5_000) }).then(() => true, () => false);

/** What to change, by the answer that a rule was broken by, beside what the rule itself says; `undefined` if that is all. */
export async function causeOf({ id, exchange, seen }, { site, violations, token }) {
  if (!exchange) return undefined;
  const { status, isRedirect, text = "", method } = exchange;
  if (id === "socket-opens") return causeOfSocket(seen, site, violations);
  if (status === undefined) return whyNoAnswer(exchange.url, violations, "No server answers there: check api.baseUrl in config.json, and that the backend runs.");
  if (isRedirect) return "A redirect cannot be followed. If it leads to a sign-in page, answer 401 on the API's paths instead. If it adds a slash, or leads to another host or to https, put that address into api.baseUrl.";
  if (status === 419) return "419 is Laravel's: the CSRF token is missing or has expired. Let the page have the XSRF-TOKEN cookie or the csrf-token meta tag, or exempt the API's paths (api.csrf in config.json has other names).";
  if (status === 403 && method !== "GET") {
    const sent = Object.keys(site.csrf).join(", ");
    return `If reading works and this does not, it is a CSRF check: the page sent ${site.isOwnOrigin ? sent : "no CSRF header, as the API is on another origin"}. Let your check accept that, or exempt the path; api.csrf in config.json names other tokens. Else the backend does not count this person as a member.`;
  }
  if (status === 401) {
    if (token) return "The backend rejects the host page's token: it may have expired, or belong to another system.";
    if (site.isOwnOrigin) return "No one is signed in here, or the session's cookie does not arrive: check its Path (it must cover the API), Secure, and SameSite. Sign in, then check again.";
    return `Nobody is signed in, or the cookie does not arrive: from ${location.origin} to ${new URL(site.api).origin} it has to be SameSite=None; Secure (unless both share a registrable domain), api.credentials "include", and third-party cookies allowed. A tokenProvider needs none of this.`;
  }
  if (status === 404 && (isPage(exchange) || !text)) return "There is no such path: check api.baseUrl and the api.…Path settings in config.json.";
  if (status === 405) return "Something on the way refuses the method, or the path belongs to a static host: check api.baseUrl.";
  // What follows is about the form of an answer; other rules are broken by what it says.
  if (status < 500 && !/answers|json|form|page/.test(id)) return undefined;
  if (isPage(exchange)) return status < 300 ? INSTEAD_OF_JSON : `An error page with HTTP ${status}: your backend's log says why.`;
  if (/\}\s*</.test(text)) return "HTML follows the JSON: Laravel Debugbar, Symfony's profiler, or a script that the host adds. Switch it off for the API's paths.";
  if (/^\uFEFF|^[^{["\d]*(warning|notice|deprecated)/i.test(text)) return "Something is written before the JSON: a byte order mark, or PHP's own notices (display_errors). Switch it off.";
  if (status >= 500) return `The backend failed (HTTP ${status}): its log says why.`;
  return undefined;
}

async function causeOfSocket(seen, site, violations) {
  await settled();
  const { host, protocol } = new URL(site.socketAddress);
  const stopped = violations.find(({ directive, blocked }) => directive === "connect-src" && blocked.includes(host));
  if (stopped) return `This page's Content-Security-Policy stopped it: add ${protocol}//${host} to connect-src.`;
  const [code] = /^\d{4}/.exec(seen) ?? [];
  if (code) return PUSHER_CODES[code];
  return `No WebSocket opens at ${protocol}//${host}. ${NGINX_UPGRADE} Otherwise look at wsHost, the port and forceTLS, and whether a firewall stops WebSockets. The chat polls meanwhile.`;
}
