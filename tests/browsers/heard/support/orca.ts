// What Orca says, from its debug file. It has no voice here: what it would give to one is in that file.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * No voice, so that nothing waits for one; typed keys are not repeated; a page is read when that is asked for, since what Orca reads by itself
 * depends on how much of it is there already. And the debug file has each line at once.
 */
const SETTINGS = `
import orca.debug
import orca.settings
orca.debug.debugFile.reconfigure(line_buffering=True)
orca.settings.speechFactoryModules = []
orca.settings.speechServerFactory = ""
orca.settings.enableKeyEcho = False
orca.settings.sayAllOnLoad = False
`;
const UTTERANCE = /SPEECH OUTPUT: '(.*?)'\s*(?:voice=\S+)?\s*(?:\{.*\})?$/gm;

export class Orca {
  readonly args: string[];
  private readonly file: string;

  /** Its settings are in a folder of `home`. */
  constructor(home: string) {
    const settings = path.join(home, "orca");
    mkdirSync(settings);
    writeFileSync(path.join(settings, "orca-customizations.py"), SETTINGS);
    this.file = path.join(home, "orca.log");
    this.args = ["--user-prefs", settings, "--debug-file", this.file];
  }

  isReady(): boolean {
    return this.said().length > 0;
  }

  /** All that it has said so far. */
  said(): string[] {
    if (!existsSync(this.file)) return [];
    return [...readFileSync(this.file, "utf8").matchAll(UTTERANCE)].map(([, words]) => words.trim()).filter(Boolean);
  }

  log(): string {
    return existsSync(this.file) ? readFileSync(this.file, "utf8") : "";
  }
}
