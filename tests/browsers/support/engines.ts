// Browsers that Playwright does not drive, each on a screen of its own, driven by the WebDriver that comes with it: WebKitGTK
// (Debian's MiniBrowser) and Firefox.
import { Builder, Capabilities, type WebDriver } from "selenium-webdriver";
import getBrowsingContext from "selenium-webdriver/bidi/browsingContext";
import { fonts } from "../../e2e/support/fonts";
import * as programs from "../../e2e/support/programs";
import { ServerProcess, answers, freePort } from "../../e2e/support/server-process";

export type Engine = "webkit" | "firefox";

/** What is different about a browser. Those alike are used again, one test after another. */
export interface Equipment {
  engine: Engine;
  /** A phone's screen; in Firefox also its touch screen, which WebKit's driver does not have. */
  isPhone: boolean;
  /** The desktop's theme is a dark one. */
  isDark: boolean;
}

export const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

/** Starts a screen without a monitor, of this size; gives its name as well. */
export async function startScreen(width: number, height: number): Promise<[ServerProcess, string]> {
  const screen = ["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", `${width}x${height}x24`];
  const number = async (output: string) => /^(\d+)\n/m.exec(output)?.[1];
  const [xvfb, display] = await ServerProcess.start("Xvfb", programs.xvfb(), screen, { PATH: process.env.PATH }, number);
  return [xvfb, `:${display}`];
}

/** A running browser. */
export class Browser {
  private constructor(readonly equipment: Equipment, readonly driver: WebDriver, private readonly servers: ServerProcess[]) {}

  /** Starts one on a screen of its own, or on the desktop whose environment is given. */
  static async start(equipment: Equipment, desktop?: NodeJS.ProcessEnv): Promise<Browser> {
    const { width, height } = equipment.isPhone ? SIZES.phone : SIZES.desktop;
    const servers: ServerProcess[] = [];
    try {
      const env: NodeJS.ProcessEnv = { ...fonts("wide"), LC_ALL: "C.UTF-8", ...desktop };
      if (!desktop) {
        // Firefox wants its window to be no narrower than this; the page in it may be.
        const [screen, display] = await startScreen(equipment.engine === "firefox" ? Math.max(width, 500) : width, height);
        servers.push(screen);
        env.DISPLAY = display;
        if (equipment.isDark) env.GTK_THEME = "Adwaita:dark";
      }
      const port = await freePort();
      const [program, ...args] = equipment.engine === "webkit" ? webkitDriver(port) : firefoxDriver(port);
      const up = () => answers(`http://127.0.0.1:${port}/status`);
      const [server] = await ServerProcess.start("the browser's driver", program, args, env, up);
      servers.push(server);
      const capabilities = equipment.engine === "webkit" ? webkit() : firefox(equipment);
      const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(new Capabilities(capabilities)).build();
      if (equipment.engine === "webkit") {
        await driver.manage().window().setRect({ x: 0, y: 0, width, height });
      } else if (!desktop) {
        const context = await getBrowsingContext(driver, { browsingContextId: await driver.getWindowHandle() });
        await context.setViewport(width, height);
      }
      return new Browser(equipment, driver, servers);
    } catch (error) {
      for (const server of servers) await server.kill();
      throw error;
    }
  }

  /** Forgets who was signed in. What pages keep is kept for their origin, and every test has another one. */
  async forget(): Promise<void> {
    await this.driver.manage().deleteAllCookies();
    await this.driver.get("about:blank");
  }

  async close(): Promise<void> {
    await this.driver.quit().catch(() => {}); // it may be what has failed
    for (const server of this.servers.reverse()) await server.stop();
  }
}

function webkitDriver(port: number): string[] {
  return [programs.webkitDriver(), "--host=127.0.0.1", `--port=${port}`];
}

function firefoxDriver(port: number): string[] {
  return [programs.geckodriver(), "--host=127.0.0.1", `--port=${port}`, "--websocket-port=0", "--log=error"];
}

function webkit(): object {
  // Full screen: without the bar of buttons, below whose width no window gets.
  return { browserName: "MiniBrowser", "webkitgtk:browserOptions": { binary: programs.miniBrowser(), args: ["--automation", "--full-screen"] } };
}

function firefox({ isPhone, isDark }: Equipment): object {
  const coarse = 1;
  const touch = { "dom.w3c_touch_events.enabled": 1, "ui.primaryPointerCapabilities": coarse, "ui.allPointerCapabilities": coarse };
  // After some failures Firefox waits up to a minute before it tries a WebSocket again.
  const prefs = { "network.websocket.delay-failed-reconnects": false, "ui.systemUsesDarkTheme": Number(isDark), ...(isPhone && touch) };
  return { browserName: "firefox", webSocketUrl: true, "moz:firefoxOptions": { binary: programs.firefox(), prefs } };
}
