// The stand-alone page's entry: the one script that index.html loads. scripts/page/bundle.mjs puts the WebAssembly's glue and
// pusher-js into the same file, so that nothing waits for a second request.
//
// What the program asks for first is fetched while the program itself is still on its way.
import Pusher from "pusher-js";
import { start } from "collabspace-chat";
import { earlyAnswers } from "./early.js";
import { isFramed, startFramed } from "./frame.js";
import { aboveKeyboard } from "./keyboard.js";
import { pageLanguage } from "./language.js";
import { program } from "./program.js";

// What the visitor has chosen holds before the program is there: nothing flashes up in the other colours.
function showChosenTheme() {
  try {
    const theme = localStorage.getItem("collabspace-theme");
    if (/^(light|dark)$/.test(theme)) document.querySelector(".chat").dataset.theme = theme;
  } catch {
    // A browser that keeps nothing.
  }
}

const sentence = (id) => document.getElementById(id);

async function startAlone(config) {
  const asked = earlyAnswers(config);
  const language = pageLanguage(config);
  showChosenTheme();
  const [early] = await Promise.all([asked, program()]);
  aboveKeyboard(document.body);
  start(document.body, Pusher, config, early, language);
}

if (typeof WebAssembly !== "object") {
  sentence("no-webassembly")?.removeAttribute("hidden");
} else {
  // `no-cache`: a site edits this file, and hosts differ in what they say of it.
  const config = fetch("config.json", { cache: "no-cache" });
  try {
    await (isFramed() ? startFramed(config) : startAlone(config));
  } catch (error) {
    sentence("not-loaded")?.classList.add("is-certain");
    throw error;
  }
}
