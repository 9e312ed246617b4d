// The types of embed.js. They are beside it, so that a site can copy both, or name this file in its own `paths`.

/** A site's settings, as in config.json. docs/configuration.md describes each field. */
export interface ChatConfig {
  pusher: { key: string; cluster?: string; [option: string]: unknown };
  [field: string]: unknown;
}

/** Returns a bearer token, or `null` if the user is signed out. Called again when the backend rejects a token (401). */
export type TokenProvider = () => string | null | undefined | Promise<string | null | undefined>;

/** The state of the connection. `idle`: the chat has not loaded yet. */
export type Connection = "idle" | "connecting" | "syncing" | "live" | "polling" | "offline" | "signed-out" | "failed";

export interface ChatOptions {
  /** The address of config.json, or its content as an object. */
  config: string | ChatConfig;
  /** Overrides `workspaceId` from config.json. */
  workspace?: string;
  /** The id of the channel to open. */
  channel?: string;
  /** The user's id as the backend knows it, if your page knows it. */
  "user-id"?: string;
  /** `inline` (the default) fills its box; `bubble` is a floating button that opens a panel. */
  mode?: "inline" | "bubble";
  /** The corner of the bubble. Default: `bottom-end`. */
  position?: "bottom-end" | "bottom-start" | "top-end" | "top-start";
  /** The bubble's distance from the edges: one CSS length, or two (inline, block). Default: `20px`. */
  offset?: string;
  /** A BCP 47 tag. Default: the nearest `lang` in the page, then the browser's language. `locale` in config.json takes precedence. */
  lang?: string;
  /** The bubble's accessible name until the chat has loaded its own translation. Default: `Chat`. */
  label?: string;
  /** `lazy`: a bubble loads its chat only when it is opened, and shows no unread count before that. */
  loading?: "eager" | "lazy";
  /** A bearer token, kept only in memory. */
  token?: string;
  tokenProvider?: TokenProvider;
}

/** A new message from someone else. */
export interface ArrivedMessage {
  id: string;
  channel: string;
  text: string;
  sender: { id: string; name: string };
  /** In milliseconds since 1970. */
  createdAt: number;
}

/** A message on the screen was changed, by anyone. For hosts that keep a copy; to ring for new messages, use `collabspace-message`. */
export interface ChangedMessage {
  id: string;
  channel: string;
  kind: "edited" | "deleted" | "reacted";
}

export interface ChatEvents {
  /** The chat is drawn, and its methods work. */
  "collabspace-ready": CustomEvent<{ workspace: string | null; channel: string | null }>;
  "collabspace-message": CustomEvent<ArrivedMessage>;
  "collabspace-change": CustomEvent<ChangedMessage>;
  /** The number of unread messages in all channels, including those that arrived while the page was closed. */
  "collabspace-unread": CustomEvent<{ unread: number }>;
  "collabspace-connection": CustomEvent<{ state: Connection }>;
  /** This tab gains or loses the connection that the user's tabs share. */
  "collabspace-leads": CustomEvent<{ leads: boolean }>;
  /** The chat cannot start; `field` names the invalid setting, if that is the reason. */
  "collabspace-error": CustomEvent<{ message: string; field?: string }>;
  "collabspace-signedout": CustomEvent<Record<string, never>>;
}

/** `<collabspace-chat>`. Attributes: config, workspace, channel, user-id, mode, position, offset, lang, label, loading. */
export interface CollabspaceChat extends HTMLElement {
  config: string | ChatConfig | null;
  tokenProvider?: TokenProvider;
  readonly unread: number;
  readonly connection: Connection;
  /** Whether this tab itself has the connection to the Pusher server; otherwise it follows another tab, or has none. */
  readonly leads: boolean;
  /** Opens the bubble's panel, and focuses the composer. */
  open(): Promise<void>;
  /** Closes the bubble's panel; the chat keeps running and counting unread messages. */
  close(): void;
  /** Sends a text to the open channel. Resolves when the text is saved for sending, rejects if it cannot be sent. */
  send(text: string): Promise<void>;
  /** Uses this token for calls from now on; a chat that was signed out tries again. */
  setToken(token: string | null): void;
  /**
   * Opens the doctor: a dialog that checks the settings, the files, the API and the live connection, and says which line to
   * change. It works even if the chat cannot start. Resolves to its report, which contains no tokens and no messages.
   */
  doctor(): Promise<string>;
  addEventListener<Name extends keyof ChatEvents>(
    name: Name,
    listener: (this: CollabspaceChat, event: ChatEvents[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(name: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

/** Appends a chat to an element. */
export function mount(parent: Element, options: ChatOptions): { element: CollabspaceChat; unmount(): void };

/** Messages that the page in a frame (`?embed=1`) posts to the host page: the element's events, and one more. */
export type FrameEvent =
  | { [Name in keyof ChatEvents]: { type: Name; detail: ChatEvents[Name]["detail"] & FrameDetail<Name> } }[keyof ChatEvents]
  /** With `auth=token`: the frame needs a bearer token. */
  | { type: "collabspace-tokenwanted"; detail: Record<string, never> };

/** Extra fields in frame mode: if a command failed, `command` holds that command's type. */
export type FrameDetail<Name> = Name extends "collabspace-error" ? { command?: string } : unknown;

/** Messages that the host page may post to the frame. Its origin must be one of `frameAncestors` in config.json. */
export type FrameCommand =
  /** Asks for the latest event of each type again. */
  | { type: "collabspace-hello" }
  | { type: "collabspace-select"; detail: { channel: string } }
  | { type: "collabspace-send"; detail: { text: string } }
  /** `null`: there is no token, the user is signed out. */
  | { type: "collabspace-set-token"; detail: { token: string | null } }
  /** Tells the chat whether the frame is visible; while it is hidden, messages count as unread. */
  | { type: "collabspace-visibility"; detail: { visible: boolean } }
  /** Moves the focus to the composer. */
  | { type: "collabspace-focus" }
  /** Shows the doctor in the frame, in place of the chat; "Back to the chat" returns. It does not know your page's token. */
  | { type: "collabspace-doctor" };

declare global {
  interface HTMLElementTagNameMap {
    "collabspace-chat": CollabspaceChat;
  }
}
