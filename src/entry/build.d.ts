// What the sources of this folder are bundled with: names that scripts/page/bundle.mjs puts values in for, style sheets as text,
// and the app itself (src/lib.rs), whose glue wasm-bindgen makes.

/** Files beside the script, by their hashed names, and what they are checked by. */
declare const WIDGET: string, WIDGET_INTEGRITY: string;
declare const DOCTOR: string, DOCTOR_INTEGRITY: string;
declare const OFFLINE: string, OFFLINE_INTEGRITY: string;
declare const PUSHER: string, PUSHER_INTEGRITY: string;
declare const STYLE: string, STYLE_INTEGRITY: string;
declare const WEBASSEMBLY: string, WEBASSEMBLY_SHA256: string;
/** The hash in the name of each language's file. */
declare const LOCALES: Record<string, string>;
/** The hash in the names of the picker's files, and their languages. */
declare const EMOJI: { hash: string; languages: string[] };
/** Of worker.js: the hash of the files of one build, their names, and the page's own. */
declare const SET: string, FILES: string[], PAGE: string;

declare module "*.css" {
  const text: string;
  export default text;
}

/** The answer that is config.json: its status, its address ("" if a script made the settings up), and its text. */
type SettingsAnswer = [status: number, address: string, text: string];

/** Maps an address to the answer that was asked for early: its status, its Retry-After and its text. */
type EarlyAnswers = Map<string, Promise<[status: number, retryAfter: string | null, text: string]>>;

/** The language that the chat speaks, and its strings by their keys. */
type Language = { tag: string; dir: string; words: Record<string, string> };

/** What happens to an embedded chat: the names and details of embed.d.ts' events, without their prefix. */
type Reporter = (name: string, detail: any) => void;

/** A chat that the app has put into an element (src/embed/mod.rs). */
interface EmbeddedChat {
  name(): string;
  label(isOpen: boolean, unread: number): string;
  select(channel: string): void;
  send(text: string): Promise<void>;
  setShown(isShown: boolean): void;
  setToken(token: string | undefined): void;
  free(): void;
}

/** How pusher-js is loaded. */
type Pusher = () => Promise<unknown>;

declare module "collabspace-chat" {
  type App = WebAssembly.Exports & { __indirect_function_table: WebAssembly.Table };
  export default function init(options: { module_or_path: WebAssembly.Module }): Promise<App>;
  export function start(
    root: HTMLElement, pusher: Pusher, config: Promise<SettingsAnswer>, early: EarlyAnswers, language: Promise<Language>, workspace?: string,
  ): void;
  export function mount(
    root: HTMLElement, pusher: Pusher, config: Promise<SettingsAnswer>, early: EarlyAnswers, options: object, language: Promise<Language>,
    report: Reporter,
  ): Promise<EmbeddedChat>;
}

/** The Network Information API, which only Chromium has. */
interface Navigator {
  readonly connection?: { readonly saveData?: boolean; readonly effectiveType?: string };
}
