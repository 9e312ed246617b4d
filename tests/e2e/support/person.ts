import { type BrowserContext, type Page, expect } from "@playwright/test";
import { ChatPage } from "./chat-page";
import type { Network } from "./network";
import { isRead } from "./reading";

/** Between two keystrokes of somebody who types fast, in milliseconds. */
const KEYSTROKE = 15;

/** Somebody with a browser and a network of their own, and what they do and see there. */
export class Person {
  readonly chat: ChatPage;

  constructor(readonly name: string, readonly context: BrowserContext, readonly page: Page, readonly network: Network) {
    this.chat = new ChatPage(page);
  }

  /** Signs in, as the demo's own page does it. */
  async signsIn(): Promise<void> {
    const { origin } = this.network;
    const form = { form: { name: this.name }, headers: { origin }, maxRedirects: 0 };
    const answer = await this.context.request.post(`${origin}/login`, form);
    expect(answer.status(), "signing in").toBe(303);
  }

  /** Opens the chat; it is live when this is done. */
  async opens(): Promise<this> {
    await this.page.goto("/");
    await this.isLive();
    return this;
  }

  /** Opens the chat once more, in another tab of the same browser. */
  async opensAnotherTab(): Promise<Person> {
    return (await newTab(this)).opens();
  }

  /** Writes a message and sends it. */
  async says(text: string): Promise<void> {
    await this.chat.composer.fill(text);
    await this.chat.composer.press("Enter");
  }

  /** Types a text key by key, `delay` milliseconds apart, and does not send it. */
  async types(text: string, delay: number = KEYSTROKE): Promise<void> {
    await this.chat.composer.pressSequentially(text, { delay, timeout: 0 });
  }

  /** Sees one message of this text, stored, by this author. */
  async sees(text: string, { from, within }: { from?: string; within?: number } = {}): Promise<void> {
    const message = this.chat.message(text);
    await expect(message).toHaveCount(1, { timeout: within });
    await expect(message).toHaveAttribute("data-state", "sent");
    await expect(message).toHaveAttribute("data-message-id", /./);
    await expect(this.chat.text(message)).toBeVisible();
    if (from) await expect(this.chat.author(message)).toHaveText(from);
  }

  /** Sees it for long enough to have read it. */
  async reads(text: string): Promise<void> {
    await this.sees(text);
    await isRead(this.chat.message(text));
  }

  async isLive(): Promise<void> {
    await this.connectionIs("live");
  }

  /** The state of the connection, as hosts read it. */
  async connectionIs(state: string | RegExp, { within }: { within?: number } = {}): Promise<void> {
    await expect(this.chat.root).toHaveAttribute("data-connection", state, { timeout: within });
  }

  /** Looks at another tab. No browser of these tests has one that is really hidden: what it would say is said for it. */
  async hidesTab(): Promise<void> {
    await this.page.evaluate(() => {
      Object.defineProperty(document, "hidden", { value: true, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
  }

  async looksAtTab(): Promise<void> {
    await this.page.evaluate(() => {
      Reflect.deleteProperty(document, "hidden");
      document.dispatchEvent(new Event("visibilitychange"));
    });
  }

  /** Opens the menu of the newest message by keyboard, at its reactions. */
  async opensReactions(): Promise<void> {
    await this.chat.composer.focus();
    await this.page.keyboard.press("Control+ArrowUp");
    await this.page.keyboard.press("+");
    await expect(this.chat.actions.getByRole("menuitemcheckbox").first()).toBeFocused();
  }

  async opensSettings(): Promise<void> {
    await this.chat.sidebar.getByText("Settings").click();
  }

  /** Scrolls with the wheel, up where negative, the pointer over the list. */
  async scrolls(pixels: number): Promise<void> {
    await this.chat.list.hover();
    await this.page.mouse.wheel(0, pixels);
  }
}

/** The same person, in another tab of the same browser, which is not open yet. */
export async function newTab({ name, context, network }: Person): Promise<Person> {
  return new Person(name, context, await context.newPage(), network);
}
