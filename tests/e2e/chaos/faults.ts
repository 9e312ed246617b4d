// What goes wrong: each kind begins, lasts for a while, and ends.
import { lasting } from "../support/unreliable";
import type { RestartableBackend } from "../support/restartable-backend";
import type { RestartableSockudo } from "../support/restartable-sockudo";
import type { Random } from "./random";
import type { Writer } from "./writer";

/** The site and its visitors. */
export interface World {
  writers: Writer[];
  backend: RestartableBackend;
  sockudo: RestartableSockudo;
  random: Random;
}

/** What writes: a new message, or a change to one. */
const isWrite = ({ method, path }: { method: string; path: string }) => method !== "GET" && path.startsWith("/api/messages");

type Kind = (world: World) => Promise<void>;

/** A while, in milliseconds. */
const WHILE = [300, 2_000] as const;

function somebody({ writers, random }: World): Writer {
  return random.pick(writers);
}

function network(world: World) {
  return somebody(world).person.network;
}

async function during(world: World, fault: { lift(): void }): Promise<void> {
  await lasting(world.random.between(...WHILE));
  fault.lift();
}

/** Everything that is around one person. */
export const aroundPeople: Record<string, Kind> = {
  "sockets cut": async (world) => network(world).sockets.cut(),
  "answers lost after the commit": (world) => during(world, network(world).loseAnswer(isWrite)),
  "answers delayed": (world) => during(world, network(world).holdAnswer(({ path }) => path.startsWith("/api/"))),
  "503 in place of an answer": (world) => during(world, network(world).answer(({ path }) => path.startsWith("/api/"), 503)),
  "429 with Retry-After": (world) => during(world, network(world).answer(isWrite, 429, { error: "slowly" }, { "retry-after": "1" })),
  "events held back": async (world) => {
    const { sockets } = network(world);
    sockets.holdEvents();
    await during(world, { lift: () => sockets.release() });
  },
  "reloaded while sending": (world) => somebody(world).reloadsWhileSending(),
};

/**
 * Only where the backend knows a message by its `clientId`. A call that is still on its way when the page has given it up
 * can be stored after the page has looked for it; and where a connection that was used before ends without a word, Chromium
 * itself sends a POST again, up to six times, below the page. Against neither can a page do anything: the contract's
 * baseline allows exactly-once for neither.
 */
export const aroundPeopleWithClientId: Record<string, Kind> = {
  "calls delayed": (world) => during(world, network(world).hold(isWrite)),
  "calls broken": (world) => during(world, network(world).break(({ path }) => path.startsWith("/api/"))),
  "network cut": async (world) => {
    const one = network(world);
    one.cut();
    await during(world, { lift: () => one.restore() });
  },
  "network dead without a word": async (world) => {
    const one = network(world);
    one.freeze();
    await during(world, { lift: () => one.restore() });
  },
};

/** Everything that is around the servers. */
export const aroundServers: Record<string, Kind> = {
  "Pusher server killed": async ({ sockudo, random }) => {
    await sockudo.kill();
    await lasting(random.between(...WHILE));
    await sockudo.restart();
  },
  "backend killed": async ({ backend, random }) => {
    await backend.kill();
    await lasting(random.between(...WHILE));
    await backend.restart();
  },
  "500 after the commit": async (world) => {
    const { gateway } = world.backend;
    gateway.replaceStatus = (method, path) => (isWrite({ method, path }) ? 500 : undefined);
    await during(world, { lift: () => (gateway.replaceStatus = () => undefined) });
  },
};

/** `count` faults, one after the other: every kind in turn, in an order and for times that the seed decides. */
export async function happen(world: World, kinds: Record<string, Kind>, count: number, pause: number): Promise<string[]> {
  const names: string[] = [];
  while (names.length < count) names.push(...world.random.shuffled(Object.keys(kinds)));
  names.length = count;
  for (const name of names) {
    await lasting(world.random.between(0, 2 * pause));
    await kinds[name](world);
  }
  return names;
}
