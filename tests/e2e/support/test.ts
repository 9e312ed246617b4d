// `test` with a running site: one Pusher server for each worker; for each test a backend, a database and a workspace of its
// own, and people who come when they are asked for.
import { writeFileSync } from "node:fs";
import { type BrowserContextOptions, type TestInfo, expect, test as base } from "@playwright/test";
import { type Backend, type SiteOptions, startBackend } from "./backend";
import { type MongoDb, startMongoDb } from "./mongodb";
import { Network } from "./network";
import { Person } from "./person";
import { type Sockudo, startSockudo } from "./sockudo";
import { violationsIn } from "./violations";

export { expect } from "@playwright/test";

/** Whether the backend has the contract's extensions. */
export type Mode = "extensions" | "baseline";

/** Which Pusher server there is: sockudo, or the one in the backend. */
export type PusherServer = "sockudo" | "embedded";

/** Where the backend keeps messages. */
export type Store = "sqlite" | "mongodb";

interface Fixtures {
  mode: Mode;
  pusherServer: PusherServer;
  /** What is different about this test's site. */
  site: SiteOptions;
  /** The same, with where its messages are kept. */
  siteInStore: SiteOptions;
  /** Between the backend and the Pusher server: where events can be held back before they are published. */
  publishing: Network;
  backend: Backend;
  /** Brings a person, signed in unless told otherwise, with a browser and a network of their own; their page is not open yet. */
  join: (name: string, options?: BrowserContextOptions & { isSignedIn?: boolean }) => Promise<Person>;
  /** Ada, with the chat open and live. */
  ada: Person;
  /** Grace, with the chat open and live. */
  grace: Person;
}

let sites = 0;

/** Keeps what may explain a failure, as a file beside the screenshots. */
async function attach(testInfo: TestInfo, name: string, text: string): Promise<void> {
  const file = testInfo.outputPath(`${name.replace(/[^\w-]+/g, "-")}.log`);
  writeFileSync(file, text);
  await testInfo.attach(name, { path: file, contentType: "text/plain" });
}

export const test = base.extend<Fixtures, { store: Store; mongoDb: MongoDb | undefined; sockudo: Sockudo }>({
  mode: ["extensions", { option: true }],
  pusherServer: ["sockudo", { option: true }],
  site: [{}, { option: true }],
  store: ["sqlite", { option: true, scope: "worker" }],

  mongoDb: [
    async ({ store }, use) => {
      const server = store === "mongodb" ? await startMongoDb() : undefined;
      await use(server);
      await server?.stop();
    },
    { scope: "worker" },
  ],

  siteInStore: async ({ site, mongoDb }, use) => use({ ...site, ...mongoDb?.newDatabase() }),

  sockudo: [
    async ({}, use) => {
      const sockudo = await startSockudo();
      await use(sockudo);
      await sockudo.process.kill(); // it has nothing to lose
    },
    { scope: "worker" },
  ],

  publishing: async ({ sockudo }, use) => {
    const network = await Network.open(sockudo.port, sockudo.port);
    await use(network);
    await network.close();
  },

  backend: async ({ publishing, mode, pusherServer, siteInStore }, use, testInfo) => {
    const workspace = `workspace-${testInfo.parallelIndex}-${process.pid}-${++sites}`;
    const port = pusherServer === "embedded" ? undefined : Number(new URL(publishing.origin).port);
    const backend = await startBackend(workspace, port, mode === "baseline", siteInStore);
    await use(backend);
    await backend.stop();
    if (testInfo.status !== testInfo.expectedStatus) {
      await attach(testInfo, "backend", backend.process.output);
    }
  },

  join: async ({ browser, backend, pusherServer, sockudo }, use, testInfo) => {
    const people: { person: Person; told: string[]; violations: string[] }[] = [];
    await use(async (name, { isSignedIn = true, ...options } = {}) => {
      const network = await Network.open(backend.port, pusherServer === "embedded" ? backend.port : sockudo.port);
      const context = await browser.newContext({ ...options, baseURL: network.origin });
      const violations = await violationsIn(context);
      const told: string[] = [];
      context.on("console", (message) => told.push(`${message.type()}: ${message.text()}`));
      context.on("weberror", (error) => told.push(`error: ${error.error().message}`));
      const person = new Person(name, context, await context.newPage(), network);
      people.push({ person, told, violations });
      if (isSignedIn) await person.signsIn();
      return person;
    });
    for (const { person, told, violations } of people) {
      await person.context.close();
      await person.network.close();
      // The backend serves the page with its policy: whatever a test does, the page keeps to it.
      expect.soft(violations, `${person.name}'s page violates its Content-Security-Policy`).toEqual([]);
      if (testInfo.status === testInfo.expectedStatus) continue;
      const calls = person.network.calls.map(({ at, method, path, query, body }) => {
        return `${new Date(at).toISOString()} ${method} ${path}?${query} ${body}`;
      });
      await attach(testInfo, `browser of ${person.name}`, [...told, ...calls].join("\n"));
    }
  },

  ada: async ({ join }, use) => use(await (await join("Ada")).opens()),
  grace: async ({ join }, use) => use(await (await join("Grace")).opens()),
});
