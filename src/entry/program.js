// The program at work: its file, and the glue that wasm-bindgen has made for it.
import init from "collabspace-chat";

let loading;

/** Starts the program, once for all chats of a page, from what `compiled` resolves to. A failed try can be repeated. */
export function program(compiled) {
  loading ??= compiled()
    .then((module) => init({ module_or_path: module }))
    .catch((error) => {
      loading = undefined;
      throw error;
    });
  return loading;
}
