// What the page says lasts, and pauses, for three seconds: as long as a test wants.

/** A page, whatever drives its browser. */
interface Page {
  evaluateHandle<T>(act: () => T): Promise<{ evaluate<R>(act: (value: T) => R): Promise<unknown> }>;
}

/** Such a time that begins from now on lasts until it is ended by what this gives. */
export async function holdPauses(page: Page): Promise<() => Promise<void>> {
  const held = await page.evaluateHandle(() => {
    const ends: (() => void)[] = [];
    const { setTimeout } = window;
    Object.assign(window, { setTimeout: (act: () => void, wait: number) => (wait === 3_000 ? -ends.push(act) : setTimeout(act, wait)) });
    return ends;
  });
  return () => held.evaluate((ends) => ends.splice(0).forEach((end) => end())).then(() => {});
}
