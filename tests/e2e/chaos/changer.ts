// Somebody in a tab who edits and deletes own messages, and reacts to any.
import type { Person } from "../support/person";
import { expect, lasting } from "../support/unreliable";
import type { Random } from "./random";
import type { InTurn } from "./writer";

/** How many of the newest messages somebody changes. */
const REACH = 8;
/** How long somebody waits for a menu, or for what they did to be shown, before they give it up: milliseconds. */
const PATIENCE = 5_000;

interface Focused {
  state?: string;
  isOwn: boolean;
  id?: string;
  text: string;
}

/** What people wanted of messages. Of what was begun and not seen through nobody knows how it ends. */
export class Wishes {
  /** The texts that a message was given, by its id. */
  readonly texts = new Map<string, string[]>();
  /** What was said in the messages that were deleted, by their ids. */
  readonly deleted = new Map<string, string>();
  /** What one person wanted with one emoji, by message, emoji and person. */
  readonly reactions = new Map<string, { id: string; emoji: string; name: string; on: boolean[] }>();
  readonly unclear = new Set<string>();

  get size(): number {
    const count = (all: Iterable<unknown[]>) => [...all].reduce((sum, one) => sum + one.length, 0);
    const reacted = [...this.reactions.values()].map(({ on }) => on);
    return count(this.texts.values()) + count(reacted) + this.deleted.size;
  }
}

/** What was first said in a message that may have been edited since. */
export function original(text: string): string {
  return text.replace(/ again \d+$/, "");
}

/**
 * Of two tabs of one person, which share a disk but no order of time, each edits and deletes messages of its own and uses
 * emoji of its own.
 */
export class Changer {
  private edits = 0;

  constructor(
    readonly person: Person,
    private readonly tab: { number: number; of: number },
    private readonly inTurn: InTurn,
    private readonly wishes: Wishes,
    private readonly random: Random,
  ) {}

  /** Tries `count` changes, at a person's uneven pace. */
  async changes(count: number, pace: number): Promise<void> {
    for (let number = 0; number < count; number++) {
      await lasting(this.random.between(0, 2 * pace));
      const [above, kind, emoji] = [this.random.between(0, REACH), this.random.next(), this.random.next()];
      await this.inTurn(() => this.change(Math.floor(above), kind, Math.floor(emoji * 2)));
    }
  }

  private async change(above: number, kind: number, emoji: number): Promise<void> {
    const { chat, page } = this.person;
    await chat.composer.focus({ timeout: PATIENCE });
    await page.keyboard.press("Control+ArrowUp");
    let message = await this.focused();
    for (let step = 0; message && step < REACH; step++) {
      if (kind < 0.6 ? this.mayChange(message) : step >= above) break;
      await page.keyboard.press("ArrowUp");
      message = await this.focused();
    }
    if (message?.state !== "sent" || !message.id) return;
    const { id, text } = message;
    const isMine = this.mayChange(message);
    const clear =
      isMine && kind < 0.4 ? await this.edit(id, text)
      : isMine && kind < 0.6 ? await this.delete(id, text)
      : await this.react(id, emoji * this.tab.of + this.tab.number);
    if (!clear) this.wishes.unclear.add(id);
    // Whatever was left open is put away: the next thing that is written is a message.
    if (await chat.actions.isVisible()) await page.keyboard.press("Escape");
    if (await chat.composerBar.isVisible()) await chat.composer.press("Escape");
  }

  /** The message that has the focus. */
  private focused(): Promise<Focused | undefined> {
    const read = (article: HTMLElement) => ({
      state: article.dataset.state,
      isOwn: article.hasAttribute("data-own"),
      id: article.dataset.messageId,
      text: article.querySelector(".message-text")?.textContent ?? "",
    });
    return this.person.chat.list.locator("article:focus").evaluate(read, undefined, { timeout: PATIENCE }).catch(() => undefined);
  }

  private mayChange({ state, isOwn, text }: Focused): boolean {
    return state === "sent" && isOwn && Number(original(text).split(" ")[2]) % this.tab.of === this.tab.number;
  }

  private async edit(id: string, text: string): Promise<boolean> {
    const { chat, page } = this.person;
    await page.keyboard.press("Enter");
    if (!(await does(chat.actions.getByRole("menuitem", { name: "Edit" }).press("Enter", { timeout: PATIENCE })))) return true;
    if (!(await does(expect(chat.composerBar).toHaveText("Editing your message", { timeout: PATIENCE })))) return true;
    const wanted = `${original(text)} again ${this.tab.number + this.tab.of * (this.edits += 1)}`;
    await chat.composer.fill(wanted, { timeout: PATIENCE });
    this.wishes.texts.set(id, [...(this.wishes.texts.get(id) ?? []), wanted]);
    await page.keyboard.press("Enter");
    return does(expect(chat.composerBar).toBeHidden({ timeout: PATIENCE }));
  }

  private async delete(id: string, text: string): Promise<boolean> {
    const { chat, page } = this.person;
    await page.keyboard.press("Shift+Delete");
    const row = chat.list.locator(`[data-message-id="${id}"]`);
    const isGone = await does(expect(row.and(chat.list.locator("[data-state=sent]"))).toHaveCount(0, { timeout: PATIENCE }));
    if (isGone) this.wishes.deleted.set(id, original(text));
    return isGone;
  }

  private async react(id: string, at: number): Promise<boolean> {
    const { chat, page, name } = this.person;
    await page.keyboard.press("+");
    const item = chat.actions.getByRole("menuitemcheckbox").nth(at);
    const shown = await item
      .evaluate((item) => ({ emoji: item.textContent ?? "", on: item.getAttribute("aria-checked") !== "true" }), undefined, { timeout: PATIENCE })
      .catch(() => undefined);
    if (!shown) return true;
    const emoji = shown.emoji.replaceAll("\ufe0f", "");
    const key = `${id} ${emoji} ${name}`;
    const wish = this.wishes.reactions.get(key) ?? { id, emoji, name, on: [] };
    wish.on.push(shown.on);
    this.wishes.reactions.set(key, wish);
    const isDone = await does(item.press("Enter", { timeout: PATIENCE }));
    return (await does(expect(chat.actions).toBeHidden({ timeout: PATIENCE }))) && isDone;
  }
}

/** Whether it could be done. */
async function does(it: Promise<void>): Promise<boolean> {
  return it.then(() => true, () => false);
}
