//! Compares letters with the browser's help: tables for all scripts would be a large part of the WebAssembly.

use js_sys::JsString;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/entry/shared/texts.js")]
extern "C" {
    /// Returns a text without case and accents, for searches.
    #[must_use]
    pub fn folded(text: &str) -> String;

    /// Returns a text in lower case.
    #[must_use]
    pub fn lowered(text: &str) -> String;

    /// Returns the initials of the first and the last word of a name, each with its combining characters.
    #[must_use]
    pub fn initials(name: &str) -> String;

    /// Returns an emoji for display: with U+FE0F after each character that would otherwise be drawn as text.
    #[must_use]
    #[wasm_bindgen(js_name = nativeEmoji)]
    pub fn native_emoji(emoji: &str) -> String;

    /// Shortens a long file name in the middle, and keeps its extension.
    #[must_use]
    #[wasm_bindgen(js_name = shortFileName)]
    pub fn short_file_name(name: &str) -> String;

    /// Formats a size in bytes in the language of this BCP 47 tag: "1.2 MB".
    #[must_use]
    #[wasm_bindgen(js_name = fileSize)]
    pub fn file_size(bytes: f64, tag: &str) -> String;
}

/// Returns `true` if two texts are the same in canonical composition (NFC).
#[must_use]
pub fn is_same(one: &str, other: &str) -> bool {
    let composed = |text: &str| JsString::from(text).normalize("NFC");
    one == other || composed(one) == composed(other)
}

/// Returns a text in compatibility decomposition (NFKD), in lower case.
#[must_use]
pub fn decomposed(text: &str) -> String {
    JsString::from(text).normalize("NFKD").to_lower_case().into()
}
