// Two chats on one origin, with different backends and the same workspace: what one keeps in the browser is not the other's.
import { startBackend } from "../support/backend";
import { isOnDisk } from "../support/outbox";
import { Person } from "../support/person";
import { POST, expect, newTab, stored, test as base } from "../support/unreliable";

const SECRET = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const POST_B = "POST /team-b/api/messages";

/** Ada signed in to both chats; team B's is at `/team-b/`. */
const test = base.extend<{ ada: Person; port: number }>({
  site: { sessionSecret: SECRET },
  port: async ({ backend, publishing }, use) => {
    const site = { sessionSecret: SECRET, channelPattern: "presence-team-b-{workspaceId}" };
    const teamB = await startBackend(backend.workspace, Number(new URL(publishing.origin).port), false, site);
    await use(teamB.port);
    await teamB.stop();
  },
  ada: async ({ join, port }, use) => {
    const ada = await join("Ada");
    ada.network.below.set("/team-b", { port, config: { api: { baseUrl: "/team-b/api" } } });
    await use(ada);
  },
});

async function opensTeamB(person: Person): Promise<Person> {
  const tab = await newTab(person);
  await tab.page.goto("/team-b/");
  await tab.isLive();
  return tab;
}

/** What a release before deployments leaves in the browser, made as that release makes it. */
async function leavesFromBefore(person: Person, workspace: string, records: object[], pages: string[], draft = ""): Promise<void> {
  await person.page.goto("/login");
  await person.page.evaluate(
    async ({ workspace, records, pages, draft }) => {
      const request = indexedDB.open(`collabspace-outbox/${workspace}`, 1);
      request.onupgradeneeded = () => request.result.createObjectStore("unsent", { autoIncrement: true });
      await new Promise((done) => (request.onsuccess = done));
      const transaction = request.result.transaction("unsent", "readwrite");
      for (const record of records) {
        const id = crypto.randomUUID();
        transaction.objectStore("unsent").put({ tab: "old tab", id, record: JSON.stringify({ v: 1, id, channel: "general", ...record }) });
      }
      await new Promise((done) => (transaction.oncomplete = done));
      request.result.close();
      if (draft) localStorage.setItem(`collabspace-draft/${workspace}/general`, draft);
      for (const path of pages) {
        const settings = JSON.stringify({ workspaceId: workspace, api: { baseUrl: `${path}api` } });
        localStorage.setItem(`collabspace-settings ${path}`, JSON.stringify([200, `${location.origin}${path}config.json`, settings]));
      }
    },
    { workspace, records, pages, draft },
  );
}

test("an unsent message and a draft stay with the chat that they were written in", async ({ ada, backend, grace }) => {
  await ada.opens();
  const away = ada.network.break(POST);
  await ada.says("for team A");
  await away.hasStruck();
  await isOnDisk(ada);
  await ada.chat.composer.fill("a draft for team A");
  await ada.page.close();

  const teamB = await opensTeamB(ada);
  await expect(teamB.chat.composer).toHaveValue("");
  await teamB.says("for team B");
  await teamB.sees("for team B");
  await expect(teamB.chat.texts).toHaveText(["for team B"]);
  expect(ada.network.callsOf(POST_B).map(({ body }) => JSON.parse(body).content)).toEqual(["for team B"]);
  await teamB.page.close();

  away.lift();
  const again = await (await newTab(ada)).opens();
  await again.sees("for team A");
  await expect(again.chat.composer).toHaveValue("a draft for team A");
  await grace.sees("for team A", { from: "Ada" });
  expect(await stored(grace, backend)).toEqual(["for team A"]);
});

test("messages from before the update are sent once; an open old tab keeps its own until it is closed", async ({ ada, backend, grace }) => {
  await leavesFromBefore(ada, backend.workspace, [{ text: "from before" }], ["/"], "a draft from before");
  // The lock that a tab of that release holds while it lives.
  await ada.page.evaluate((name) => {
    void navigator.locks.request(name, () => new Promise(() => {}));
  }, `collabspace-outbox/${backend.workspace}/old tab`);
  const tab = await (await newTab(ada)).opens();
  await expect(tab.chat.composer).toHaveValue("a draft from before");
  await tab.chat.composer.press("Enter");
  await grace.sees("a draft from before", { from: "Ada" });
  expect(await stored(grace, backend)).toEqual(["a draft from before"]);

  await ada.page.close();
  await grace.sees("from before", { from: "Ada" });
  await tab.sees("from before");
  // Back to that release: it finds nothing that is sent already.
  const left = () => tab.page.evaluate(async (workspace) => {
    const request = indexedDB.open(`collabspace-outbox/${workspace}`);
    await new Promise((done) => (request.onsuccess = done));
    const all = request.result.transaction("unsent").objectStore("unsent").getAll();
    await new Promise((done) => (all.onsuccess = done));
    request.result.close();
    return [...all.result, localStorage.getItem(`collabspace-draft/${workspace}/general`)];
  }, backend.workspace);
  await expect.poll(left).toEqual([null]);
  await tab.page.reload();
  await tab.isLive();
  await expect(tab.chat.texts).toHaveText(["a draft from before", "from before"]);
  expect(await stored(grace, backend)).toEqual(["a draft from before", "from before"]);
});

test("messages from before the update that may belong to the other chat are offered, not sent", async ({ ada, backend, grace }) => {
  await leavesFromBefore(ada, backend.workspace, [{ text: "for one of them" }], ["/", "/team-b/"], "a draft for one of them");
  const teamB = await opensTeamB(ada);
  const offered = teamB.chat.message("for one of them");
  await expect(offered).toHaveAttribute("data-state", "failed");
  await expect(offered).toContainText("perhaps for another chat of this site");
  await expect(teamB.chat.composer).toHaveValue("");
  await teamB.page.close();
  expect(ada.network.callsOf(POST_B)).toEqual([]);

  const teamA = await (await newTab(ada)).opens();
  await expect(teamA.chat.message("for one of them")).toHaveAttribute("data-state", "failed");
  expect(ada.network.callsOf(POST)).toEqual([]);
  await teamA.chat.message("for one of them").getByRole("button", { name: "Retry" }).click();
  await teamA.sees("for one of them");
  expect(await stored(grace, backend)).toEqual(["for one of them"]);
});
