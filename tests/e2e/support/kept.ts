// What a browser keeps of channels for the next visit, as it lies in its storage.
import { type Page, expect } from "@playwright/test";

/** Everything, as one text; empty if nothing is kept. */
export function kept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? "").filter((name) => name.startsWith("collabspace-channels-"));
    const texts = await Promise.all(
      names.map(async (name) => {
        const open = indexedDB.open(name);
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          // Only to look: one that is wiped meanwhile is not made again.
          open.onupgradeneeded = () => open.transaction?.abort();
          Object.assign(open, { onsuccess: () => resolve(open.result), onerror: () => reject(open.error) });
        });
        const all = database.transaction("texts").objectStore("texts").getAll();
        await new Promise((done) => (all.onsuccess = done));
        database.close();
        return all.result.join("\n");
      }),
    );
    return texts.join("\n");
  });
}

/** Waits until this text is kept. */
export async function isKept(page: Page, text: string): Promise<void> {
  await expect.poll(() => kept(page).catch(() => ""), { timeout: 30_000 }).toContain(text);
}

/** Waits until this text is not kept, or not any more. */
export async function isNotKept(page: Page, text: string): Promise<void> {
  await expect.poll(() => kept(page).catch(() => text), { timeout: 30_000 }).not.toContain(text);
}
