//! The emoji lists, from files beside the page's script: emoji that can be written by name, and those of the picker.

use js_sys::{Array, Error};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/entry/shared/emoji.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = emojiList)]
    async fn emoji_list() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = emojiGroups)]
    async fn emoji_groups(tag: &str) -> Result<JsValue, JsValue>;
}

/// Fetches the list: each entry is an emoji and its names, with spaces between.
///
/// # Errors
/// Says in words why the file could not be loaded, or is not a list.
pub async fn list() -> Result<Vec<String>, String> {
    texts(emoji_list().await)
}

/// Fetches the picker's groups in a language. The first text names the skin tones; each other text is a group, in
/// lines: its name, then its emoji.
///
/// # Errors
/// Says in words why the file could not be loaded.
pub async fn groups(tag: &str) -> Result<Vec<String>, String> {
    texts(emoji_groups(tag).await)
}

fn texts(list: Result<JsValue, JsValue>) -> Result<Vec<String>, String> {
    let words =
        |error: JsValue| error.dyn_into::<Error>().map(|error| String::from(error.message())).unwrap_or_default();
    let list = list.map_err(words)?.dyn_into::<Array>().unwrap_or_default();
    Ok(list.iter().filter_map(|entry| entry.as_string()).collect())
}
