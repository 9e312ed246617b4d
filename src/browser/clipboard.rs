//! The clipboard.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/entry/shared/texts.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = copyText)]
    async fn copy_text(text: &str) -> Result<JsValue, JsValue>;
}

/// Copies a text to the clipboard. Returns `false` if the browser forbids it.
pub async fn copy(text: &str) -> bool {
    copy_text(text).await.is_ok_and(|is_copied| is_copied.is_truthy())
}
