// Everything at once: four people in several tabs write, edit, delete and react while sockets are cut, answers lost, servers
// killed and tabs reloaded. In the end all screens show what the database has: each text, each reaction, no deleted message.
//   npx playwright test -c tests/e2e/playwright.config.ts chaos          the short form
//   CHAOS=long CHAOS_SEED=7 npx playwright test …                        the long form, as `make chaos` runs it
// The seed decides what goes wrong, when and to whom; how it meets the browsers' own timing is different in every run.
import { type StoredMessage, readChannel } from "../support/database";
import type { Person } from "../support/person";
import { type ReadRow, readRows, toBeginning } from "../support/reading";
import { expect, test } from "../support/unreliable";
import { Changer, Wishes, original } from "./changer";
import { type World, aroundPeople, aroundPeopleWithClientId, aroundServers, happen } from "./faults";
import { Random } from "./random";
import { Writer, inTurns } from "./writer";

const isLong = process.env.CHAOS === "long";
const seed = Number(process.env.CHAOS_SEED ?? 1);
const size = isLong
  ? { each: 110, changes: 40, withTwoTabs: 2, pace: 1_200, peopleFaults: 36, serverFaults: 14, pause: 2_500, limit: 900_000 }
  : { each: 15, changes: 3, withTwoTabs: 1, pace: 500, peopleFaults: 6, serverFaults: 3, pause: 900, limit: 180_000 };

/** What a tab shows of the messages that are not deleted. */
const shown = (rows: ReadRow[]) =>
  rows.filter(({ state }) => state !== "deleted").map(({ id, text, author, isEdited, reactions }) => ({ id, text, author, isEdited, reactions }));

/** The same as it is stored, for the eyes of one person. */
const expected = (stored: StoredMessage[], name: string) =>
  stored.map(({ reactions, ...message }) => {
    const kinds = [...reactions].map(([emoji, names]) => `${emoji} ${names.length}${names.includes(name) ? " mine" : ""}`);
    return { ...message, reactions: kinds.sort() };
  });

test("chaos: nothing lost, nothing doubled, nothing out of order, nothing deleted shown", async ({ join, backend, sockudo, mode }) => {
  test.setTimeout(size.limit);
  const began = Date.now();
  const random = new Random(seed);
  const writers: Writer[] = [];
  for (const name of ["Ada", "Grace", "Linus", "Margaret"]) {
    writers.push(new Writer(await (await join(name)).opens(), new Random(seed * 31 + writers.length)));
  }
  const people = writers.map(({ person }) => person);
  const tabs = [...people];
  const [wishes, changers] = [new Wishes(), [] as Changer[]];
  if (mode === "extensions") {
    for (const [index, { person, inTurn }] of writers.entries()) {
      const of = index < size.withTwoTabs ? 2 : 1;
      const random = () => new Random(seed * 57 + changers.length);
      changers.push(new Changer(person, { number: 0, of }, inTurn, wishes, random()));
      if (of === 1) continue;
      const other = await person.opensAnotherTab();
      tabs.push(other);
      changers.push(new Changer(other, { number: 1, of }, inTurns(), wishes, random()));
    }
  }
  const world = (offset: number): World => ({ writers, backend, sockudo, random: new Random(seed * 101 + offset) });
  const kinds = mode === "extensions" ? { ...aroundPeople, ...aroundPeopleWithClientId } : aroundPeople;

  const [, , peopleFaults, serverFaults] = await Promise.all([
    Promise.all(random.shuffled(writers).map((writer) => writer.writes(size.each, size.pace))),
    Promise.all(changers.map((changer) => changer.changes(size.changes, (size.pace * size.each) / size.changes))),
    happen(world(1), kinds, size.peopleFaults, size.pause),
    happen(world(2), aroundServers, size.serverFaults, 2 * size.pause),
  ]);

  // The faults are over. Soon everything is sent, and everybody has it.
  for (const person of tabs) {
    await expect(person.chat.list.locator("[data-state]:not([data-state=sent], [data-state=deleted])")).toHaveCount(0, { timeout: 60_000 });
    await person.connectionIs("live", { within: 20_000 });
    await toBeginning(person.chat);
  }
  const isGone = (text: string) => [...wishes.deleted.values()].includes(text);
  const said = writers.flatMap((writer) => writer.said).filter((text) => !isGone(text));
  // A change that is not sent yet is shown in one tab only.
  const isThere = async () => {
    const all = (await Promise.all(tabs.map(({ chat }) => readRows(chat)))).map(shown);
    const common = all.map((rows) => rows.map((row) => ({ ...row, reactions: row.reactions.map((one) => one.replace(" mine", "")) })));
    expect(common[0].length).toBe(said.length);
    for (const rows of common) expect(rows).toEqual(common[0]);
  };
  // Where something is lost, the comparison below says what.
  await expect(isThere).toPass({ timeout: 40_000 }).catch(() => {});
  const screens = await Promise.all(tabs.map(({ chat }) => readRows(chat)));
  const pages = await Promise.all(tabs.map(({ page }) => page.locator("body").innerText()));
  await backend.end();
  const { messages: stored, tombstones } = await readChannel(backend.database, backend.workspace);

  const faults = new Map<string, number>();
  for (const name of [...peopleFaults, ...serverFaults]) faults.set(name, (faults.get(name) ?? 0) + 1);
  const total = peopleFaults.length + serverFaults.length;
  const byKind = [...faults].map(([name, count]) => `${count} × ${name}`).join(", ");
  const seconds = Math.round((Date.now() - began) / 1_000);
  console.log(`    chaos, ${mode}, seed ${seed}: ${writers.flatMap((writer) => writer.said).length} messages and ${wishes.size} changes by ${people.length} people in ${tabs.length} tabs, ${total} faults in ${seconds} s (${byKind})`);

  const texts = stored.map(({ text }) => original(text));
  expect([...texts].sort(), "each message is stored once").toEqual([...said].sort());
  expect([...tombstones].sort(), "what was deleted is deleted").toEqual([...wishes.deleted.keys()].sort());
  for (const { person, said } of writers) {
    const own = stored.filter(({ author }) => author === person.name).map(({ text }) => original(text));
    expect(own, `${person.name}'s messages are stored in their order`).toEqual(said.filter((text) => !isGone(text)));
  }
  // Of several wishes for the same only the backend knows which was the last.
  for (const { id, text, isEdited, reactions } of stored.filter(({ id }) => !wishes.unclear.has(id))) {
    const wished = wishes.texts.get(id) ?? [];
    expect(wished.length ? wished : [original(text)], "each message has a text that it was given").toContain(text);
    expect(isEdited, text).toBe(wished.length > 0);
    for (const { emoji, name, on } of [...wishes.reactions.values()].filter((wish) => wish.id === id && wish.on.length === 1)) {
      expect(reactions.get(emoji)?.includes(name) ?? false, `${name} and ${emoji} on ${text}`).toBe(on[0]);
    }
  }
  for (const [index, { name }] of tabs.entries()) {
    const rows = screens[index];
    expect(shown(rows), `${name}'s screen and the database agree`).toEqual(expected(stored, name));
    const lines = rows.filter(({ state }) => state === "deleted").map(({ id }) => id);
    expect(tombstones, "deleted on the screen and in the database").toEqual(expect.arrayContaining(lines));
    const everything = [pages[index], ...rows.map(({ everything }) => everything)].join("\n");
    for (const text of wishes.deleted.values()) {
      expect(everything, `a deleted text in a tab of ${name}`).not.toMatch(new RegExp(`${text}(?!\\d)`));
    }
  }
});
