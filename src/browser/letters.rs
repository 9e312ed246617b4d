//! Letters as they are compared. By the browser: the tables of all scripts' letters are no small part of a program.

use js_sys::JsString;

/// A text without its case and its accents: what somebody types who looks for it.
#[must_use]
pub fn folded(text: &str) -> String {
    let parts: String = JsString::from(text).normalize("NFD").to_lower_case().into();
    parts.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect()
}
