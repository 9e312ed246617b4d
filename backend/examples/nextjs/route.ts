// A backend for CollabSpace chat in one file: copy it to app/api/[...path]/route.ts of your Next.js application (15 or
// newer), and run `npm install mongodb pusher`. It offers the contract's baseline and the extensions client-id, after and
// me. Environment: MONGODB_URI, PUSHER_APP_ID, PUSHER_SECRET, NEXT_PUBLIC_PUSHER_KEY and NEXT_PUBLIC_PUSHER_CLUSTER, or
// PUSHER_HOST, PUSHER_PORT and PUSHER_SCHEME for a Pusher server of your own.
//
// The contract: docs/contract.md. Check what you make of it: make contract URL=http://localhost:3000.
import { MongoClient, ObjectId, type Collection, type Filter } from "mongodb";
import Pusher from "pusher";
// Your own session and members, two functions:
//   personOf(request: Request): Promise<{ id: string; name: string; email?: string; avatar?: string } | null>
//   isMember(personId: string, workspaceId: string): Promise<boolean>
import { isMember, personOf } from "@/lib/session";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

type Person = NonNullable<Awaited<ReturnType<typeof personOf>>>;

interface Stored {
  _id: ObjectId;
  workspaceId: string;
  channelId: string;
  content: string;
  senderId: string;
  senderName: string;
  senderAvatar?: string;
  clientId?: string;
  createdAt: Date;
}

/** A call that is refused: the status and the words of the answer. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    words: string,
  ) {
    super(words);
  }
}

// Kept across the reloads of `next dev`, which would otherwise open one connection more with each.
const kept = globalThis as typeof globalThis & { collabspace?: Promise<Collection<Stored>> };

async function messages(): Promise<Collection<Stored>> {
  kept.collabspace ??= connect().catch((error) => {
    kept.collabspace = undefined;
    throw error;
  });
  return kept.collabspace;
}

async function connect() {
  const client = await new MongoClient(env("MONGODB_URI")).connect();
  const collection = client.db().collection<Stored>("messages");
  await collection.createIndex({ workspaceId: 1, channelId: 1, createdAt: 1, _id: 1 });
  // A message that is sent again is stored once. Only those with a clientId take part.
  const partialFilterExpression = { clientId: { $exists: true } };
  await collection.createIndex({ senderId: 1, clientId: 1 }, { unique: true, partialFilterExpression });
  return collection;
}

let service: Pusher | undefined;
const pusher = () =>
  (service ??= new Pusher({
    appId: env("PUSHER_APP_ID"),
    key: env("NEXT_PUBLIC_PUSHER_KEY"),
    secret: env("PUSHER_SECRET"),
    ...(process.env.PUSHER_HOST
      ? { host: process.env.PUSHER_HOST, port: process.env.PUSHER_PORT, useTLS: process.env.PUSHER_SCHEME !== "http" }
      : { cluster: env("NEXT_PUBLIC_PUSHER_CLUSTER"), useTLS: true }),
  } as Pusher.Options));

function env(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

const ID = /^[\w.-]{1,64}$/;
const channelOf = (workspaceId: string) => `presence-workspace-${workspaceId}`;

/** Checks an id that the caller gave. */
function id(name: string, value: unknown): string {
  if (typeof value === "string" && ID.test(value)) return value;
  throw new Refusal(400, `${name} must be 1 to 64 letters, digits, "_", "-" or "."`);
}

/** Checks the place that a call is about: a channel of a workspace that the caller is a member of. */
async function place(person: Person, values: { workspaceId?: unknown; channelId?: unknown }) {
  const workspaceId = id("workspaceId", values.workspaceId);
  const channelId = id("channelId", values.channelId ?? "general");
  if (!(await isMember(person.id, workspaceId))) throw new Refusal(403, "You are not a member of this workspace.");
  return { workspaceId, channelId };
}

/** A stored message as the contract has it. One function, for answers and events. */
const shown = ({ _id, workspaceId: _, createdAt, ...rest }: Stored) => ({
  id: _id.toString(),
  ...rest,
  createdAt: createdAt.toISOString(),
});

