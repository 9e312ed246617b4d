// Clocks that are wrong by hours change nothing in the order.
import type { Person } from "../support/person";
import { expect, test } from "../support/unreliable";

/** From the next page on this person's clock is wrong. */
async function setClock(person: Person, hours: number): Promise<void> {
  await person.context.addInitScript((shift) => {
    const RealDate = Date;
    globalThis.Date = class extends RealDate {
      constructor(...args: any[]) {
        // @ts-expect-error the constructor's overloads
        super(...(args.length ? args : [RealDate.now() + shift]));
      }
      static now() {
        return RealDate.now() + shift;
      }
    } as DateConstructor;
  }, hours * 3_600_000);
}

test("two people whose clocks are hours apart see one order, while sending and afterwards", async ({ join }) => {
  const ada = await join("Ada");
  const grace = await join("Grace");
  await setClock(ada, 5);
  await setClock(grace, -7);
  await ada.opens();
  await grace.opens();
  const texts: string[] = [];
  for (const [person, other, text] of [[ada, grace, "one"], [grace, ada, "two"], [ada, grace, "three"], [grace, ada, "four"]] as const) {
    await person.says(text);
    texts.push(text);
    for (const everybody of [person, other]) await expect(everybody.chat.texts).toHaveText(texts);
    await other.sees(text, { from: text === "two" || text === "one" ? person.name : undefined });
  }
  await ada.page.reload();
  await ada.isLive();
  await expect(ada.chat.texts).toHaveText(texts);
});
