// What embed.js loads when a chat is wanted: the program with its glue and pusher-js, in one file.
import Pusher from "pusher-js";
import { mount as mountProgram } from "collabspace-chat";
import { earlyAnswers } from "./early.js";
import { program } from "./program.js";

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

// Puts a chat into an element; `report` hears what happens to it. Everything ends with `free()` of what this resolves to.
export async function mount(root, { config, ...options }, report) {
  const styling = sheet();
  // An object is a made-up answer without an address: what it holds is relative to the page.
  const answer = typeof config === "string" ? fetch(config, { cache: "no-cache" }) : Promise.resolve(Response.json(config));
  const loading = program();
  answer.catch(() => {});
  styling.catch(() => {});
  loading.catch(() => {});
  const token = options.token ?? (await tokenOf(options.tokenProvider));
  const early = earlyAnswers(answer, { ...options, token });
  const shadow = root.getRootNode();
  const own = await styling;
  if (!shadow.adoptedStyleSheets.includes(own)) shadow.adoptedStyleSheets.push(own);
  await loading;
  return mountProgram(root, Pusher, answer, early, { ...options, token }, report);
}

// A provider that fails is asked again by the program, which says so when it goes on failing.
async function tokenOf(provider) {
  try {
    return (await provider?.()) ?? undefined;
  } catch {
    return undefined;
  }
}
