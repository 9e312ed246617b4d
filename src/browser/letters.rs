//! Letters as they are compared. By the browser: the tables of all scripts' letters are no small part of a program.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/entry/texts.js")]
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
}
