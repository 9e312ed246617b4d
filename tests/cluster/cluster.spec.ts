// More than one machine: any one of two backends and two Pusher servers may be killed, and nobody notices more than a moment.
import { type Browser, expect, test as base } from "@playwright/test";
import type { Network } from "../e2e/support/network";
import { Person } from "../e2e/support/person";
import { Cluster, type Member } from "./support/cluster";

/** What each of the two says in all. */
const MESSAGES = 30;
/** Until those who were on a server that was killed are taken off the list, with the page's own patience: milliseconds. */
const MISSED = 30_000;

const test = base.extend<{ cluster: Cluster }>({
  cluster: async ({}, use, testInfo) => {
    const cluster = await Cluster.start();
    await use(cluster);
    if (testInfo.status !== testInfo.expectedStatus) {
      for (const member of ["backend-1", "backend-2", "sockudo-1", "sockudo-2"] as Member[]) {
        await testInfo.attach(member, { body: cluster.log(member), contentType: "text/plain" });
      }
    }
    await cluster.stop();
  },
});

/** Somebody with a browser of their own, signed in, with the chat open and live. */
async function join(browser: Browser, cluster: Cluster, name: string): Promise<Person> {
  const context = await browser.newContext({ baseURL: cluster.origin });
  // There is no network of the test's between this browser and the cluster; only its address is asked for.
  const person = new Person(name, context, await context.newPage(), { origin: cluster.origin } as Network);
  await person.signsIn();
  return person.opens();
}

/** What is stored, in order, by the API. */
async function stored(person: Person): Promise<string[]> {
  const answer = await person.context.request.get("/api/messages?workspaceId=demo-workspace&limit=100");
  expect(answer.status()).toBe(200);
  const { messages } = (await answer.json()) as { messages: { content: string }[] };
  return messages.map(({ content }) => content);
}

const sorted = (texts: string[]) => [...texts].sort();

test("a backend and a Pusher server are killed in the middle of a conversation: nothing is lost, doubled or out of order", async ({
  browser,
  cluster,
}) => {
  const ada = await join(browser, cluster, "Ada");
  const grace = await join(browser, cluster, "Grace");
  const linus = await join(browser, cluster, "Linus");
  // nginx gives each the next server: Ada and Linus are on one, Grace is on the other.
  await expect.poll(() => [cluster.connections("sockudo-1"), cluster.connections("sockudo-2")]).toEqual([2, 1]);
  for (const person of [ada, grace, linus]) await expect(person.chat.people).toHaveCount(3);

  const said = ["hello from the first", "hello from the second"];
  await ada.says(said[0]);
  await grace.sees(said[0], { from: "Ada" });
  await grace.says(said[1]);
  await ada.sees(said[1], { from: "Grace" });

  const talk = async (person: Person, halfway: () => Promise<void>) => {
    for (let number = 1; number <= MESSAGES; number++) {
      if (number === MESSAGES / 2) await halfway();
      const text = `${person.name} ${number}`;
      said.push(text);
      await person.says(text);
      // As a person does it: the next is written once this one is in the list.
      await expect(person.chat.message(text)).toHaveCount(1);
    }
  };
  await Promise.all([
    talk(ada, async () => cluster.kill("backend-1")),
    talk(grace, async () => {
      cluster.kill("sockudo-1");
      // With no server left that would tell of it.
      await linus.context.close();
    }),
  ]);

  for (const person of [ada, grace]) {
    await expect(person.chat.list.locator('[data-state="sent"]')).toHaveCount(said.length);
    await person.isLive();
  }
  const history = await stored(ada);
  expect(sorted(history)).toEqual(sorted(said));
  for (const person of [ada, grace]) await expect(person.chat.texts).toHaveText(history);
  for (const { name } of [ada, grace]) {
    const own = (text: string) => text.startsWith(`${name} `);
    expect(history.filter(own)).toEqual(said.filter(own));
  }

  // All are on the server that is left. Whoever did not come back is missed after a while; nobody else is.
  await expect.poll(() => cluster.connections("sockudo-2")).toBe(2);
  for (const person of [ada, grace]) await expect(person.chat.people).toHaveCount(2, { timeout: MISSED });
  const mary = await join(browser, cluster, "Mary");
  for (const person of [ada, grace, mary]) {
    for (const { name } of [ada, grace, mary]) await expect(person.chat.person(name)).toHaveCount(1);
    await expect(person.chat.peopleHeading).toHaveText(/\b3\b/);
  }
  await mary.says("and hello from the third");
  for (const person of [ada, grace]) await person.sees("and hello from the third", { from: "Mary" });
  for (const person of [ada, grace, mary]) await person.context.close();
});
