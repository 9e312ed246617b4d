//! The focus within the list: which row has it, what a row that has it is called, and which links are in the way of
//! Tab.
//!
//! The links of a row are in the way of Tab only while the focus is in that row.

use leptos::ev::FocusEvent;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::components::keys::target_of;
use crate::strings::Strings;

/// Selects a row's links, and its buttons that only show more.
const LINKS: &str = ".message a, .message-fold, button:is(.message-reply, .reaction)";

/// What is said of a message that has the focus, beside its author and its time.
const SAID: &str = ".message-reply, .message-text, .file, .message-edited, .reaction:not(.reactions-more), \
                    .message-status-words, .message-status > .visually-hidden";

/// The focus has come to the list, or has moved in it.
pub fn focus_in(strings: Strings, list: &HtmlElement, event: &FocusEvent) {
    let Some(target) = target_of(event) else { return };
    let is_list = target.is_same_node(Some(list));
    // Going back by Tab from a row leaves the list, too.
    list.set_tab_index(if is_list { 0 } else { -1 });
    if let Ok(Some(row)) = target.closest(".row") {
        set_tab_index(&row, LINKS, "0");
        name(strings, &row);
    }
}

/// The focus has left a row, or the list.
pub fn focus_out(list: &HtmlElement, event: &FocusEvent) {
    let next = event.related_target().and_then(|next| next.dyn_into::<Element>().ok());
    if !list.contains(next.as_deref()) {
        list.set_tab_index(0);
    }
    let row = target_of(event).and_then(|target| target.closest(".row").ok().flatten());
    if let Some(row) = row.filter(|row| !row.contains(next.as_deref())) {
        set_tab_index(&row, LINKS, "-1");
        if let Ok(Some(message)) = row.query_selector(".message") {
            // A plain attribute, which no element refuses.
            let _ = message.remove_attribute("aria-label");
        }
    }
}

/// The row with the focus, before the rows are drawn anew.
pub fn focused_row(content: &Element) -> Option<Element> {
    let has_focus = content.matches(":focus-within").unwrap_or(false);
    has_focus.then(|| content.query_selector(".row:focus-within").ok().flatten()).flatten()
}

/// It was drawn anew: where what had the focus is not there any more, such as a button that was pressed, its message
/// has it.
pub fn stay_at(strings: Strings, row: &Element) {
    if !row.matches(":focus-within").unwrap_or(true) && row.is_connected() {
        focus_message(row);
    } else {
        name(strings, row);
    }
}

/// Names a row's message while the focus is in the row. Of what takes the keys, screen readers say the name, and
/// nothing of what stands in it; who reads it line by line would hear everything twice.
fn name(strings: Strings, row: &Element) {
    let Ok(Some(message)) = row.query_selector(".message") else { return };
    let said = |selector: &str| {
        let Ok(found) = message.query_selector_all(selector) else { return String::new() };
        let parts = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<HtmlElement>().ok());
        let words = parts.map(|part| part.get_attribute("aria-label").unwrap_or_else(|| part.inner_text()));
        words.collect::<Vec<_>>().join(" ")
    };
    let (who, what) = (said(".message-author, .message-time"), said(SAID));
    // A plain attribute, which no element refuses.
    let _ = message.set_attribute("aria-label", &strings.said(who.trim(), what.trim()));
}

/// Puts the focus on a row's message. It does not scroll: who calls has done that.
pub fn focus_message(row: &Element) {
    let message = row.query_selector(".message").ok().flatten();
    if let Some(message) = message.and_then(|message| message.dyn_into::<HtmlElement>().ok()) {
        // An element that is in the page can take the focus; where it cannot, nothing is lost.
        let _ = message.focus();
    }
}

/// Takes the links of rows that were drawn anew out of the way of Tab.
pub fn pass_links_by(content: &Element) {
    let links = ":is(a, .message-fold, button:is(.message-reply, .reaction))";
    set_tab_index(content, &[".message:not(:focus-within) ", links, ":not([tabindex])"].concat(), "-1");
}

fn set_tab_index(within: &Element, selector: &str, index: &str) {
    let Ok(found) = within.query_selector_all(selector) else { return };
    for at in 0..found.length() {
        if let Some(element) = found.get(at).and_then(|node| node.dyn_into::<Element>().ok()) {
            // A plain attribute, which no element refuses.
            let _ = element.set_attribute("tabindex", index);
        }
    }
}
