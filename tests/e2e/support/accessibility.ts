// What breaks the rules of accessibility: found by axe-core, and with a ruler.
import { AxeBuilder } from "@axe-core/playwright";
import { type Locator, type Page, expect } from "@playwright/test";
import type { State } from "./states";

const STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What can be pressed, but for links in running text. */
export const CONTROLS = "button, textarea, a.button, summary, label, [role=option], [role=menuitem]";

/** What axe-core finds in the page, or `within` a part of it: by all rules of the standard, or by these alone. */
async function findings(page: Page, within?: string, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ preload: false, resultTypes: ["violations"] });
  if (within) axe.include(within);
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(STANDARD)).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
}

/** axe-core finds nothing, in light and in dark; `where` is said if it does. */
export async function findsNothing(page: Page, where: string, within?: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  expect.soft(await findings(page, within), `axe-core ${where}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  // Nothing but the colours is another.
  expect.soft(await findings(page, within, ["color-contrast"]), `axe-core ${where}, dark`).toEqual([]);
}

/** The widths in pixels at which a state is looked at. */
export function widthsOf({ isNarrow }: State): number[] {
  return isNarrow ? [390] : [1280, 390];
}

/** Those of the controls that are seen and smaller than so many pixels. */
export function smallerThan(least: number, controls: Locator): Promise<string[]> {
  return controls.evaluateAll((controls, least) => {
    const seen = controls.filter((control) => control.checkVisibility({ visibilityProperty: true }));
    const boxes = seen.map((control) => ({ name: control.outerHTML.slice(0, 120), box: control.getBoundingClientRect() }));
    return boxes.filter(({ box }) => box.width < least || box.height < least).map(({ name, box }) => `${name}: ${box.width} x ${box.height}`);
  }, least);
}

/** What would, once it is scrolled to its end, scroll the page around. */
export function scrollingOn(page: Page): Promise<string[]> {
  return page.locator(".chat, .chat *").evaluateAll((all) => {
    const scrolls = (overflow: string) => overflow === "auto" || overflow === "scroll";
    const goesOn = (element: Element) => {
      const { overflowX, overflowY, overscrollBehaviorX, overscrollBehaviorY } = getComputedStyle(element);
      return (scrolls(overflowX) && overscrollBehaviorX === "auto") || (scrolls(overflowY) && overscrollBehaviorY === "auto");
    };
    return all.filter(goesOn).map((element) => element.outerHTML.slice(0, 120));
  });
}
