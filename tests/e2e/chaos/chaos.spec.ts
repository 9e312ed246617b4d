// Everything at once: four people write while sockets are cut, answers lost, servers killed and tabs reloaded. In the end
// all screens and the database agree, message for message.
//   npx playwright test -c tests/e2e/playwright.config.ts chaos          the short form
//   CHAOS=long CHAOS_SEED=7 npx playwright test …                        the long form, as `make chaos` runs it
// The seed decides what goes wrong, when and to whom; how it meets the browsers' own timing is different in every run.
import { type StoredMessage, readMessages } from "../support/database";
import type { Person } from "../support/person";
import { readThrough, toBeginning } from "../support/reading";
import { expect, test } from "../support/unreliable";
import { type World, aroundPeople, aroundPeopleWithClientId, aroundServers, happen } from "./faults";
import { Random } from "./random";
import { Writer } from "./writer";

const isLong = process.env.CHAOS === "long";
const seed = Number(process.env.CHAOS_SEED ?? 1);
const size = isLong
  ? { each: 110, pace: 1_200, peopleFaults: 36, serverFaults: 14, pause: 2_500, limit: 900_000 }
  : { each: 15, pace: 500, peopleFaults: 6, serverFaults: 3, pause: 900, limit: 120_000 };

/** What a screen shows of the open channel. */
const screen = ({ chat }: Person): Promise<StoredMessage[]> => readThrough(chat);

test("chaos: nothing lost, nothing doubled, nothing out of order", async ({ join, backend, sockudo, mode }) => {
  test.setTimeout(size.limit);
  const began = Date.now();
  const random = new Random(seed);
  const writers: Writer[] = [];
  for (const name of ["Ada", "Grace", "Linus", "Margaret"]) {
    writers.push(new Writer(await (await join(name)).opens(), new Random(seed * 31 + writers.length)));
  }
  const people = writers.map(({ person }) => person);
  const world = (offset: number): World => ({ writers, backend, sockudo, random: new Random(seed * 101 + offset) });
  const kinds = mode === "extensions" ? { ...aroundPeople, ...aroundPeopleWithClientId } : aroundPeople;

  const [, peopleFaults, serverFaults] = await Promise.all([
    Promise.all(random.shuffled(writers).map((writer) => writer.writes(size.each, size.pace))),
    happen(world(1), kinds, size.peopleFaults, size.pause),
    happen(world(2), aroundServers, size.serverFaults, 2 * size.pause),
  ]);

  // The faults are over. Soon everything is sent, and everybody has it.
  for (const person of people) {
    await expect(person.chat.list.locator("[data-state]:not([data-state=sent])")).toHaveCount(0, { timeout: 60_000 });
    await person.connectionIs("live", { within: 20_000 });
    await toBeginning(person.chat);
  }
  const said = writers.flatMap((writer) => writer.said);
  const isThere = async () => {
    for (const person of people) expect((await screen(person)).length, person.name).toBeGreaterThanOrEqual(said.length);
  };
  // Where something is lost, the comparison below says what.
  await expect(isThere).toPass({ timeout: 20_000 }).catch(() => {});
  const screens = await Promise.all(people.map(screen));
  await backend.end();
  const stored = await readMessages(backend.database, backend.workspace);

  const faults = new Map<string, number>();
  for (const name of [...peopleFaults, ...serverFaults]) faults.set(name, (faults.get(name) ?? 0) + 1);
  const total = peopleFaults.length + serverFaults.length;
  const byKind = [...faults].map(([name, count]) => `${count} × ${name}`).join(", ");
  const seconds = Math.round((Date.now() - began) / 1_000);
  console.log(`    chaos, ${mode}, seed ${seed}: ${said.length} messages by ${people.length} people, ${total} faults in ${seconds} s (${byKind})`);

  const texts = stored.map(({ text }) => text);
  expect([...texts].sort(), "each message is stored once").toEqual([...said].sort());
  for (const { person, said } of writers) {
    const own = stored.filter(({ author }) => author === person.name).map(({ text }) => text);
    expect(own, `${person.name}'s messages are stored in their order`).toEqual(said);
  }
  for (const [index, { name }] of people.entries()) {
    expect(screens[index], `${name}'s screen and the database agree`).toEqual(stored);
  }
});
