// What one way of running the chat costs as it grows: more and more people connect, by the official pusher-js, and write over
// HTTP. Bounded in number and in time; nothing but this machine is spoken to.
//
//   node scripts/load/measure.mjs NAME ORIGIN FILE [PROCESS=PID …]
//
// ORIGIN is where the backend answers, FILE is where the figures are added, and of each PROCESS the memory is read.
import { readFileSync, writeFileSync, existsSync } from "node:fs";
import { randomUUID } from "node:crypto";
import Pusher from "pusher-js";

/** How many connections there are at each step. */
const STEPS = (process.env.CONNECTIONS || "10 30 100 300 1000").split(" ").map(Number);
/** A presence channel of the hosted service holds so many people; more connections are more tabs of the same people. */
const PEOPLE = 100;
/** Connections that are made at a time. */
const JOINING = 20;
/** How long messages are sent at a steady pace, and how many at most: by people, and as deliveries to all of them. */
const STEADY_SECONDS = 6;
const STEADY_MESSAGES_A_SECOND = 10;
const STEADY_DELIVERIES_A_SECOND = 3_000;
/** How many messages are sent as fast as they go, by so many senders: about so many deliveries, and at least so many messages. */
const SENDERS = 16;
const BURST_DELIVERIES = 100_000;
const BURST_MESSAGES = [100, 3_000];
/** How long to wait for what is still under way, in milliseconds. */
const PATIENCE = 20_000;

const [name, origin, file, ...processes] = process.argv.slice(2);
if (!origin || !file) throw new Error("usage: measure.mjs NAME ORIGIN FILE [PROCESS=PID …]");

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (isTrue) => {
  for (const end = performance.now() + PATIENCE; !isTrue() && performance.now() < end; ) await pause(20);
  return isTrue();
};
const rounded = (value, digits = 1) => Number(value.toFixed(digits));
const percentile = (sorted, share) => rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN);

async function post(path, body, token) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(origin + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

const config = await (await fetch(`${origin}/config.json`)).json();
const workspaceId = config.workspaceId;
const tokens = [];
for (let number = 0; number < PEOPLE; number++) tokens.push((await post("/login", { name: `Person ${number}` })).token);

/** When each message was sent, and what came of it. */
const sent = new Map();
/** The events that the connections received, by name. */
const received = new Map();
const count = (event) => received.get(event) ?? 0;
let doubled = 0;

function arrived(connection, event, data) {
  received.set(event, count(event) + 1);
  const message = event === "new-message" && sent.get(data.clientId);
  if (!message) return;
  if (message.at.has(connection)) doubled++;
  else message.at.set(connection, performance.now());
}

function connect(number) {
  const { key, ...place } = config.pusher;
  // "self" is where the API is.
  const { wsHost, wsPort } = place.wsHost === "self" ? { wsHost: new URL(origin).hostname, wsPort: Number(new URL(origin).port) } : place;
  const pusher = new Pusher(key, {
    wsHost,
    wsPort,
    cluster: "",
    forceTLS: false,
    enabledTransports: ["ws"],
    enableStats: false,
    channelAuthorization: {
      endpoint: `${origin}/api/pusher/auth`,
      transport: "ajax",
      headers: { authorization: `Bearer ${tokens[number % PEOPLE]}` },
    },
  });
  const channel = pusher.subscribe(`presence-workspace-${workspaceId}`);
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`connection ${number} is not subscribed`)), PATIENCE);
    channel.bind_global((event, data) => {
      arrived(number, event, data);
      if (event === "pusher:subscription_succeeded") resolve(clearTimeout(late));
      if (event === "pusher:subscription_error") reject(new Error(JSON.stringify(data)));
    });
  });
}

const answers = [];

async function say() {
  const clientId = randomUUID();
  const message = { sent: performance.now(), at: new Map() };
  sent.set(clientId, message);
  const token = tokens[sent.size % PEOPLE];
  await post("/api/messages", { content: `message ${sent.size}, of about the length that people write`, workspaceId, clientId }, token);
  answers.push(performance.now() - message.sent);
}

/** Sends by `send`, waits until all have all of it, and says how it went. */
async function phase(connections, send) {
  sent.clear();
  answers.length = doubled = 0;
  const began = performance.now();
  await send();
  const all = () => [...sent.values()].every(({ at }) => at.size === connections);
  await until(all);
  const times = [...sent.values()].flatMap((message) => [...message.at.values()].map((at) => at - message.sent)).sort((a, b) => a - b);
  const last = Math.max(...[...sent.values()].flatMap(({ at }) => [...at.values()]));
  answers.sort((a, b) => a - b);
  return {
    messages: sent.size,
    seconds: rounded((last - began) / 1000, 2),
    deliveries: times.length,
    missing: sent.size * connections - times.length,
    doubled,
    delivery: { p50: percentile(times, 0.5), p99: percentile(times, 0.99) },
    answer: { p50: percentile(answers, 0.5), p99: percentile(answers, 0.99) },
  };
}

async function steadily(messages, aSecond) {
  const began = performance.now();
  const under_way = [];
  for (let number = 0; number < messages; number++) {
    await pause(began + (number * 1000) / aSecond - performance.now());
    under_way.push(say());
  }
  await Promise.all(under_way);
}

async function atOnce(messages) {
  let left = messages;
  const sender = async () => {
    while (left-- > 0) await say();
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
}

/** The memory of each process and its children in MiB: what of it is in the machine's. */
function memory() {
  const of = (pid) => {
    const own = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? NaN);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
    return children.reduce((sum, child) => sum + of(child), own);
  };
  return Object.fromEntries(processes.map((text) => text.split("=")).map(([process, pid]) => [process, rounded(of(pid) / 1024)]));
}

const steps = [];
let connections = 0;
for (const wanted of STEPS) {
  const before = count("pusher:member_added");
  const began = performance.now();
  while (connections < wanted) {
    const some = Array.from({ length: Math.min(JOINING, wanted - connections) }, () => connect(connections++));
    await Promise.all(some);
  }
  const joining = { seconds: rounded((performance.now() - began) / 1000), memberAdded: count("pusher:member_added") - before };
  const aSecond = Math.min(STEADY_MESSAGES_A_SECOND, STEADY_DELIVERIES_A_SECOND / wanted);
  const steady = await phase(wanted, () => steadily(Math.ceil(STEADY_SECONDS * aSecond), aSecond));
  const most = Math.round(Math.min(BURST_MESSAGES[1], Math.max(BURST_MESSAGES[0], BURST_DELIVERIES / wanted)));
  const burst = await phase(wanted, () => atOnce(most));
  const step = { connections: wanted, joining, steady: { aSecond, ...steady }, burst, memory: memory() };
  steps.push(step);
  console.log(
    `    ${String(wanted).padStart(4)} connections: ${rounded(burst.messages / burst.seconds)} messages/s at most; at ${aSecond}/s ` +
      `delivered in ${steady.delivery.p50} ms (99 %: ${steady.delivery.p99} ms), ${steady.missing + burst.missing} missing`,
  );
}
const all = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
writeFileSync(file, `${JSON.stringify([...all, { name, steps }], null, 2)}\n`);
// With so many connections open, ending at once is the quickest way to close them.
process.exit(0);
