// The types of embed.js. Beside it, so that a site can copy both, or name this file in its own `paths`.

/** A site's settings, as config.json holds them; docs/configuration.md says what each field means. */
export interface ChatConfig {
  pusher: { key: string; cluster?: string; [option: string]: unknown };
  [field: string]: unknown;
}

/** Gives a bearer token; `null` where the visitor is signed out. Asked again when the backend does not take a token (401). */
export type TokenProvider = () => string | null | undefined | Promise<string | null | undefined>;

/** The state of the connection. `idle`: the chat is not loaded. */
export type Connection = "idle" | "connecting" | "syncing" | "live" | "polling" | "offline" | "signed-out" | "failed";

export interface ChatOptions {
  /** The address of config.json, or what it would hold. */
  config: string | ChatConfig;
  /** The workspace's id, where it is another than the settings'. */
  workspace?: string;
  /** The id of the channel to open. */
  channel?: string;
  /** The visitor's id, if the page knows it. */
  "user-id"?: string;
  /** `inline` (the default) fills its box; `bubble` is a floating button that opens a panel. */
  mode?: "inline" | "bubble";
  /** Where the bubble is. */
  position?: "bottom-end" | "bottom-start" | "top-end" | "top-start";
  /** How far from the edges: one CSS length, or two (inline, block). */
  offset?: string;
  /** A BCP 47 tag, where it is not to be the nearest `lang` of the page or the visitor's own; `locale` in the settings goes before. */
  lang?: string;
  /** What the bubble is called until the chat is loaded and says it in its language; `Chat` where it is left out. */
  label?: string;
  /** `lazy`: a bubble loads its chat only when it is opened, and counts nothing before. */
  loading?: "eager" | "lazy";
  /** A bearer token, kept in memory alone. */
  token?: string;
  tokenProvider?: TokenProvider;
}

/** Somebody else's message that came in. */
export interface ArrivedMessage {
  id: string;
  channel: string;
  text: string;
  sender: { id: string; name: string };
  /** In milliseconds since 1970. */
  createdAt: number;
}

/** A message that is shown was changed, by whoever: for hosts that keep a copy. Nothing of it is news: ring on `collabspace-message`. */
export interface ChangedMessage {
  id: string;
  channel: string;
  kind: "edited" | "deleted" | "reacted";
}

export interface ChatEvents {
  /** The chat is drawn; the methods act on it. */
  "collabspace-ready": CustomEvent<{ workspace: string | null; channel: string | null }>;
  "collabspace-message": CustomEvent<ArrivedMessage>;
  "collabspace-change": CustomEvent<ChangedMessage>;
  /** How many messages the visitor has not seen, in all channels; also such as came while the page was closed. */
  "collabspace-unread": CustomEvent<{ unread: number }>;
  "collabspace-connection": CustomEvent<{ state: Connection }>;
  /** This tab begins or ends to have the connection that the visitor's tabs share. */
  "collabspace-leads": CustomEvent<{ leads: boolean }>;
  /** The chat cannot start; `field` names the setting that is wrong, where it is one. */
  "collabspace-error": CustomEvent<{ message: string; field?: string }>;
  "collabspace-signedout": CustomEvent<Record<string, never>>;
}

/** `<collabspace-chat>`. Its attributes are those of `ChatOptions` that are texts. */
export interface CollabspaceChat extends HTMLElement {
  config: string | ChatConfig | null;
  tokenProvider?: TokenProvider;
  readonly unread: number;
  readonly connection: Connection;
  /** Whether this tab has the connection to the Pusher server itself; otherwise it follows another tab, or there is none. */
  readonly leads: boolean;
  /** Opens the panel of a bubble, and puts the focus into the composer. */
  open(): Promise<void>;
  /** Closes the panel of a bubble; the chat goes on, and counts what comes in. */
  close(): void;
  /** Sends a text to the open channel; resolves when it is kept for sending, rejects where it cannot be sent. */
  send(text: string): Promise<void>;
  /** From now on calls are made with this token; a chat that was signed out tries again. */
  setToken(token: string | null): void;
  /**
   * Opens the doctor: a dialog that checks the settings, the files, the API and the live connection, and says which line to
   * change. It works when the chat cannot start. Resolves to its report, which holds no tokens and no messages.
   */
  doctor(): Promise<string>;
  addEventListener<Name extends keyof ChatEvents>(
    name: Name,
    listener: (this: CollabspaceChat, event: ChatEvents[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(name: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

/** Puts a chat at the end of an element. */
export function mount(parent: Element, options: ChatOptions): { element: CollabspaceChat; unmount(): void };

/** What the page in a frame (`?embed=1`) posts to the page around it: the events of the element, and a few of its own. */
export type FrameEvent =
  | { [Name in keyof ChatEvents]: { type: Name; detail: ChatEvents[Name]["detail"] & FrameDetail<Name> } }[keyof ChatEvents]
  /** With `auth=token`: it waits for a bearer token. */
  | { type: "collabspace-tokenwanted"; detail: Record<string, never> };

/** What an event has in addition: an error may also be that a command could not be carried out, and `command` is its type. */
export type FrameDetail<Name> = Name extends "collabspace-error" ? { command?: string } : unknown;

/** What the page around may post into the frame. Its origin has to be one of `frameAncestors` in config.json. */
export type FrameCommand =
  /** The last event of each name is to be posted once more. */
  | { type: "collabspace-hello" }
  | { type: "collabspace-select"; detail: { channel: string } }
  | { type: "collabspace-send"; detail: { text: string } }
  /** `null`: there is none, the visitor is signed out. */
  | { type: "collabspace-set-token"; detail: { token: string | null } }
  /** Whether the frame is shown; where it is not, messages count as unread. */
  | { type: "collabspace-visibility"; detail: { visible: boolean } }
  /** Puts the focus into the composer. */
  | { type: "collabspace-focus" }
  /** Shows the doctor in the frame, in the chat's place; its "Back to the chat" leads back. It knows no token that was given. */
  | { type: "collabspace-doctor" };

declare global {
  interface HTMLElementTagNameMap {
    "collabspace-chat": CollabspaceChat;
  }
}
