// What config.json holds. The app itself checks all of it (src/wire/config); these are the values without which there is no chat.
import { ok, note, skipped, wrong } from "./finding.mjs";
import { isObject } from "./site.mjs";

const READ = "config.json can be read";
const PUSHER = "It names a Pusher app";
const show = (value) => (value === undefined ? "nothing" : JSON.stringify(value).slice(0, 80));

function readable({ config, address, answer, problem }) {
  if (config && !answer) return ok(READ, "settings that a script has given");
  if (!answer) return wrong(READ, `${address}: no answer (${problem})`, "200 and JSON", "Put config.json beside the page, or correct the element's `config`. On another origin it needs Access-Control-Allow-Origin, and the host page's connect-src must name it.");
  if (answer.status !== 200) return wrong(READ, `${address}: HTTP ${answer.status}`, "200 and JSON", "Put config.json beside index.html, under exactly this address.");
  if (/^\s*</.test(answer.text)) return wrong(READ, `${address} is an HTML page`, "JSON", "Your host answers missing files with its own page, or redirects to a sign-in page. Put config.json there, and let the host serve it unchanged.");
  // A browser's message quotes the file, which may hold a header of the site's.
  if (!config) return { ...wrong(READ, problem ?? "JSON, but no object", "one JSON object", "Correct the JSON: common mistakes are an extra comma, a comment, or a missing quote."), isPrivate: true };
  return ok(READ, address);
}

function pusherFinding(pusher, address, api) {
  const at = (field, holds, expected) => wrong(PUSHER, `${field}: ${holds}`, expected, `Set ${field} in config.json.`);
  if (!isObject(pusher)) return at("pusher", show(pusher), "an object with key, and with cluster or wsHost");
  const { key, cluster, wsHost, secret, forceTLS } = pusher;
  if (secret !== undefined) return { ...at("pusher.secret", "a value that must never leave the server", "nothing"), fix: "Remove pusher.secret from config.json, and create a new secret, because everyone could read this one." };
  if (typeof key !== "string" || !key || key.startsWith("your-pusher-")) return at("pusher.key", show(key), "the key of your Pusher app (dashboard, App Keys)");
  if (!wsHost && (typeof cluster !== "string" || !cluster || cluster.startsWith("your-pusher-"))) return at("pusher.cluster", show(cluster), 'your app\'s cluster, such as "eu", or pusher.wsHost');
  if (wsHost && /[/]|:\d+$/.test(wsHost)) return at("pusher.wsHost", show(wsHost), "a host alone: no wss://, no port, no path");
  if (/^https:/.test(location.protocol) && (wsHost === "self" ? /^http:/.test(api) : wsHost && forceTLS === false)) {
    return { ...at("pusher.forceTLS", "a WebSocket without TLS, from a page with TLS", "true"), fix: "Serve the Pusher server over TLS and remove forceTLS: browsers refuse ws: on an https: page." };
  }
  return ok(PUSHER, `key ${key}, ${wsHost ? `server ${wsHost}` : `cluster ${cluster}`}`);
}

/** Checks the settings that were read. */
export function* checkSettings({ settings, site, siteProblem }) {
  const first = readable(settings);
  yield first;
  if (first.verdict !== "ok") return;
  const { config, address } = settings;
  yield pusherFinding(config.pusher, address, site?.api);
  const base = config.api?.baseUrl ?? "/api";
  if (!site) {
    yield wrong("It names the API", `api.baseUrl: ${show(base)} (${siteProblem})`, "an address or a path such as /api", "Set api.baseUrl in config.json.");
    return;
  }
  const isMixed = location.protocol === "https:" && site.api.startsWith("http:");
  yield isMixed
    ? wrong("It names the API", `${site.api}, from a page with TLS`, "https:", "Serve the API over TLS: browsers refuse http: on an https: page.")
    : ok("It names the API", site.api);
  yield /^(presence|private)-/.test(site.pusherChannel)
    ? ok("Its channel requires a signature", site.pusherChannel)
    : wrong("Its channel requires a signature", `channelPattern: ${show(config.channelPattern)}`, "presence-… or private-…", "A public channel can be read by anyone who knows its name: begin channelPattern with presence-.");
  yield !config.api?.headers || !settings.answer || !Object.keys(config.api.headers).some((name) => /^authorization$/i.test(name))
    ? ok("It contains no secret", "no authorization in api.headers")
    : note("It contains no secret", "api.headers.authorization", "no token in a file that everyone can read", "Use a session cookie, or the element's tokenProvider.");
  if (!site.isOwnOrigin && site.credentials === "same-origin" && !site.sessions.me.headers.authorization) {
    yield wrong("Calls to another origin carry the session", `api.credentials: "same-origin", and the API is on ${new URL(site.api).origin}`, '"include", or a token', 'Set "credentials": "include" in api, allow this origin by CORS, and make the cookie SameSite=None; Secure. Or give the element a tokenProvider.');
  } else {
    yield site.isOwnOrigin ? ok("Calls carry the session", "the API is on this origin") : skipped("Calls carry the session", "see the API's own checks");
  }
}
