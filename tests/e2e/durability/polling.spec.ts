// Where no WebSocket can be had from the start.
import { expect, test, watchConnection } from "../support/unreliable";

/** Between two polls lie 5 s; the rest is for the answer and a busy machine. */
const ARRIVES = 6_500;

test("messages arrive within seconds, it says that it polls, and it goes live with no gap and no double", async ({ join, sockudo }) => {
  test.setTimeout(90_000);
  await sockudo.block();
  const [ada, grace] = [await join("Ada"), await join("Grace")];
  for (const person of [ada, grace]) await person.page.goto("/");
  for (const person of [ada, grace]) await person.connectionIs("polling", { within: 15_000 });
  await expect(ada.chat.status).toHaveText("Polling");
  await expect(ada.chat.banner).toContainText("New messages are fetched every few seconds.");

  const texts: string[] = [];
  for (const text of ["by the slow way", "and another"]) {
    await grace.says(text);
    const said = Date.now();
    texts.push(text);
    await expect(ada.chat.texts).toHaveText(texts, { timeout: ARRIVES + 1_000 });
    expect(Date.now() - said).toBeLessThanOrEqual(ARRIVES);
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
