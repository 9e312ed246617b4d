// What the journeys need of a browser: all that they know of one, whichever it is.
import { expect } from "@playwright/test";
import { Key, type WebDriver, type WebElement } from "selenium-webdriver";
import type { Browser } from "./engines";
import { finger, mouse, presses, releases, turnsWheel } from "./pointers";

/** How long a thing may take on a busy machine, in milliseconds. */
const LIMIT = 20_000;
/** Between two looks, in milliseconds. */
const LOOK = 50;

/** Somebody in front of a browser, with a chat on the page: by itself, or in a custom element's shadow root. */
export class Visitor {
  readonly driver: WebDriver;

  constructor(readonly name: string, readonly browser: Browser, readonly origin: string) {
    this.driver = browser.driver;
  }

  get isPhone(): boolean {
    return this.browser.equipment.isPhone;
  }

  /** A touch screen that the driver has. */
  get hasTouch(): boolean {
    return this.isPhone && this.browser.equipment.engine === "firefox";
  }

  async goes(address: string): Promise<void> {
    await this.driver.get(new URL(address, this.origin).href);
  }

  /** Follows the way that a page offers to those who are signed out, and comes back. */
  async signsIn(): Promise<void> {
    await this.clicks(".panel a:not([target])");
    await (await this.finds("#name")).sendKeys(this.name);
    await this.clicks("form button");
    await this.isLive();
  }

  /** Opens the chat for the first time, and signs in. */
  async arrives(): Promise<this> {
    await this.goes("/");
    await this.signsIn();
    return this;
  }

  /** Runs a function in the page, or in the frame that the driver is in. Its first argument is where the chat is drawn. */
  asks<R, A extends unknown[]>(act: (root: Document | ShadowRoot, ...args: A) => R, ...args: A): Promise<Awaited<R>> {
    const script = `const root = document.querySelector("collabspace-chat")?.shadowRoot ?? document; return (${act})(root, ...arguments);`;
    return this.driver.executeScript(script, ...args);
  }

  /** What can be seen of this selector: the text of each, or the value of a field. */
  texts(selector: string): Promise<string[]> {
    return this.asks((root, selector) => {
      const shown = [...root.querySelectorAll<HTMLElement>(selector)].filter((element) => element.checkVisibility());
      return shown.map((element) => (element.matches("textarea, input") && (element as HTMLInputElement).value) || (element.textContent ?? ""));
    }, selector);
  }

  /** The last of this selector that can be seen and has such a text; waits for it. */
  async finds(selector: string, text = ""): Promise<WebElement> {
    const look = () =>
      this.asks((root, selector, text) => {
        const shown = [...root.querySelectorAll<HTMLElement>(selector)].filter((element) => element.checkVisibility());
        return shown.filter((element) => (element.ariaLabel ?? element.textContent ?? "").includes(text)).pop() ?? null;
      }, selector, text);
    const found = await this.driver.wait(look, LIMIT, `${this.name} does not find ${selector} ${text}`, LOOK);
    return found as unknown as WebElement;
  }

  /** Waits until of this selector nothing can be seen. */
  async lacks(selector: string): Promise<void> {
    await expect.poll(() => this.texts(selector), { timeout: LIMIT, message: `${this.name} still sees ${selector}` }).toEqual([]);
  }

  /** By a finger if there is a touch screen. */
  async clicks(selector: string, text?: string): Promise<void> {
    const element = await this.finds(selector, text);
    // Not by the driver's own click: WebKit's refuses that within a shadow root.
    const pointer = this.hasTouch ? finger : mouse;
    await presses(this.driver, pointer, element);
    await releases(this.driver, pointer);
  }

  /** Puts the pointer over it. */
  async pointsAt(selector: string, text?: string): Promise<void> {
    await this.driver.actions().move({ origin: await this.finds(selector, text), duration: 0 }).perform();
  }

  /** Puts a finger on it, and lifts it once `until` has come. */
  async holds(selector: string, text: string, until: () => Promise<unknown>): Promise<void> {
    await presses(this.driver, finger, await this.finds(selector, text));
    await until();
    await releases(this.driver, finger);
  }

  /** Types where the focus is. */
  async types(text: string): Promise<void> {
    await this.driver.actions().sendKeys(text).perform();
  }

  /** Presses keys one after another, where the focus is: `Enter`, `Control+ArrowUp`. */
  async presses(...combinations: string[]): Promise<void> {
    for (const combination of combinations) {
      const keys = combination.split("+").map((name) => KEYS[name] ?? name);
      const actions = this.driver.actions();
      keys.forEach((key) => actions.keyDown(key));
      keys.reverse().forEach((key) => actions.keyUp(key));
      await actions.perform();
    }
  }

  /** Turns the wheel over the list, up if negative. */
  async scrolls(pixels: number): Promise<void> {
    const { left, top, width, height } = await this.asks((root) => root.querySelector("[role=log]")?.getBoundingClientRect().toJSON() as DOMRect);
    await turnsWheel(this.driver, left + width / 2, top + height / 2, pixels);
  }

  async says(text: string): Promise<void> {
    await this.clicks(".composer-input");
    await this.sends(text);
  }

  /** Types where the focus is, and sends it with Enter. */
  async sends(text: string): Promise<void> {
    await this.types(text);
    await this.presses("Enter");
  }

  /** Sees one stored message of exactly this text, within the list. */
  async sees(text: string): Promise<void> {
    await expect.poll(() => this.message(text), { timeout: LIMIT, message: `${this.name} sees «${text}»` }).toEqual({ count: 1, state: "sent", isInView: true });
  }

  /** The messages of exactly this text: how many, and of the last one its state and whether it is in view as a whole. */
  message(text: string) {
    return this.asks((root, text) => {
      const texts = [...root.querySelectorAll<HTMLElement>("[role=log] .message-text")];
      const all = texts.filter((element) => (element.textContent ?? "") === text);
      const [box, list] = [all.at(-1), root.querySelector("[role=log]")].map((element) => element?.getBoundingClientRect());
      const isInView = Boolean(box && list && box.height > 0 && box.top >= list.top - 1 && box.bottom <= Math.min(list.bottom, innerHeight) + 1);
      return { count: all.length, state: all.at(-1)?.closest<HTMLElement>("article")?.dataset.state ?? "", isInView };
    }, text);
  }

  /** Stays until the state of the connection is this one. */
  async isLive(state = "live"): Promise<void> {
    const connection = () => this.asks((root) => root.querySelector<HTMLElement>(".chat")?.dataset.connection);
    await expect.poll(connection, { timeout: 2 * LIMIT, message: `the connection of ${this.name}` }).toBe(state);
  }

  /** The words in the composer. */
  async written(): Promise<string | undefined> {
    return (await this.texts(".composer-input"))[0];
  }

  /** What has the focus, by its class or tag. */
  focused(): Promise<string> {
    return this.asks((root) => {
      const element = root.activeElement;
      return element ? [...element.classList].concat(element.localName)[0] : "";
    });
  }
}

const KEYS: Record<string, string> = {
  Alt: Key.ALT,
  ArrowDown: Key.ARROW_DOWN,
  ArrowUp: Key.ARROW_UP,
  Control: Key.CONTROL,
  Delete: Key.DELETE,
  End: Key.END,
  Enter: Key.ENTER,
  Escape: Key.ESCAPE,
  PageUp: Key.PAGE_UP,
  Shift: Key.SHIFT,
  Tab: Key.TAB,
};
