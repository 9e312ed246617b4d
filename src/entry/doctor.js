// The doctor: looks for what is wrong when the chat does not work, and says which line to change. A file of its own that
// needs neither the WebAssembly nor the chat's style sheet, since those may be what is missing. doctor.html runs it as a
// page; in a host page the element's `doctor()` loads it (widget.js).
import { Doctor } from "../doctor/doctor.mjs";
import { report } from "../doctor/report.mjs";
import { View, element, sheet } from "../doctor/view.mjs";
import { wordsIn } from "../doctor/words.mjs";

async function examine(doctor, { tokenProvider, ...options }) {
  let { token } = options;
  try {
    token ??= (await tokenProvider?.()) ?? undefined;
  } catch {
    // A provider that fails gives no token: the API's checks say what that leads to.
  }
  await doctor.examine({ ...options, token });
}

/** Draws a doctor into `place` and begins. Resolves to its report when all but the slow last check are done. */
function begin(place, back, options) {
  const words = wordsIn([options.language, ...navigator.languages]);
  const doctor = new Doctor(() => view.show(doctor));
  const again = () => {
    doctor.close();
    begin(place, back, options);
  };
  const view = new View(words, { ...options, back: back(words), onSend: () => doctor.send(), onAgain: again });
  place.replaceChildren(view.root);
  view.title.focus();
  return { doctor, done: examine(doctor, options).then(() => report(doctor.sections, options)) };
}

/**
 * Opens the doctor over a host page, in the shadow root of a chat. `options` are the chat's: `config`, `workspace`, `channel`,
 * `token`, `tokenProvider`, `language`. Resolves to the report.
 */
export function openDoctor(root, { config, ...options }) {
  root.adoptedStyleSheets.push(sheet());
  const dialog = element("dialog", "doctor-dialog");
  dialog.setAttribute("aria-labelledby", "collabspace-doctor-title");
  const back = ({ close }) => Object.assign(element("button", "doctor-button", close), { type: "button", onclick: () => dialog.close() });
  root.append(dialog);
  dialog.showModal();
  const { doctor, done } = begin(dialog, back, { ...options, source: config, isPage: false });
  dialog.onclose = () => {
    doctor.close();
    dialog.remove();
  };
  return done;
}

/** What the chat that led here is asked for in its address; nothing where none did. In a frame, that it is framed. */
function askedOfChat() {
  const from = document.referrer ? new URL(document.referrer) : undefined;
  const isChat = [".", "index.html"].some((name) => from && new URL(name, location.href).href === from.origin + from.pathname);
  const asked = new URLSearchParams(isChat ? from?.search : "");
  asked.delete("doctor");
  return asked;
}

function openPage(place) {
  const [own, ofChat] = [new URLSearchParams(location.search), askedOfChat()];
  const chat = `index.html?${ofChat}`.replace(/\?$/, "");
  const asked = { get: (name) => own.get(name) ?? ofChat.get(name) };
  document.adoptedStyleSheets = [sheet()];
  try {
    const theme = localStorage.getItem("collabspace-theme") ?? "";
    if (/^(light|dark)$/.test(theme)) place.dataset.theme = theme;
  } catch {
    // A browser that keeps nothing.
  }
  const back = (words) => {
    document.title = words.title;
    Object.assign(document.documentElement, { lang: words.tag, dir: words.dir });
    return Object.assign(element("a", "doctor-button", words.back), { href: chat });
  };
  const options = { workspace: asked.get("workspace"), channel: asked.get("channel"), language: asked.get("lang") };
  begin(place, back, { ...options, source: "config.json", isPage: true });
}

const place = document.getElementById("collabspace-doctor");
if (place) openPage(place);
