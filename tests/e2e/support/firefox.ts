// Firefox, for the few things that are tried in it: Debian's own, driven over WebDriver BiDi. (Playwright drives only a Firefox
// of its own.)
import puppeteer, { type Browser, type BrowserContext, type Page } from "puppeteer-core";
import * as programs from "./programs";

/** Where on a page the chat is. */
export type Place = "page" | "element" | "frame";

export class Firefox {
  /** Errors in pages, and what their policies forbade. */
  readonly troubles: string[] = [];

  private constructor(private readonly browser: Browser) {}

  static async start(): Promise<Firefox> {
    return new Firefox(await puppeteer.launch({ browser: "firefox", executablePath: programs.firefox(), headless: true }));
  }

  /** Opens an address in a window with cookies of its own. */
  async opens(address: string, place: Place): Promise<FirefoxChat> {
    return this.opensIn(await this.browser.createBrowserContext(), address, place);
  }

  /** Opens an address in another window of the same person's. */
  opensBeside(chat: FirefoxChat, address: string, place: Place): Promise<FirefoxChat> {
    return this.opensIn(chat.page.browserContext(), address, place);
  }

  private async opensIn(context: BrowserContext, address: string, place: Place): Promise<FirefoxChat> {
    const page = await context.newPage();
    page.on("pageerror", (error) => this.troubles.push(error instanceof Error ? error.message : String(error)));
    page.on("console", (message) => message.text().startsWith("violates") && this.troubles.push(message.text()));
    await page.evaluateOnNewDocument(() => {
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
        console.error(`violates ${effectiveDirective}: ${blockedURI}`);
      });
    });
    await page.goto(address);
    return new FirefoxChat(page, place);
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

/** The chat on one page, and what a visitor does and sees there. */
export class FirefoxChat {
  constructor(readonly page: Page, private readonly place: Place) {}

  /** Signs in by the way that a page offers to who is signed out. */
  async signsIn(name: string): Promise<void> {
    await this.page.locator(".panel a").click();
    await this.page.locator("#name").fill(name);
    await Promise.all([this.page.waitForNavigation(), this.page.locator("form button").click()]);
  }

  async isLive(): Promise<void> {
    await this.has('.chat[data-connection="live"]');
  }

  async says(text: string): Promise<void> {
    const composer = await this.has("textarea");
    await composer.focus();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Enter");
  }

  /** Sees a stored message with this text. */
  async sees(text: string): Promise<void> {
    await this.has(`[data-message-id][data-state="sent"] .message-text::-p-text(${text})`);
  }

  /** Presses Control and a key. */
  async command(key: "c" | "v" | "z" | "ArrowUp"): Promise<void> {
    await this.page.keyboard.down("Control");
    await this.page.keyboard.press(key);
    await this.page.keyboard.up("Control");
  }

  /** What stands in the composer. */
  async written(): Promise<string> {
    return (await this.has("textarea")).evaluate((field) => (field as HTMLTextAreaElement).value);
  }

  /** Waits until this is in the chat. */
  async has(selector: string) {
    const frame = this.place === "frame" ? await this.page.waitForFrame((frame) => frame !== this.page.mainFrame()) : this.page;
    const found = await frame.waitForSelector(this.place === "element" ? `collabspace-chat >>> ${selector}` : selector, { timeout: 20_000 });
    if (!found) throw new Error(`${selector} is not there`);
    return found;
  }
}
