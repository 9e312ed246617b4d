//! The clipboard.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["navigator", "clipboard"], js_name = writeText)]
    async fn write_text(text: &str) -> Result<JsValue, JsValue>;
}

/// Puts a text into the clipboard; `false` where the browser does not let it, as on a page without TLS.
pub async fn copy(text: &str) -> bool {
    write_text(text).await.is_ok()
}
