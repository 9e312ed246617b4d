// The script that embed.js loads when a chat is wanted: the app with its glue and pusher-js, in one file.
import { aboveKeyboard } from "../shared/keyboard.js";
import { languageOf } from "../shared/language.js";
import { ownModule } from "../shared/loading.js";
import { mount as mountChat } from "../shared/mounting.js";
import { once } from "../shared/once.js";
import { compiled } from "../shared/program-file.js";
import { settingsAt, settingsOf } from "../shared/settings.js";
import { checkBuiltIns } from "./built-ins.js";
import { keepKeys } from "./host-keys.js";

/* global STYLE, STYLE_INTEGRITY, DOCTOR, DOCTOR_INTEGRITY -- put in by scripts/page/bundle.mjs */

/** How long an error message waits for its strings, in milliseconds. */
const WORDS_WAIT_MS = 2_000;

// Not a <link>: one constructed sheet serves all elements, and host pages' style policies allow it.
const sheet = once(async () => {
  const answer = await fetch(new URL(STYLE, import.meta.url), { integrity: STYLE_INTEGRITY });
  if (!answer.ok) throw new Error(`${STYLE}: HTTP ${answer.status}`);
  return new CSSStyleSheet().replace(await answer.text());
});

/** The browser's default font size in CSS pixels. */
const USUAL_FONT_SIZE = 16;

// The font size set in the browser, which a host page's own sizes do not reveal.
function fontSizeIn(root) {
  const probe = document.createElement("span");
  probe.style.all = "initial";
  root.append(probe);
  const size = Number.parseFloat(getComputedStyle(probe).fontSize);
  probe.remove();
  return size || USUAL_FONT_SIZE;
}

async function dress(root) {
  const size = fontSizeIn(root);
  if (size !== USUAL_FONT_SIZE) root.style.setProperty("--chat-unit", `${size / USUAL_FONT_SIZE}px`);
  const own = await sheet();
  const { adoptedStyleSheets } = root.getRootNode();
  keepKeys(root.getRootNode());
  if (!adoptedStyleSheets.includes(own)) adoptedStyleSheets.push(own);
}

// Settings decide where messages go, so markup must not contain them: addresses such as `data:` and `blob:` are
// refused.
function refuseOtherSchemes(config) {
  if (typeof config !== "string") return;
  const { protocol } = new URL(config);
  if (!/^https?:$/.test(protocol)) {
    const words = `config is an address of ${protocol} it has to be the http: or https: address of config.json`;
    throw Object.assign(new Error(words), { told: `The chat is not set up correctly: ${words}.` });
  }
}

// Puts a chat into one of embed.js's places; `report` receives its events.
export async function mount(place, { config, ...options }, report) {
  keepDoctorHere(place, { config, ...options });
  checkBuiltIns();
  refuseOtherSchemes(config);
  const root = place.frame;
  const answer = typeof config === "string" ? settingsAt(config) : settingsOf(config);
  const language = languageOf(answer, languageAround(root.getRootNode().host));
  const chat = await mountChat(root, compiled, answer, options, language, report, dress(root)).catch(async (error) => {
    const english = new Promise((passed) => setTimeout(passed, WORDS_WAIT_MS, { words: {} }));
    const { words } = await Promise.race([language, english]);
    // When embed.js has said so.
    setTimeout(() => place.frame.firstChild?.append(" ", linkToDoctor(words.doctor)));
    throw Object.assign(new Error(error.message, { cause: error }), { told: words.not_loaded });
  });
  // The main landmark belongs to the host page, so the chat is a region; in a panel, the dialog has its name already.
  const main = root.querySelector("[role=main]");
  if (place.panel) {
    main?.removeAttribute("role");
  } else {
    main?.setAttribute("role", "region");
    main?.setAttribute("aria-label", chat.name());
  }
  if (place.panel) inPanel(place, chat);
  return chat;
}

/** Opens the doctor over the host page; resolves to its report. It needs only its own file. */
export async function doctor(place, options) {
  const { openDoctor } = await ownModule(DOCTOR, DOCTOR_INTEGRITY);
  const { host } = place.frame.getRootNode();
  return openDoctor(host.shadowRoot, { ...options, language: languageAround(host) });
}

const linkToDoctor = (words = "Find out what is wrong") => Object.assign(document.createElement("a"), { href: "doctor.html", textContent: words });

// A panel's link leads to the doctor's page, which does not know this element.
function keepDoctorHere(place, options) {
  place.frame.addEventListener("click", (event) => {
    if (!event.target.closest?.('[href="doctor.html"]')) return;
    event.preventDefault();
    doctor(place, options);
  });
}

function inPanel(place, chat) {
  // The bubble and its panel existed before their strings had loaded.
  place.label = () => {
    try {
      return chat.label(place.isOpen, place.unread);
    } catch {
      // The chat and its place are gone.
      return "";
    }
  };
  place.panel.setAttribute("aria-label", chat.name());
  place.name();
  const letGo = aboveKeyboard(place.panel);
  const free = chat.free.bind(chat);
  chat.free = () => {
    letGo();
    free();
  };
}

// The nearest `lang`, even outside the shadow root that contains this element.
function languageAround(host) {
  for (let at = host; at; at = at.getRootNode().host) {
    const near = at.closest("[lang]");
    if (near) return near.lang;
  }
  return undefined;
}
