//! Changing what is in a text field as if it was typed.

use wasm_bindgen::prelude::*;
use web_sys::HtmlTextAreaElement;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = document, js_name = execCommand)]
    fn exec_command(command: &str, shows_dialog: bool, value: &str) -> Result<bool, JsValue>;
}

/// Puts a text in the place of a part of what a field with the focus holds, given in UTF-16 units; an `input` event
/// follows. It can be undone like everything that is typed, which no other way of changing a field's text lets it;
/// `false` where the browser does not do it.
#[must_use]
pub fn replace(field: &HtmlTextAreaElement, (start, end): (u32, u32), text: &str) -> bool {
    field.set_selection_range(start, end).is_ok() && exec_command("insertText", false, text).unwrap_or(false)
}
