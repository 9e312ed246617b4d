// What a tab keeps on disk of what was typed and not sent.
import { expect } from "@playwright/test";
import type { Person } from "./person";

/** A message as it lies in the outbox (src/wire/record.rs says what the rest means). */
interface Kept {
  /** 2 for one that is withdrawn. */
  v: number;
  text: string;
  refused?: string;
}

/** Waits until what a person has sent is in the outbox on disk: until then it is kept as a draft. */
export async function isOnDisk({ page }: Person): Promise<void> {
  const drafts = () => Object.keys(localStorage).filter((name) => name.startsWith("collabspace-draft-1 "));
  await expect.poll(() => page.evaluate(drafts)).toEqual([]);
}

/** Waits until the outbox on disk says of so many messages that they were refused: their rows say it before. */
export async function areRefusedOnDisk(person: Person, count: number): Promise<void> {
  await expect.poll(async () => (await outbox(person)).filter(({ refused }) => refused)).toHaveLength(count);
}

/** What is in the outbox on disk. A row is drawn before what it shows is there. */
export async function outbox({ page }: Person): Promise<Kept[]> {
  const records = await page.evaluate(async () => {
    const result = <T>(request: IDBRequest<T>) => new Promise<T>((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
    const all: { record: string }[] = [];
    for (const { name } of await indexedDB.databases()) {
      if (!name?.startsWith("collabspace-outbox")) continue;
      const database = await result(indexedDB.open(name));
      all.push(...(await result(database.transaction("unsent").objectStore("unsent").getAll())));
      database.close();
    }
    return all.map(({ record }) => record);
  });
  return records.map((record) => JSON.parse(record));
}
