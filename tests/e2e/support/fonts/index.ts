// The fonts that the browsers of the tests have: two sets, of the packages in scripts/versions.env, whatever else is installed.
import { existsSync } from "node:fs";
import path from "node:path";

const FOLDERS = ["/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto"];

/** The environment of a browser with that set; where the packages are not installed (NO_PINNED_FONTS), the machine's own fonts. */
export function fonts(set: "wide" | "narrow"): NodeJS.ProcessEnv {
  if (process.env.NO_PINNED_FONTS) return process.env;
  const missing = FOLDERS.filter((folder) => !existsSync(folder));
  if (missing.length > 0) {
    throw new Error(`The tests' fonts are missing: there is no ${missing.join(", ")}. Run \`scripts/browser.sh\`, or set NO_PINNED_FONTS=1.`);
  }
  return { ...process.env, FONTCONFIG_FILE: path.join(__dirname, `${set}.conf`) };
}
