// What embed.js loads when a chat is wanted: the program with its glue and pusher-js, in one file.
import { aboveKeyboard } from "./keyboard.js";
import { mount as mountChat } from "./mounting.js";

/* global STYLE, STYLE_INTEGRITY -- put in by scripts/page/bundle.mjs */

// Not a <link>: a constructed sheet is one for all elements, and no host's policy for styles is in its way.
let loadingSheet;
async function loadSheet() {
  const answer = await fetch(new URL(STYLE, import.meta.url), { integrity: STYLE_INTEGRITY });
  if (!answer.ok) throw new Error(`${STYLE}: HTTP ${answer.status}`);
  return new CSSStyleSheet().replace(await answer.text());
}

function sheet() {
  loadingSheet ??= loadSheet().catch((error) => {
    loadingSheet = undefined;
    throw error;
  });
  return loadingSheet;
}

async function dress(root) {
  const own = await sheet();
  const { adoptedStyleSheets } = root.getRootNode();
  if (!adoptedStyleSheets.includes(own)) adoptedStyleSheets.push(own);
}

// Puts a chat into an element of a shadow root; `report` hears what happens to it.
export async function mount(root, { config, ...options }, report) {
  // An object is a made-up answer without an address: what it holds is relative to the page.
  const answer = typeof config === "string" ? fetch(config, { cache: "no-cache" }) : Promise.resolve(Response.json(config));
  const chat = await mountChat(root, answer, options, report, dress(root));
  // The main landmark is the page's to name: here the chat is a region of it.
  const main = root.querySelector("[role=main]");
  main?.setAttribute("role", "region");
  main?.setAttribute("aria-label", "Chat");
  const panel = root.closest("dialog");
  if (panel) {
    const letGo = aboveKeyboard(panel);
    const free = chat.free.bind(chat);
    chat.free = () => {
      letGo();
      free();
    };
  }
  return chat;
}
