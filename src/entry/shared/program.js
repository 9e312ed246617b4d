// The program at work: its file, and the glue that wasm-bindgen has made for it.
import init from "collabspace-chat";
import { once } from "./once.js";

/**
 * Starts the program, for all chats of a page, from what `compiled` resolves to.
 * @type {(compiled?: () => Promise<WebAssembly.Module>) => Promise<import("collabspace-chat").App>}
 */
export const program = once(async (compiled) => init({ module_or_path: await compiled() }));