async function list(person: Person, query: URLSearchParams) {
  const { before, after, limit: size = "50", ...values } = Object.fromEntries(query);
  const where: Filter<Stored> = await place(person, values);
  const limit = Number(size);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw new Refusal(400, "limit must be 1 to 100.");
  const collection = await messages();
  if (after !== undefined) {
    const from = /^[0-9a-f]{24}$/.test(after) && (await collection.findOne({ ...where, _id: new ObjectId(after) }));
    if (!from) throw new Refusal(404, "This channel has no such message.");
    const { createdAt, _id } = from;
    where.$or = [{ createdAt: { $gt: createdAt } }, { createdAt, _id: { $gt: _id } }];
    // One more than asked for tells whether there are more.
    const found = await collection.find(where).sort({ createdAt: 1, _id: 1 }).limit(limit + 1).toArray();
    return { success: true, messages: found.slice(0, limit).map(shown), hasMore: found.length > limit };
  }
  if (before !== undefined) {
    const instant = new Date(before);
    if (Number.isNaN(instant.getTime())) throw new Refusal(400, "before must be an ISO 8601 instant.");
    where.createdAt = { $lt: instant };
  }
  const found = await collection.find(where).sort({ createdAt: -1, _id: -1 }).limit(limit).toArray();
  return { success: true, messages: found.reverse().map(shown) };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function send(person: Person, body: Record<string, unknown>) {
  const where = await place(person, body);
  const content = typeof body.content === "string" ? body.content.trim() : "";
  // Counted as code points: an emoji is one character, not two.
  if ([...content].length > 5000) throw new Refusal(400, "content must have at most 5,000 characters.");
  if (!/[^\p{Cc}\p{Cf}\p{Z}\u115F\u1160\u2800\u3164\uFFA0]/u.test(content)) throw new Refusal(400, "content is empty.");
  const { clientId } = body;
  if (clientId !== undefined && !UUID.test(String(clientId))) throw new Refusal(400, "clientId must be a UUID.");
  const message: Stored = {
    _id: new ObjectId(),
    ...where,
    content,
    senderId: person.id,
    senderName: person.name,
    ...(person.avatar && { senderAvatar: person.avatar }),
    ...(clientId !== undefined && { clientId: String(clientId) }),
    createdAt: new Date(),
  };
  const collection = await messages();
  try {
    await collection.insertOne(message);
  } catch (error) {
    if ((error as { code?: number }).code !== 11000 || !message.clientId) throw error;
    // It was stored before, and its answer lost. It may not have been published then: pages drop what they know.
    const first = await collection.findOne({ senderId: person.id, clientId: message.clientId });
    if (!first) throw error;
    return published(first);
  }
  return published(message);
}

/** Publishes a message and answers it. It is stored: if the Pusher server is away, pages find it when they catch up. */
async function published(message: Stored) {
  const whole = shown(message);
  const isLong = Buffer.byteLength(JSON.stringify(whole)) > 10_240;
  const event = isLong ? { ...whole, content: [...whole.content].slice(0, 1_500).join(""), truncated: true } : whole;
  await publish(message.workspaceId, "new-message", event);
  return { success: true, message: whole };
}

async function publish(workspaceId: string, event: string, data: object) {
  try {
    await pusher().trigger(channelOf(workspaceId), event, data);
  } catch (error) {
    console.error(`could not publish ${event}:`, error);
  }
}

async function type(person: Person, body: Record<string, unknown>) {
  const { workspaceId, channelId } = await place(person, body);
  const data = { userId: person.id, userName: person.name, channelId, isTyping: body.isTyping === true };
  await publish(workspaceId, "typing", data);
  return { success: true };
}

async function authorize(person: Person, form: URLSearchParams) {
  const [socketId, channel] = [form.get("socket_id") ?? "", form.get("channel_name") ?? ""];
  if (!/^\d+\.\d+$/.test(socketId)) throw new Refusal(400, "socket_id must be two numbers with a dot between.");
  const workspaceId = channel.startsWith(channelOf("")) ? channel.slice(channelOf("").length) : "";
  if (!ID.test(workspaceId) || !(await isMember(person.id, workspaceId))) {
    throw new Refusal(403, "You may not subscribe to this channel.");
  }
  const { name, email = "", avatar = "" } = person;
  // user_id is the senderId of this person's messages: the chat knows its own by it.
  return pusher().authorizeChannel(socketId, channel, { user_id: person.id, user_info: { name, email, avatar } });
}

const calls: Record<string, (person: Person, request: Request) => Promise<object>> = {
  "GET messages": (person, request) => list(person, new URL(request.url).searchParams),
  "POST messages": async (person, request) => send(person, await json(request)),
  "POST messages/typing": async (person, request) => type(person, await json(request)),
  "POST pusher/auth": async (person, request) => authorize(person, new URLSearchParams(await request.text())),
  "GET me": async ({ id, name, email = "", avatar = "" }) => ({ id, name, email, avatar }),
  "GET capabilities": async () => ({ version: 1, features: ["client-id", "after", "me"] }),
};

async function json(request: Request): Promise<Record<string, unknown>> {
  const body: unknown = await request.json().catch(() => undefined);
  if (body !== null && typeof body === "object") return body as Record<string, unknown>;
  throw new Refusal(400, "The body must be a JSON object.");
}

async function answer(request: Request, { params }: { params: Promise<{ path: string[] }> }): Promise<Response> {
  const headers = { "cache-control": "no-store" };
  try {
    const call = calls[`${request.method} ${(await params).path.join("/")}`];
    if (!call) throw new Refusal(404, "There is no such call.");
    const person = await personOf(request);
    if (!person) throw new Refusal(401, "You are not signed in, or your session has ended.");
    // No form of another site can send this header; the chat sends it with every call to its own origin.
    if (request.method !== "GET" && request.headers.get("x-collabspace") !== "1") {
      throw new Refusal(403, "X-CollabSpace: 1 is missing.");
    }
    return Response.json(await call(person, request), { headers });
  } catch (error) {
    if (error instanceof Refusal) return Response.json({ error: error.message }, { status: error.status, headers });
    console.error(error);
    return Response.json({ error: "Something failed on the server. Try again later." }, { status: 500, headers });
  }
}

export { answer as GET, answer as POST };
