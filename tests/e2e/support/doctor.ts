// What is on the doctor's screen, in its page and over a host page.
import { type Locator, type Page, expect } from "@playwright/test";

export const doctor = (page: Page): Locator => page.locator(".doctor");

/** Waits until all but the slow last check are done. */
export async function isDone(page: Page): Promise<void> {
  await expect(doctor(page)).toHaveAttribute("data-state", "done", { timeout: 60_000 });
}

/** The check of this title. */
export function check(page: Page, title: string): Locator {
  return page.locator(".doctor-check").filter({ has: page.getByText(title, { exact: true }) });
}

/** The titles of what was found with this verdict. */
export function titles(page: Page, verdict: string): Promise<string[]> {
  return page.locator(`.doctor-check[data-verdict="${verdict}"] > .doctor-name`).allTextContents();
}
