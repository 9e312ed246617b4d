// Every state as a picture, to look at: make screenshots. They are in test-results/screenshots, with index.html over all.
// Those of the docs are in pictures.spec.ts.
import path from "node:path";
import { pictureName, writeSheet } from "./support/contact-sheet";
import { states } from "./support/states";
import { test } from "./support/test";

const folder = path.resolve(__dirname, "../../test-results/screenshots");
const WIDTHS = [280, 390, 1280];

test.use({ locale: "en-US" });

for (const { name, site, isNarrow, direction, show } of states) {
  test.describe(name, () => {
    test.use({ site: site ?? {} });

    test("pictures", async ({ join, backend }) => {
      test.setTimeout(120_000);
      const ada = await join("Ada Lovelace", { viewport: { width: 1280, height: 800 } });
      // Still pictures: nothing is on its way from one place to another.
      await ada.page.emulateMedia({ reducedMotion: "reduce" });
      await show({ ada, join, backend });
      const take = (width: number, kind: string, dir: string) => {
        return ada.page.screenshot({ path: path.join(folder, pictureName(name, width, kind, dir)), animations: "allow" });
      };
      const widths = isNarrow ? WIDTHS.slice(0, 2) : WIDTHS;
      const directions = direction ? [direction] : ["ltr", "rtl"];
      for (const dir of directions) {
        await ada.page.locator("html, .chat").evaluateAll((roots, dir) => {
          for (const element of roots) (element as HTMLElement).dir = dir;
        }, dir);
        for (const width of widths) {
          await ada.page.setViewportSize({ width, height: width < 300 ? 560 : 800 });
          for (const colorScheme of ["light", "dark"] as const) {
            await ada.page.emulateMedia({ colorScheme });
            await take(width, colorScheme, dir);
          }
        }
      }
      await ada.page.emulateMedia({ colorScheme: "light", contrast: "more" });
      await take(widths[widths.length - 1], "contrast", directions[directions.length - 1]);
      await ada.page.emulateMedia({ colorScheme: "dark", contrast: null, forcedColors: "active" });
      await take(widths[widths.length - 1], "forced", directions[directions.length - 1]);
    });
  });
}

test.afterAll(() => writeSheet(folder, states.map(({ name }) => name), WIDTHS));
