// Where no WebSocket can be had from the start.
import type { Person } from "../support/person";
import { expect, test, watchConnection } from "../support/unreliable";

/** Between two polls lie 5 s; the rest is for the answers and a busy machine. */
const ARRIVES = 9_000;

/** From now on notes when a message of this text comes into the list, in milliseconds since 1970. */
async function arrivalOf({ chat }: Person, text: string): Promise<() => Promise<number>> {
  const watch = await chat.list.evaluateHandle((list, text) => {
    const isThere = () => [...list.querySelectorAll(".message-text")].some((element) => element.textContent === text);
    const at = new Promise<number>((resolve) => {
      new MutationObserver(() => isThere() && resolve(Date.now())).observe(list, { childList: true, subtree: true });
    });
    return { at };
  }, text);
  return () => watch.evaluate(({ at }) => at);
}

test("while polling, messages arrive within seconds; it says so, and goes live without gaps or duplicates", async ({ join, sockudo }) => {
  test.setTimeout(90_000);
  await sockudo.block();
  const [ada, grace] = [await join("Ada"), await join("Grace")];
  for (const person of [ada, grace]) await person.page.goto("/");
  for (const person of [ada, grace]) await person.connectionIs("polling", { within: 15_000 });
  await expect(ada.chat.status).toHaveText("Delayed");
  await expect(ada.chat.banner).toContainText("Checking for new messages every few seconds.");

  const texts: string[] = [];
  for (const text of ["by the slow way", "and another"]) {
    const arrival = await arrivalOf(ada, text);
    await grace.says(text);
    const said = Date.now();
    texts.push(text);
    expect((await arrival()) - said).toBeLessThanOrEqual(ARRIVES);
    await expect(ada.chat.texts).toHaveText(texts);
  }

  const live = await watchConnection(ada, "live");
  await grace.says("just before");
  await sockudo.unblock();
  for (let count = 1; count <= 10; count++) await grace.says(`meanwhile ${count}`);
  texts.push("just before", ...Array.from({ length: 10 }, (_, index) => `meanwhile ${index + 1}`));
  await live();
  await expect(ada.chat.banner).toHaveCount(0);
  await grace.says("after");
  await ada.sees("after");
  await expect(ada.chat.texts).toHaveText([...texts, "after"]);
});
