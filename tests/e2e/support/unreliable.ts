// `test` as in test.ts, with servers that a test may kill and start again.
import { type Locator, expect } from "@playwright/test";
import { type Person, newTab } from "./person";
import { RestartableBackend } from "./restartable-backend";
import { RestartableSockudo } from "./restartable-sockudo";
import { test as base } from "./test";

export { expect, newTab };

/** How the page sends a message. */
export const POST = "POST /api/messages";

let sites = 0;

export const test = base.extend<{ backend: RestartableBackend }, { sockudo: RestartableSockudo }>({
  sockudo: [
    async ({}, use) => {
      const sockudo = await RestartableSockudo.start();
      await use(sockudo);
      await sockudo.end();
    },
    { scope: "worker" },
  ],

  backend: async ({ publishing, mode, pusherServer, siteInStore }, use, testInfo) => {
    const workspace = `unreliable-${testInfo.parallelIndex}-${process.pid}-${++sites}`;
    const port = pusherServer === "embedded" ? undefined : Number(new URL(publishing.origin).port);
    const backend = await RestartableBackend.start(workspace, port, mode === "baseline", siteInStore);
    await use(backend);
    await backend.stop();
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach("backend", { body: backend.process.output, contentType: "text/plain" });
  },
});

/** The newest messages of a channel as the backend has them, asked for past all faults; at most 100, oldest first. */
export async function stored(person: Person, { port, workspace }: RestartableBackend, channelId = "general"): Promise<string[]> {
  const params = { workspaceId: workspace, channelId, limit: "100" };
  const answer = await person.context.request.get(`http://127.0.0.1:${port}/api/messages`, { params });
  const { messages } = await answer.json();
  return messages.map(({ content }: { content: string }) => content);
}

/** Lets time pass: for what lasts for a certain time, never to wait for something. */
export function lasting(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Remembers the very elements that a locator finds now. */
export async function watchElements(locator: Locator): Promise<{ areStillThere(): Promise<boolean> }> {
  const elements = await locator.elementHandles();
  return {
    async areStillThere() {
      const now = await locator.elementHandles();
      const same = await Promise.all(elements.map((element, index) => element.evaluate((a, b) => a === b && a.isConnected, now[index])));
      return same.length === now.length && same.every(Boolean);
    },
  };
}

/** What was seen when the connection came into a state. */
interface Sight {
  /** Milliseconds since 1970. */
  at: number;
  /** The texts in the list at that very moment. */
  texts: string[];
}

/** From now on notes when the state of the connection is first this one, or with `not` first another. */
export async function watchConnection(person: Person, state: string, { not = false } = {}): Promise<() => Promise<Sight>> {
  const watch = await person.chat.root.evaluateHandle(
    (root, { state, not }) => {
      const texts = () => [...root.querySelectorAll("[role=log] .message-text")].map((element) => element.textContent ?? "");
      const seen = new Promise<Sight>((resolve) => {
        const look = () => {
          if ((root.getAttribute("data-connection") === state) !== not) resolve({ at: Date.now(), texts: texts() });
        };
        new MutationObserver(look).observe(root, { attributes: true, attributeFilter: ["data-connection"] });
        look();
      });
      return { seen };
    },
    { state, not },
  );
  return () => watch.evaluate(({ seen }) => seen);
}
