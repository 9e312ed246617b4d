// Whether what a visitor looks at stays where it is.
import type { Locator } from "@playwright/test";

/** A row that is being watched. */
export interface Watch {
  /** By how many pixels it was at most away from its first place, in any frame that was painted since. */
  ends(): Promise<{ moved: number; frames: number }>;
}

/** Waits until the list does not scroll any more. */
export async function isStill(list: Locator): Promise<void> {
  await list.evaluate(async (element) => {
    const frame = () => new Promise(requestAnimationFrame);
    for (let last = NaN, same = 0; same < 6; await frame()) {
      same = element.scrollTop === last ? same + 1 : 0;
      last = element.scrollTop;
    }
  });
}

/** How far a row was away from its first place, in a page. */
export interface Place {
  moved: number;
  frames: number;
  ended: boolean;
}

/** Watches the row in the middle of the list, by whatever drives the browser: it runs in the page, and needs nothing else. */
export async function watchInPage(element: Element): Promise<Place> {
  const box = element.getBoundingClientRect();
  const under = (y: number) => document.elementFromPoint(box.left + box.width / 2, y)?.closest("[data-message-id]");
  let row: Element | null | undefined;
  for (let y = box.top + box.height / 2; !row && y > box.top; y -= 8) row = under(y);
  if (!row) throw new Error("there is no message in the middle of the list");
  const id = row.getAttribute("data-message-id");
  const state = { moved: 0, frames: 0, ended: false };
  // An IntersectionObserver reports where a row is after layout and after every ResizeObserver: as it is painted.
  // getBoundingClientRect in an animation frame would see what is corrected before the paint.
  const painted = (target: Element) =>
    new Promise<number>((resolve) => {
      const observer = new IntersectionObserver(([entry]) => {
        observer.disconnect();
        resolve(entry.boundingClientRect.top);
      });
      observer.observe(target);
    });
  const first = await painted(row);
  const look = async () => {
    if (!row?.isConnected) row = element.querySelector(`[data-message-id="${id}"]`);
    const top = row ? await painted(row) : Infinity;
    state.moved = Math.max(state.moved, Math.abs(top - first));
    state.frames += 1;
    if (!state.ended) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  return state;
}

/** Watches the message in the middle of the list. */
export async function watchMiddle(list: Locator): Promise<Watch> {
  await isStill(list);
  const handle = await list.evaluateHandle(watchInPage);
  return {
    async ends() {
      // A few frames more, so that the last change has been painted.
      await handle.evaluate(async (state) => {
        for (const until = state.frames + 6; state.frames < until; ) await new Promise(requestAnimationFrame);
        state.ended = true;
      });
      const { moved, frames } = await handle.jsonValue();
      return { moved, frames };
    },
  };
}

/** How far the list is from its bottom, in pixels. */
export function toBottom(list: Locator): Promise<number> {
  return list.evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop);
}
