// Messages are deleted after a question.
import type { Person } from "../support/person";
import { expect, test } from "../support/test";

test.skip(({ mode }) => mode === "baseline", "a baseline backend has none of these calls");

const gone = (person: Person) => person.chat.list.locator("[data-state=deleted]");

/** All that a page shows or keeps. */
function everythingOf({ page }: Person): Promise<string> {
  return page.evaluate(async () => {
    const result = <T>(request: IDBRequest<T>) => new Promise<T>((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
    const all: unknown[] = [document.documentElement.outerHTML, { ...localStorage }, { ...sessionStorage }, history.state];
    for (const { name } of await indexedDB.databases()) {
      const database = await result(indexedDB.open(name!));
      for (const store of database.objectStoreNames) all.push(await result(database.transaction(store).objectStore(store).getAll()));
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) all.push(await (await cache.match(request))?.text());
    }
    return JSON.stringify(all);
  });
}

async function focusesLast(person: Person): Promise<void> {
  await person.chat.composer.focus();
  await person.page.keyboard.press("Control+ArrowUp");
  await expect(person.chat.messages.last()).toBeFocused();
}

test("deleting asks first, with the focus on Cancel; then the message is gone for everyone", async ({ ada, grace }) => {
  await ada.says("a secret");
  await grace.sees("a secret");
  expect(await everythingOf(grace)).toContain("a secret");
  await focusesLast(ada);
  await ada.page.keyboard.press("Delete");
  await expect(ada.chat.dialogs).toContainText("Delete this message?");
  await expect(ada.chat.dialogs.getByRole("button", { name: "Cancel" })).toBeFocused();
  await ada.page.keyboard.press("Enter");
  await expect(ada.chat.dialogs).toHaveCount(0);
  await expect(ada.chat.message("a secret")).toBeFocused();
  await ada.page.keyboard.press("Delete");
  await ada.chat.dialogs.getByRole("button", { name: "Delete" }).click();
  for (const person of [ada, grace]) {
    await expect(gone(person)).toHaveText(/This message was deleted\./);
    await expect(person.chat.message("a secret")).toHaveCount(0);
    // The line says so for this visit; nothing is kept for the next.
    await expect.poll(() => everythingOf(person)).not.toContain("a secret");
    await person.page.reload();
    await person.isLive();
    await expect(person.chat.beginning).toBeVisible();
    await expect(gone(person)).toHaveCount(0);
  }
});

test("Shift and Delete do not ask", async ({ ada, grace }) => {
  await ada.says("a secret");
  await grace.sees("a secret");
  await focusesLast(ada);
  await ada.page.keyboard.press("Shift+Delete");
  await expect(gone(grace)).toHaveCount(1);
  await expect(ada.chat.dialogs).toHaveCount(0);
});

test("an emptied edit asks whether to delete", async ({ ada, grace }) => {
  await ada.says("too much");
  await grace.sees("too much");
  await ada.chat.composer.press("ArrowUp");
  await ada.chat.composer.fill("");
  await ada.page.keyboard.press("Enter");
  await ada.chat.dialogs.getByRole("button", { name: "Delete" }).click();
  await expect(gone(grace)).toHaveCount(1);
  await expect(ada.chat.composerBar).toBeHidden();
});

test("messages of others cannot be deleted", async ({ ada, grace }) => {
  await grace.says("hers");
  await ada.sees("hers");
  await focusesLast(ada);
  await ada.page.keyboard.press("Shift+Delete");
  await ada.page.keyboard.press("Enter");
  await expect(ada.chat.menuItems.first()).toBeVisible();
  await expect(ada.chat.menuItems.filter({ hasText: /^Delete|^Edit/ })).toHaveCount(0);
});

test("an offline deletion hides the message at once, can be undone, and is sent when the network is back", async ({ ada, grace }) => {
  await ada.says("a secret");
  await grace.sees("a secret");
  await ada.context.setOffline(true);
  await ada.connectionIs("offline");
  await focusesLast(ada);
  await ada.page.keyboard.press("Shift+Delete");
  await expect(gone(ada)).toContainText("Not sent yet");
  await ada.chat.list.getByRole("button", { name: "Undo" }).click();
  await expect(ada.chat.message("a secret")).toBeVisible();
  await focusesLast(ada);
  await ada.page.keyboard.press("Shift+Delete");
  await expect(gone(ada)).toHaveCount(1);
  await ada.context.setOffline(false);
  await expect(gone(grace)).toHaveCount(1);
});

test("a refused deletion is undone, with the reason", async ({ ada, grace }) => {
  await ada.says("it stays");
  await grace.sees("it stays");
  ada.network.answer(({ method }) => method === "DELETE", 403, { error: "only moderators delete here" });
  await focusesLast(ada);
  await ada.page.keyboard.press("Shift+Delete");
  await expect(ada.chat.banner).toContainText("The message was not deleted: only moderators delete here.");
  await expect(ada.chat.message("it stays")).toBeVisible();
});
