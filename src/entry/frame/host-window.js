// The window around a framed page, and the messages to and from it: only with an origin that the settings name.
import { parsed } from "../shared/settings.js";

/** What every message's type begins with; the rest is the name of an event of the custom element, or of a command. */
const PREFIX = "collabspace-";

export class HostWindow {
  #allowed;
  #origin;
  /** The last event of each name, for a window that listens late, or whose origin is known late. */
  #latest = new Map();
  #commands;

  // `commands` are functions by their names; `config` is the answer that is the settings.
  constructor(config, commands) {
    this.#commands = { ...commands, hello: () => this.#repeat() };
    this.#allowed = allowedBy(config);
    this.#origin = this.#allowed.then((allowed) => allowed.find((origin) => origin === presumed()));
    addEventListener("message", (event) => this.#hear(event));
  }

  /** Tells an event; one that would mean nothing later is not kept. */
  async tell(name, detail, { isKept = true } = {}) {
    if (isKept) this.#latest.set(name, detail);
    const origin = await this.#origin;
    if (origin) parent.postMessage({ type: PREFIX + name, detail }, origin);
  }

  /** An event that is over: whoever asks is not told of it any more. */
  forget(name) {
    this.#latest.delete(name);
  }

  async #hear({ source, origin, data }) {
    if (source !== parent || typeof data?.type !== "string" || !data.type.startsWith(PREFIX)) return;
    if (!(await this.#allowed).includes(origin)) return;
    const wasKnown = (await this.#origin) === origin;
    this.#origin = origin;
    const name = data.type.slice(PREFIX.length);
    if (!wasKnown && name !== "hello") this.#repeat();
    try {
      if (!Object.hasOwn(this.#commands, name)) throw new Error("there is no such command");
      await this.#commands[name](data.detail ?? {});
    } catch (error) {
      this.tell("error", { message: error.message, command: data.type }, { isKept: false });
    }
  }

  #repeat() {
    for (const [name, detail] of this.#latest) this.tell(name, detail);
  }
}

// A page of one's own may always. What is wrong in the settings is for the program to say.
async function allowedBy(config) {
  try {
    const { frameAncestors } = parsed(await config);
    return [location.origin, ...(Array.isArray(frameAncestors) ? frameAncestors : [])];
  } catch {
    return [location.origin];
  }
}

// The origin of the window around, as far as the browser tells. The page that a frame was led here from may also be the frame
// itself, reloaded.
function presumed() {
  const [around] = location.ancestorOrigins ?? [];
  const from = document.referrer && new URL(document.referrer).origin;
  return around ?? (from === location.origin ? undefined : from);
}
