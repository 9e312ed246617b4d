//! Changes the content of a text field as if it was typed, and the selection in the page.

use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlTextAreaElement};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = document, js_name = execCommand)]
    fn exec_command(command: &str, shows_dialog: bool, value: &str) -> Result<bool, JsValue>;
}

/// Replaces a range, in UTF-16 units, of the focused field; an `input` event follows. Unlike other ways of changing a
/// field, this can be undone like typing. Returns `false` if the browser does not do it.
#[must_use]
pub fn replace(field: &HtmlTextAreaElement, (start, end): (u32, u32), text: &str) -> bool {
    field.set_selection_range(start, end).is_ok() && exec_command("insertText", false, text).unwrap_or(false)
}

#[wasm_bindgen]
extern "C" {
    type Selection;

    #[wasm_bindgen(js_name = getSelection)]
    fn get_selection() -> Option<Selection>;

    #[wasm_bindgen(method, js_name = selectAllChildren)]
    fn select_all_children(this: &Selection, element: &Element);
}

/// Selects the content of an element, replacing the previous selection.
pub fn select(element: &Element) {
    if let Some(selection) = get_selection() {
        selection.select_all_children(element);
    }
}
