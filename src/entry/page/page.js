// The stand-alone page's entry. scripts/page/bundle.mjs puts the WebAssembly's glue into the same file, so that
// nothing waits for another request. ahead.js is a separate file, and has already run.
import { start } from "collabspace-chat";
import { startFramed } from "../frame/frame.js";
import { aboveKeyboard } from "../shared/keyboard.js";
import { ownModule } from "../shared/loading.js";
import { program } from "../shared/program.js";
import { pusher } from "../shared/pusher.js";
import { isFramed, parameter } from "./address.js";
import { ahead, compiled } from "./ahead.js";

/* global OFFLINE, OFFLINE_INTEGRITY -- put in by scripts/page/bundle.mjs */

const sentence = (id) => document.getElementById(id);

// The delay, in milliseconds, before loading what only an installed page needs: until there is something to read.
const INSTALLABLE_AFTER_MS = 5_000;

async function install(config) {
  const { install } = await ownModule(OFFLINE, OFFLINE_INTEGRITY);
  await install(config, import.meta.url.split("/").pop());
}

// How long, in milliseconds, the app waits for the first messages to be painted, since starting it keeps the browser
// from painting for longer. If the messages take their time, the app uses that time.
const PATIENCE_MS = 100;

/** @param {Required<import("./ahead.js").Begun>} ahead */
async function startAlone({ config, early, language, shown }) {
  // Before the app runs, so that it has the answers at once: its first frame has messages.
  const [answers] = await Promise.all([early, program(compiled)]);
  await Promise.race([shown, new Promise((passed) => setTimeout(passed, PATIENCE_MS))]);
  aboveKeyboard(document.body);
  start(document.body, pusher, config, answers, language, parameter("workspace"));
  setTimeout(() => install(config).catch((error) => console.warn("CollabSpace chat: no service worker:", error.message)), INSTALLABLE_AFTER_MS);
}

if (!ahead) {
  sentence("no-webassembly")?.removeAttribute("hidden");
} else {
  try {
    await (isFramed() ? startFramed(ahead) : startAlone(/** @type {Required<import("./ahead.js").Begun>} */ (ahead)));
  } catch (error) {
    sentence("not-loaded")?.classList.add("is-certain");
    throw error;
  }
}
