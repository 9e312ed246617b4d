// What embed.js loads when a chat is wanted: the program with its glue and pusher-js, in one file.
import { languageOf } from "./language.js";
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

// Puts a chat into a place of embed.js's; `report` hears what happens to it.
export async function mount(place, { config, ...options }, report) {
  const root = place.frame;
  // An object is a made-up answer without an address: what it holds is relative to the page.
  const answer = typeof config === "string" ? fetch(config, { cache: "no-cache" }) : Promise.resolve(Response.json(config));
  const language = languageOf(answer, languageAround(root.getRootNode().host));
  const chat = await mountChat(root, answer, options, language, report, dress(root));
  if (place.panel) name(place, chat);
  return chat;
}

// The bubble and its panel were there before their words were.
function name(place, chat) {
  place.label = () => {
    try {
      return chat.label(place.isOpen, place.unread);
    } catch {
      // The chat is gone, and its place with it.
      return "";
    }
  };
  place.panel.setAttribute("aria-label", chat.name());
  place.name();
}

// The nearest `lang`, also of an element whose shadow root this one is in.
function languageAround(host) {
  for (let at = host; at; at = at.getRootNode().host) {
    const near = at.closest("[lang]");
    if (near) return near.lang;
  }
  return undefined;
}
