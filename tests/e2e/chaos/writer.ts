import type { Person } from "../support/person";
import { POST, expect, lasting } from "../support/unreliable";
import type { Random } from "./random";

/** Above this many messages that are not stored yet, somebody waits before writing more. */
const PATIENCE = 12;

/** Does things in a tab one after the other. */
export type InTurn = (act: () => Promise<void>) => Promise<void>;

/** A tab's turns. */
export function inTurns(): InTurn {
  let turn = Promise.resolve();
  return (act) => {
    const done = turn.then(act);
    turn = done.catch(() => {});
    return done;
  };
}

/** Somebody who writes one message after the other, whatever happens, and now and then reloads the page. */
export class Writer {
  /** What they have sent, in order. */
  readonly said: string[] = [];
  /** One thing at a time: nobody writes into a page that is being reloaded. */
  readonly inTurn = inTurns();

  constructor(readonly person: Person, private readonly random: Random) {}

  /** Sends `count` messages, at a person's uneven pace. */
  async writes(count: number, pace: number): Promise<void> {
    for (let number = 0; number < count; number++) {
      await lasting(this.random.between(0, 2 * pace));
      await this.inTurn(() => this.says());
      const unsent = this.person.chat.messages.and(this.person.page.locator("[data-state=sending]"));
      await expect.poll(() => unsent.count(), { timeout: 90_000 }).toBeLessThan(PATIENCE);
    }
  }

  /** Reloads the page while a message is under way: the backend may have it, the page has no answer. */
  async reloadsWhileSending(): Promise<void> {
    const { network, page, chat } = this.person;
    const canWrite = async () => (await chat.composer.isVisible()) && chat.composer.isEnabled();
    await this.inTurn(async () => {
      const answer = network.holdAnswer(POST);
      await this.says();
      await Promise.race([answer.hasStruck(), lasting(3_000)]);
      await page.reload();
      answer.lift();
      // Where the page's own files could not be had, the visitor reloads again. What index.html shows before the program is
      // there has a composer too, in which nobody can write yet.
      await expect(async () => {
        if (!(await canWrite())) await page.reload();
        await expect.poll(canWrite, { timeout: 4_000 }).toBe(true);
      }).toPass();
    });
  }

  private async says(): Promise<void> {
    const text = `${this.person.name} says ${this.said.length + 1}`;
    this.said.push(text);
    const { composer, composerBar } = this.person.chat;
    // A refused edit comes back to where messages are written.
    if (await composerBar.isVisible()) await composer.press("Escape");
    await this.person.says(text);
  }
}
