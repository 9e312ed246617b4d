// A browser that keeps nothing, or holds something broken: the chat works, and says once what that means.
import { outbox } from "../support/outbox";
import type { Person } from "../support/person";
import { POST, expect, test } from "../support/unreliable";

const notKept = (person: Person) => person.page.locator(".banner[data-kind=storage]");

const broken: Record<string, () => void> = {
  "IndexedDB is forbidden": () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
  },
  "IndexedDB is not there": () => {
    Object.defineProperty(window, "indexedDB", { get: () => undefined });
  },
  "the disk is full": () => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
  },
  "all storage is forbidden": () => {
    for (const name of ["indexedDB", "localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException("The operation is insecure.", "SecurityError");
        },
      });
    }
  },
};

for (const [what, breakIt] of Object.entries(broken)) {
  test(`${what}: the chat works, and says once that unsent messages will not survive`, async ({ join, grace }) => {
    const ada = await join("Ada");
    const errors: string[] = [];
    ada.page.on("pageerror", (error) => errors.push(error.message));
    await ada.context.addInitScript(breakIt);
    await ada.opens();
    await ada.says("does it work?");
    await ada.sees("does it work?");
    await grace.sees("does it work?", { from: "Ada" });
    await expect(notKept(ada)).toHaveCount(1);
    await expect(notKept(ada)).toContainText("cannot save unsent messages");
    await notKept(ada).getByRole("button", { name: "OK" }).click();
    await expect(notKept(ada)).toHaveCount(0);
    await ada.says("it does");
    await grace.sees("it does");
    await ada.sees("it does");
    await expect(notKept(ada)).toHaveCount(0);
    // Sending again needs no disk either.
    const away = ada.network.break(POST);
    await ada.says("and this one waits");
    await away.hasStruck();
    away.lift();
    await grace.sees("and this one waits");
    await expect(grace.chat.texts).toHaveText(["does it work?", "it does", "and this one waits"]);
    expect(errors).toEqual([]);
  });
}

/** Makes the store that the page finds, before the page does. */
async function leaveBehind(person: Person, workspace: string, version: number, values: unknown[]): Promise<void> {
  await person.page.goto("/login");
  await person.page.evaluate(
    ({ name, version, values }) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open(name, version);
        request.onupgradeneeded = () => request.result.createObjectStore("unsent", { autoIncrement: true });
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const transaction = request.result.transaction("unsent", "readwrite");
          values.forEach((value) => transaction.objectStore("unsent").put(value));
          transaction.oncomplete = () => (request.result.close(), resolve());
        };
      }),
    { name: `collabspace-outbox ${person.network.origin}/api ${workspace}`, version, values },
  );
}

test("unreadable records in the outbox are left alone, and new messages are stored and sent", async ({ join, grace, backend }) => {
  const ada = await join("Ada");
  const garbage = [7, "text", null, [], {}, { tab: "t", id: "a", record: "not JSON" }, { tab: "t", id: 3, record: {} }, { tab: "t", id: "b", record: '{"id":1}' }];
  await leaveBehind(ada, backend.workspace, 1, garbage);
  await ada.opens();
  const away = ada.network.break(POST);
  await ada.says("kept");
  await away.hasStruck();
  await ada.page.reload();
  away.lift();
  await ada.isLive();
  await grace.sees("kept", { from: "Ada" });
  await expect(ada.chat.messages).toHaveCount(1);
  await expect(notKept(ada)).toHaveCount(0);
});

test("with an outbox of a later version, the chat works without it, and says so", async ({ join, grace, backend }) => {
  const ada = await join("Ada");
  await leaveBehind(ada, backend.workspace, 99, []);
  await ada.opens();
  await expect(notKept(ada)).toHaveCount(1);
  await ada.says("hello from the past");
  await grace.sees("hello from the past", { from: "Ada" });
});

test("messages of a later version stay, and their number is shown", async ({ join, backend }) => {
  const ada = await join("Ada");
  const later = (id: string) => ({ tab: "gone", id, record: JSON.stringify({ v: 99, id, channel: "general", text: "from the future" }) });
  await leaveBehind(ada, backend.workspace, 1, [later("a"), later("b")]);
  await ada.opens();
  const told = ada.page.locator(".banner[data-kind=unknown-unsent]");
  await expect(told).toContainText(/another version of this chat: 2\b/);
  await told.getByRole("button", { name: "OK" }).click();
  await expect(told).toHaveCount(0);
  await ada.says("and of today");
  await ada.sees("and of today");
  await expect(ada.chat.messages).toHaveCount(1);
  expect(await outbox(ada)).toMatchObject([{ v: 99 }, { v: 99 }]);
});

test("a store that cannot be opened delays nothing: messages are sent without it, with a note", async ({ join, grace, backend }) => {
  const ada = await join("Ada");
  // Another tab that is making the store, and is never done with it.
  const other = await ada.context.newPage();
  await other.goto("/login");
  await other.evaluate((name) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore("unsent", { autoIncrement: true });
      const goOn = () => (store.count().onsuccess = goOn);
      goOn();
    };
  }, `collabspace-outbox ${ada.network.origin}/api ${backend.workspace}`);
  await ada.opens();
  await ada.says("without the disk");
  await grace.sees("without the disk", { from: "Ada" });
  await expect(notKept(ada)).toHaveCount(1);
});
