// The stand-alone page's entry. scripts/page/bundle.mjs puts the WebAssembly's glue into the same file, so that
// nothing waits for another request; ahead.js is a file of its own, and has begun already.
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

// So long, in milliseconds, waits what only an installed page needs: until there is something to read.
const INSTALLABLE_AFTER_MS = 5_000;

async function install(config) {
  const { install } = await ownModule(OFFLINE, OFFLINE_INTEGRITY);
  await install(config, import.meta.url.split("/").pop());
}

// So long, in milliseconds, a program that is there waits until the first messages are painted: it keeps the browser from
// painting for longer. Where they take their time, it uses that.
const PATIENCE_MS = 100;

/** @param {Required<import("./ahead.js").Begun>} ahead */
async function startAlone({ config, early, language, shown }) {
  // Before the program runs, so that it has them at once: what it draws first are messages.
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
