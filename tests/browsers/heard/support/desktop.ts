// A desktop with a screen reader: a screen, D-Bus, a window manager, AT-SPI, Orca, and Firefox in front of it all.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import * as programs from "../../../e2e/support/programs";
import { ServerProcess } from "../../../e2e/support/server-process";
import { Browser, SIZES, startScreen } from "../../support/engines";
import { Orca } from "./orca";

const run = promisify(execFile);
/** Room for the browser's own bars, in pixels. */
const BARS = 120;

export class Desktop {
  private constructor(
    readonly browser: Browser,
    readonly orca: Orca,
    /** Orca and the browser, with their versions. */
    readonly version: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly stopAll: () => Promise<void>,
  ) {}

  static async start(): Promise<Desktop> {
    const home = mkdtempSync(path.join(tmpdir(), "collabspace-heard-"));
    const servers: ServerProcess[] = [];
    const stopAll = async () => {
      for (const server of servers.reverse()) await server.kill();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    };
    try {
      const [screen, display] = await startScreen(SIZES.desktop.width, SIZES.desktop.height + BARS);
      servers.push(screen);
      const env: NodeJS.ProcessEnv = {
        PATH: [withoutOtherOrcas(home), process.env.PATH].join(path.delimiter),
        LC_ALL: "C.UTF-8",
        DISPLAY: display,
        HOME: home,
        XDG_RUNTIME_DIR: home,
        XDG_DATA_HOME: path.join(home, "data"),
        XDG_CONFIG_HOME: path.join(home, "config"),
        XDG_CACHE_HOME: path.join(home, "cache"),
        GSETTINGS_BACKEND: "memory",
        // Firefox builds its accessibility tree without being asked first.
        GNOME_ACCESSIBILITY: "1",
      };
      const starts = async <T>(program: Parameters<typeof programs.desktop>[0], args: string[], ready: (output: string) => Promise<T | undefined>) => {
        const [server, result] = await ServerProcess.start(program, programs.desktop(program), args, env, ready);
        servers.push(server);
        return result;
      };
      const address = async (output: string) => /^(unix:.*)\n/m.exec(output)?.[1];
      env.DBUS_SESSION_BUS_ADDRESS = await starts("dbus-daemon", ["--session", "--nofork", "--print-address=1"], address);
      const begun = async () => true;
      await starts("openbox", [], begun);
      await starts("at-spi-bus-launcher", ["--launch-immediately", "--screen-reader=1"], begun);
      const orca = new Orca(home);
      await starts("orca", orca.args, async () => orca.isReady() || undefined);
      const browser = await Browser.start({ engine: "firefox", isPhone: false, isDark: false }, env);
      const { stdout } = await run(programs.desktop("orca"), ["--version"], { env });
      const version = `Orca ${stdout.trim()} and Firefox ${(await browser.driver.getCapabilities()).getBrowserVersion()}`;
      return new Desktop(browser, orca, version, env, async () => {
        await browser.close();
        await stopAll();
      });
    } catch (error) {
      await stopAll();
      throw error;
    }
  }

  /** Presses keys as a keyboard would: of the screen, not of the browser. Orca hears them first. */
  async presses(...keys: string[]): Promise<void> {
    await run(programs.desktop("xdotool"), ["key", "--delay", "60", ...keys], { env: this.env });
  }

  async types(text: string): Promise<void> {
    await run(programs.desktop("xdotool"), ["type", "--delay", "60", text], { env: this.env });
  }

  async stop(): Promise<void> {
    await this.stopAll();
  }
}

/** Orca refuses to run twice, also on two desktops. It looks for others by `pgrep`, which finds none in this folder. */
function withoutOtherOrcas(home: string): string {
  const folder = path.join(home, "bin");
  mkdirSync(folder);
  writeFileSync(path.join(folder, "pgrep"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  return folder;
}
