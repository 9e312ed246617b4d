// The page in a frame of a host page (`?embed=1`): the same chat, which reports its events to the host page and
// carries out its commands. embed.d.ts declares the messages, docs/embedding.md describes them.
import { parameter } from "../page/address.js";
import { compiled } from "../page/ahead.js";
import { mount } from "../shared/mounting.js";
import { HostWindow } from "./host-window.js";

/**
 * How long the host page may take to supply a token, in milliseconds. After that the user is signed out until it
 * does.
 */
const TOKEN_WAIT = 10_000;

/** Replaces the page's content with the chat; ahead.js has requested what this needs. */
export async function startFramed({ config, language }) {
  const [workspace, channel] = [parameter("workspace"), parameter("channel")];
  const host = new HostWindow(config, {
    select: async ({ channel }) => (await mounted).select(text(channel, "channel")),
    send: async (detail) => (await mounted).send(text(detail.text, "text")),
    "set-token": async (detail) => {
      const token = detail.token == null ? undefined : text(detail.token, "token");
      if (!tokens.take(token)) (await mounted).setToken(token);
    },
    visibility: async ({ visible }) => {
      isShown = Boolean(visible);
      (await mounted).setShown(isShown);
    },
    focus: () => document.querySelector("textarea")?.focus(),
    // Its page leads back into the frame.
    doctor: () => location.assign("doctor.html"),
  });
  const tokens = new Tokens(host);

  let hasFailed = false;
  let connection;
  let unread = 0;
  let isShown = true;
  const report = (name, detail) => {
    hasFailed ||= name === "error";
    if (name === "connection") {
      if (detail.state === connection) return;
      connection = detail.state;
      if (connection !== "signed-out") host.forget("signedout");
    }
    if (name === "unread") {
      if (detail.unread === unread) return;
      unread = detail.unread;
    }
    host.tell(name, detail, { isKept: name !== "message" && name !== "change" });
    if (connection === "signed-out" && name === "connection") host.tell("signedout", {});
  };
  const tokenProvider = parameter("auth") === "token" ? () => tokens.ask() : undefined;
  const options = { workspace, channel, tokenProvider, isShown: () => isShown };
  const mounted = mount(document.body, compiled, config, options, language, report);
  try {
    await mounted;
  } catch (error) {
    host.tell("error", { message: error.message });
    throw error;
  }
  if (!hasFailed) host.tell("ready", { workspace: workspace ?? null, channel: channel ?? null });
}

function text(value, name) {
  if (typeof value !== "string") throw new Error(`${name} is not a text`);
  return value;
}

/** The bearer tokens that the host page supplies. */
class Tokens {
  #host;
  #settle;

  constructor(host) {
    this.#host = host;
  }

  /** Requests one, and waits for it. */
  ask() {
    return new Promise((settle) => {
      const late = setTimeout(() => this.take(undefined), TOKEN_WAIT);
      this.#settle = (token) => {
        clearTimeout(late);
        this.#host.forget("tokenwanted");
        settle(token);
      };
      this.#host.tell("tokenwanted", {});
    });
  }

  /** True if a call has waited for this one. */
  take(token) {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(token);
    return Boolean(settle);
  }
}
