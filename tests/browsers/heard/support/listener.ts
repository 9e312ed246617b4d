// Somebody who does not see the page: what they do, and what they hear.
import { expect } from "@playwright/test";
import type { Network } from "../../../e2e/support/network";
import { Visitor } from "../../support/visitor";
import type { Desktop } from "./desktop";

/** How long a thing may take to be said on a busy machine, in milliseconds. */
const LIMIT = 30_000;
/** Orca has finished if it has said nothing more for this long, in milliseconds. */
const SILENCE = 700;

/** What was done or happened, and what was said then. */
export interface Step {
  does: string;
  said: string[];
}

export class Listener extends Visitor {
  readonly steps: Step[] = [];

  constructor(name: string, readonly desktop: Desktop, readonly network: Network, origin = network.origin) {
    super(name, desktop.browser, origin);
  }

  /** Signs in, and goes away again. */
  async isKnown(): Promise<void> {
    await this.arrives();
    // A message under the pointer shows what can be done with it.
    await this.driver.actions().move({ x: 0, y: 0, duration: 0 }).perform();
    await this.driver.get("about:blank");
    await this.silence();
  }

  /** Does something, or lets it happen, and waits until these words were said, in this order. */
  async hears(does: string, act: () => Promise<unknown>, ...words: string[]): Promise<string[]> {
    const { orca } = this.desktop;
    const begin = orca.said().length;
    const said = () => orca.said().slice(begin);
    await act();
    await expect.poll(() => missing(said(), words), { timeout: LIMIT, message: `${this.name} ${does}, and hears` }).toEqual([]);
    await this.silence();
    this.steps.push({ does, said: said() });
    return said();
  }

  /** Presses keys of the keyboard, one after another; they are named as X names them: `Tab`, `ctrl+Up`. */
  presses(...keys: string[]): Promise<void> {
    return this.desktop.presses(...keys);
  }

  types(text: string): Promise<void> {
    return this.desktop.types(text);
  }

  /** Presses keys and hears these words. */
  async keys(keys: string, ...words: string[]): Promise<string[]> {
    return this.hears(`presses ${keys.split(" ").map(nameOf).join(", ")}`, () => this.presses(...keys.split(" ")), ...words);
  }

  /** Opens the chat, and waits until it is live. */
  async arrivesToListen(): Promise<void> {
    await this.isKnown();
    await this.hears("opens the chat", async () => {
      await this.goes("/");
      await this.isLive();
    }, "Finished loading");
  }

  /** The same, as nothing that is told of. */
  async opens(): Promise<void> {
    await this.arrivesToListen();
    this.steps.length = 0;
  }

  /** Goes to the composer by Orca's own key, and has Orca leave the keys to the page. */
  async isInComposer(): Promise<void> {
    await this.readsThePage();
    await this.hears("presses E, for the next entry", () => this.presses("e"), "Message #general", "entry");
    await this.hears("presses Orca+A", () => this.presses("KP_Insert+a"), "Focus mode");
  }

  /** Orca may leave letters to the page after loading, where it has found a button in focus: it takes them from here on. */
  private async readsThePage(): Promise<void> {
    const { orca } = this.desktop;
    const mode = async () => {
      const begin = orca.said().length;
      await this.presses("KP_Insert+a");
      await this.silence();
      return orca.said().slice(begin).join(" ");
    };
    await expect.poll(mode, { timeout: LIMIT, message: "Orca's mode" }).toContain("Browse mode");
  }

  /** Waits until Orca has finished. */
  async silence(): Promise<void> {
    let last = -1;
    const isSilent = () => {
      const now = this.desktop.orca.said().length;
      const same = now === last;
      last = now;
      return same;
    };
    await expect.poll(isSilent, { intervals: [SILENCE], timeout: LIMIT, message: "Orca has finished" }).toBe(true);
  }
}

/** What remains of `words` once those that were said, in this order, are taken away; with all that was said. */
function missing(said: string[], words: string[]): string[] {
  const text = said.join("\n");
  let at = 0;
  for (const [index, word] of words.entries()) {
    const found = text.indexOf(word, at);
    if (found < 0) return [...words.slice(index), `in: ${said.join(" / ")}`];
    at = found + word.length;
  }
  return [];
}

/** What is said badly, whatever it is about. */
export function faults(steps: Step[]): string[] {
  return steps.flatMap(({ does, said }) => {
    const isNameless = (words: string) => /^(push button|toggle button|link|image|entry|menu item|check menu item)\b.*\.$/.test(words);
    const isNoise = (words: string) => /clickable|statusbar/.test(words);
    // A heading says once more what its section is called, mostly in one word.
    const isTwice = (words: string, at: number) => words === said[at - 1] && words.includes(" ") && !/^heading level|^push button/.test(words);
    return said.filter((words, at) => isNameless(words) || isNoise(words) || isTwice(words, at)).map((words) => `${does}: ${words}`);
  });
}

const NAMES: Record<string, string> = { Return: "Enter", plus: "+", ctrl: "Ctrl", shift: "Shift", KP_Insert: "Orca" };

/** A key's name on a keyboard. */
function nameOf(key: string): string {
  const parts = key.split("+").map((part) => NAMES[part] ?? part);
  return parts.map((part) => (part.length === 1 ? part.toUpperCase() : part)).join("+");
}
