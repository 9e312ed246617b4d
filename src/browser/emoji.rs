//! The emoji that can be written by name, from a file beside the page's script.

use js_sys::{Array, Error};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/entry/emoji.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = emojiList)]
    async fn emoji_list() -> Result<JsValue, JsValue>;
}

/// Fetches the list: each entry is an emoji and its names, with spaces between.
///
/// # Errors
/// The file could not be had, or is no list; why, in words.
pub async fn list() -> Result<Vec<String>, String> {
    let words =
        |error: JsValue| error.dyn_into::<Error>().map(|error| String::from(error.message())).unwrap_or_default();
    let list = emoji_list().await.map_err(words)?;
    Ok(list.dyn_into::<Array>().unwrap_or_default().iter().filter_map(|entry| entry.as_string()).collect())
}
