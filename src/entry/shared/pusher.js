// pusher-js: a file of its own, loaded when the first messages are there. scripts/page/bundle.mjs keeps it from setting
// `window.Pusher`, which may be the host page's.
import { ownModule } from "./loading.js";
import { once } from "./once.js";

/* global PUSHER, PUSHER_INTEGRITY -- put in by scripts/page/bundle.mjs */

/**
 * Its class.
 * @type {Pusher}
 */
export const pusher = once(async () => (await ownModule(PUSHER, PUSHER_INTEGRITY)).default);
