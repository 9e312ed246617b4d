//! Letters as they are compared. By the browser: the tables of all scripts' letters are no small part of a program.

use js_sys::JsString;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/entry/shared/texts.js")]
extern "C" {
    /// A text without its case and its accents: what somebody types who looks for it.
    #[must_use]
    pub fn folded(text: &str) -> String;

    /// Returns a text in lower case.
    #[must_use]
    pub fn lowered(text: &str) -> String;

    /// Returns the first letters of the first and the last word of a name, each with all that is drawn with it.
    #[must_use]
    pub fn initials(name: &str) -> String;

    /// Returns an emoji as it is drawn: with U+FE0F after each character that is otherwise drawn as text.
    #[must_use]
    #[wasm_bindgen(js_name = nativeEmoji)]
    pub fn native_emoji(emoji: &str) -> String;

    /// Returns a file's name without its middle if it is long. Its extension stays.
    #[must_use]
    #[wasm_bindgen(js_name = shortFileName)]
    pub fn short_file_name(name: &str) -> String;

    /// Returns a size in bytes in the words of the language with this BCP 47 tag: "1.2 MB".
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

/// A text in compatibility decomposition (NFKD), in lower case.
#[must_use]
pub fn decomposed(text: &str) -> String {
    JsString::from(text).normalize("NFKD").to_lower_case().into()
}
