// <collabspace-chat>: the chat in a host page. This file is all that the page loads at first; the chat itself follows
// when the element is near the viewport, or is opened.
//
// embed.d.ts declares its API, docs/embedding.md describes it.
import { ownModule } from "../shared/loading.js";
import { once } from "../shared/once.js";
import { Bubble, Inline } from "./places.js";

/* global WIDGET, WIDGET_INTEGRITY -- put in by scripts/page/bundle.mjs */

/** Loads the chat's script, once for all elements of a page. */
const load = once(() => ownModule(WIDGET, WIDGET_INTEGRITY));

// Changing one of these restarts the chat.
const REMOUNT = ["config", "workspace", "mode", "lang", "user-id"];
const ATTRIBUTES = [...REMOUNT, "channel", "position", "offset", "loading", "label"];

/** @typedef {import("../../../public/embed.d.ts").CollabspaceChat} Host */

/** @implements {Pick<Host, "config" | "unread" | "connection" | "open" | "close" | "send" | "setToken" | "doctor">} */
class CollabspaceChat extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  #config;
  #token;
  #place;
  #chat;
  #starting;
  #unread = 0;
  /** @type {Host["connection"]} */
  #connection = "idle";
  #leads = false;

  // `tokenProvider` is only a property: a function that returns a token, or a promise of one. Not a class field,
  // which would overwrite a value set before the element was defined; on the prototype, because frameworks look there
  // to find out if a name is a property.
  static {
    /** @type {any} */ (this.prototype).tokenProvider = null;
  }

  constructor() {
    super();
    this.attachShadow({ mode: "open" });
  }

  get config() {
    return this.#config ?? this.getAttribute("config");
  }

  // An address, or the settings themselves.
  set config(config) {
    this.#config = config;
    this.#again();
  }

  get unread() {
    return this.#unread;
  }

  get connection() {
    return this.#connection;
  }

  get leads() {
    return this.#leads;
  }

  connectedCallback() {
    // A property set before the element was defined hides the class's own property of that name.
    if (Object.hasOwn(this, "config")) {
      const { config } = this;
      delete this.config;
      this.config = config;
    }
    if (!this.#place) this.#begin();
  }

  disconnectedCallback() {
    // An element that is only moved is back before this finishes.
    queueMicrotask(() => this.isConnected || this.#end());
  }

  attributeChangedCallback(name, before, now) {
    if (!this.#place || before === now) return;
    if (REMOUNT.includes(name)) this.#again();
    else if (name === "channel") this.#chat ? now && this.#chat.select(now) : this.#again();
    else this.#place.arrange();
  }

  /** Opens the panel, or focuses an inline chat. */
  async open() {
    this.#place?.open();
    this.#show();
    await this.#start();
    this.#place?.focus();
  }

  close() {
    this.#place?.close();
    this.#show();
  }

  /** Sends a text to the open channel; resolves when it is in the outbox on disk. */
  async send(text) {
    await this.#start();
    if (!this.#chat) throw new Error("the chat could not be started");
    await this.#chat.send(String(text));
  }

  /** Finds out what is wrong, and shows it over the page; resolves to the report. */
  async doctor() {
    return (await load()).doctor(this.#place, this.#options(this.#place));
  }

  setToken(token) {
    this.#token = token ?? undefined;
    this.#chat?.setToken(this.#token);
  }

  #begin() {
    const wanted = () => this.#start();
    this.#place = this.getAttribute("mode") === "bubble" ? new Bubble(this, wanted) : new Inline(this, wanted);
  }

  #end() {
    this.#place?.remove();
    this.#chat?.free();
    this.#place = this.#chat = this.#starting = undefined;
    this.#connected("idle");
    this.#lead(false);
    this.#count(0);
  }

  // Other settings restart the chat.
  #again() {
    if (!this.#place) return;
    const wasWanted = this.#starting;
    const wasOpen = this.#place.panel?.open;
    this.#end();
    this.#begin();
    if (wasOpen) this.#place.open();
    if (wasWanted) this.#start();
  }

  #start() {
    if (this.#place) this.#starting ??= this.#run(this.#place);
    return this.#starting;
  }

  async #run(place) {
    const isGone = () => this.#place !== place;
    try {
      if (!this.config) throw new Error("config is missing: the address of config.json");
      const { mount } = await load();
      if (isGone()) return;
      let hasFailed = false;
      const report = (name, detail) => {
        hasFailed ||= name === "error";
        if (!isGone()) this.#hear(name, detail);
      };
      const chat = await mount(place, this.#options(place), report);
      if (isGone()) {
        chat.free();
        return;
      }
      this.#chat = chat;
      this.#show();
      if (!hasFailed) this.#tell("ready", { workspace: this.getAttribute("workspace"), channel: this.getAttribute("channel") });
    } catch (error) {
      if (isGone()) return;
      this.#starting = undefined;
      place.say(error.told ?? "The chat could not be loaded. Check the network and reload the page.");
      this.#tell("error", { message: error.message });
    }
  }

  #options(place) {
    return {
      config: typeof this.config === "string" ? new URL(this.config, document.baseURI).href : this.config,
      workspace: this.getAttribute("workspace"),
      channel: this.getAttribute("channel"),
      userId: this.getAttribute("user-id"),
      token: this.#token,
      tokenProvider: () => /** @type {any} */ (this).tokenProvider?.(),
      close: place.panel && (() => this.close()),
      isShown: () => place.isOpen,
    };
  }

  #hear(name, detail) {
    if (name === "connection") this.#connected(detail.state);
    else if (name === "unread") this.#count(detail.unread);
    else if (name === "leads") this.#lead(detail.leads);
    else this.#tell(name, detail);
  }

  #connected(state) {
    if (state === this.#connection) return;
    this.#connection = state;
    this.#tell("connection", { state });
    if (state === "signed-out") this.#tell("signedout", {});
  }

  #lead(leads) {
    if (leads === this.#leads) return;
    this.#leads = leads;
    this.#tell("leads", { leads });
  }

  #show() {
    this.#chat?.setShown(this.#place.isOpen);
  }

  #count(unread) {
    if (unread === this.#unread) return;
    this.#unread = unread;
    this.#place?.count(unread);
    this.#tell("unread", { unread });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(`collabspace-${name}`, { detail, bubbles: true }));
  }
}

if (!customElements.get("collabspace-chat")) customElements.define("collabspace-chat", CollabspaceChat);

/**
 * Appends a chat to an element, for pages built by script. The options have the names of the element's attributes and
 * properties.
 * @type {typeof import("../../../public/embed.d.ts").mount}
 */
export function mount(parent, options = /** @type {any} */ ({})) {
  // Only own properties, whatever the host page has added to `Object.prototype`.
  const own = /** @type {typeof options} */ ({ __proto__: null, ...options });
  const { config, token, tokenProvider } = own;
  const element = document.createElement("collabspace-chat");
  // Settings may also be an object, which an attribute cannot hold.
  for (const name of ATTRIBUTES.slice(1)) if (own[name] != null) element.setAttribute(name, own[name]);
  if (config) element.config = config;
  if (token) element.setToken(token);
  if (tokenProvider) element.tokenProvider = tokenProvider;
  parent.append(element);
  return { element, unmount: () => element.remove() };
}
