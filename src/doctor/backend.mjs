// The rules of src/contract on this backend: first with what is in the channel, then, if the visitor wants it, with a message.
import { decideAll } from "../contract/decide.mjs";
import { Lab } from "../contract/lab.mjs";
import { skip } from "../contract/rule.mjs";
import { uuid } from "../contract/rules/places.mjs";
import { page } from "../contract/stage.mjs";
import { causeOf } from "./causes.mjs";
import { note, ok, skipped } from "./finding.mjs";
import { LIVE, READING, SENDING, rules } from "./rules.mjs";

/** How many people a presence channel of hosted Pusher takes, and from when on that is worth a word. */
const MOST_MEMBERS = 100;
const MANY_MEMBERS = 90;
/** Proxies close a connection that is silent for a minute, if they are not told otherwise. In milliseconds. */
const SILENCE_MS = 75_000;

const TEST_MESSAGE = "A test message from the chat's doctor";

/** @param {string[]} assumed */
async function* findings(titles, lab, context, assumed = []) {
  const kept = [...assumed];
  for (const [id, [title, isPublic]] of Object.entries(titles)) {
    const rule = rules.filter((one) => one.id === id);
    const [result] = await decideAll(rules, rule, lab.site, { lab, assumed: kept });
    const { status, reason, seen, expected, means, fix } = result;
    if (status === "kept") kept.push(id);
    if (status === "kept") yield ok(title);
    else if (status === "not-offered") yield skipped(title, "the backend does not offer it");
    else if (status === "not-checked") yield skipped(title, reason.replace(/^it takes ([\w-]+),/, (all, need) => (titles[need] ? `it takes "${titles[need][0]}",` : all)));
    else yield { title, verdict: "wrong", seen, expected, means, fix: (await causeOf(result, context)) ?? fix, isPrivate: !isPublic && !/^no answer/.test(seen) };
  }
}

/** Puts a result into a lab, where the rules look for it. If it fails, the rule that takes it says so. */
function furnish(lab, name, result) {
  result.catch(() => {});
  lab.once(name, () => result);
  return result;
}

/** A lab in which the messages that are there stand for those that a walk would send. */
export function reader(site) {
  const lab = new Lab(site);
  const listed = furnish(lab, "listed", lab.messages("me", { limit: 50 }));
  const lastThree = async () => {
    const there = page(await listed).map((message) => ({ ...message, id: String(message.id) }));
    if (there.length < 3) skip(`it takes three messages, and there are ${there.length} in this channel`);
    const [first, second, third] = there.slice(-3);
    return { first, second, third, all: [first, second, third] };
  };
  furnish(lab, "said", lastThree());
  return lab;
}

/** Checks what is read. */
export async function* checkApi(context) {
  const { lab } = context;
  yield* findings(READING, lab, context, ["post-answers", "post-form"]);
  const features = [...(await lab.features())];
  yield features.length ? ok("It offers extensions", features.join(", ")) : ok("It offers no extensions", "the baseline");
  const { json } = await lab.capabilities().catch(() => ({}));
  if (json?.csrfHeader === true) Object.assign(lab.site.sessions.me.headers, lab.site.csrf);
}

async function time(make) {
  const began = performance.now();
  const made = await make();
  return [made, Math.round(performance.now() - began)];
}

async function pong({ connection }, patience) {
  const title = "The connection answers";
  connection.send("pusher:ping", {});
  const [answer, took] = await time(() => connection.frame(({ event }) => event === "pusher:pong", patience));
  if (answer) return ok(title, `after ${took} ms`);
  return { title, verdict: "wrong", seen: connection.closed ?? `nothing within ${patience / 1000} s`, expected: "pusher:pong", fix: "Something on the way holds frames back, such as a buffering proxy or a firewall." };
}

function members({ subscribed }, isHosted) {
  const title = "The presence channel has room";
  const count = subscribed?.data?.presence?.count;
  if (typeof count !== "number") return skipped(title, "no list of members");
  if (isHosted && count >= MANY_MEMBERS) return note(title, `${count} people`, `fewer than ${MOST_MEMBERS}`, "Hosted Pusher allows 100 people in a presence channel. For more, use several workspaces, a private- channel, or your own server.");
  return ok(title, `${count} online`);
}

const SILENCE = "It stays open while idle";

async function silence({ connection }) {
  const title = SILENCE;
  const began = performance.now();
  await connection.frame(() => false, SILENCE_MS);
  const after = `after ${Math.round((performance.now() - began) / 1000)} s`;
  if (!connection.closed) return ok(title, `still open ${after}`);
  return { title, verdict: "wrong", seen: `${connection.closed} ${after}`, expected: "open for more than a minute", means: "The chat reconnects every minute.", fix: "Raise your proxy's timeout above 120 s. nginx: proxy_read_timeout 300s; load balancers call it idle timeout." };
}

/** Checks the auth endpoint and the connection. The last finding takes more than a minute: `later` is a promise of it. */
export async function* checkLive(context) {
  const { lab } = context;
  const { socketAddress, patience, pusherKey } = lab.site;
  if (!pusherKey) return yield skipped("The live connection", "config.json names no key");
  const [live, took] = await time(() => lab.live().catch(() => ({})));
  for await (const finding of findings(LIVE, lab, context)) {
    const isSocket = finding.title === LIVE["socket-opens"][0] && finding.verdict === "ok";
    yield isSocket ? { ...finding, seen: `${new URL(socketAddress).host}, greeting and subscription within ${took} ms` } : finding;
  }
  if (!live.socketId) return;
  yield await pong(live, patience);
  yield members(live, /\.pusher\.com$/.test(new URL(socketAddress).hostname));
  yield { title: SILENCE, verdict: "running", later: silence(live) };
}

/** Sends one message, twice under one id if the backend knows `client-id`, and looks what becomes of it. */
export async function* checkSending(context) {
  const { lab: reading } = context;
  const lab = new Lab(reading.site);
  const clientId = (await reading.features()).has("client-id") ? uuid() : undefined;
  const text = `${TEST_MESSAGE} (${lab.nonce})`;
  furnish(lab, "live", reading.live());
  furnish(lab, "capabilities", reading.capabilities());
  const posted = furnish(lab, "posted", lab.post("me", text, { clientId }));
  const sent = async () => {
    const exchange = await posted;
    return { ...exchange.json.message, id: String(exchange.json.message.id), exchange };
  };
  const said = sent().then((first) => ({ first, second: first, third: first, all: [first] }));
  furnish(lab, "said", said);
  const twice = async () => {
    const { first } = await said;
    const exchange = await lab.post("me", text, { clientId });
    return { clientId, first, second: { id: String(exchange.json?.message?.id), exchange } };
  };
  if (clientId) furnish(lab, "twice", twice());
  yield* findings(SENDING, lab, context);
}
