// The host page's window, and the messages to and from it: only with an origin that the settings name.
import { parsed } from "../shared/settings.js";

/** The prefix of every message's type; the rest is the name of one of the element's events, or of a command. */
const PREFIX = "collabspace-";

export class HostWindow {
  #allowed;
  #origin;
  /** The latest event of each type, for a window that listens late, or whose origin is known late. */
  #latest = new Map();
  #commands;

  // `commands` are functions by name; `config` is the response with the settings.
  constructor(config, commands) {
    this.#commands = { ...commands, hello: () => this.#repeat() };
    this.#allowed = allowedBy(config);
    this.#origin = this.#allowed.then((allowed) => allowed.find((origin) => origin === presumed()));
    addEventListener("message", (event) => this.#hear(event));
  }

  /** Posts an event; one without meaning later is not kept. */
  async tell(name, detail, { isKept = true } = {}) {
    if (isKept) this.#latest.set(name, detail);
    const origin = await this.#origin;
    if (origin) parent.postMessage({ type: PREFIX + name, detail }, origin);
  }

  /** Drops a kept event that is over. */
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

// The page's own origin is always allowed. Problems with the settings are reported by the app.
async function allowedBy(config) {
  try {
    const { frameAncestors } = parsed(await config);
    return [location.origin, ...(Array.isArray(frameAncestors) ? frameAncestors : [])];
  } catch {
    return [location.origin];
  }
}

// Returns the host window's origin, as far as the browser reveals it. The page that a frame was opened from may also
// be the frame itself, reloaded.
function presumed() {
  const [around] = location.ancestorOrigins ?? [];
  const from = document.referrer && new URL(document.referrer).origin;
  return around ?? (from === location.origin ? undefined : from);
}
