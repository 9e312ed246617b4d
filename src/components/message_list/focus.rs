//! The focus within the list: which row has it, the accessible name of that row, and which links Tab stops at.
//!
//! Tab stops at the links of a row only while the focus is in that row.

use leptos::ev::FocusEvent;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::components::keys::target_of;
use crate::strings::Strings;

/// Selects a row's links, and its buttons that only show more.
const LINKS: &str = ".message a, .message-fold, button:is(.message-reply, .reaction)";

/// The parts of a focused message's name, besides its author and time.
const SAID: &str = ".message-reply, .message-text, .file, .message-edited, .reaction:not(.reactions-more), \
                    .message-status-words, .message-status > .visually-hidden";

/// The focus has entered the list, or moved within it.
pub fn focus_in(strings: Strings, list: &HtmlElement, event: &FocusEvent) {
    let Some(target) = target_of(event) else { return };
    let is_list = target.is_same_node(Some(list));
    // Shift and Tab from a row leaves the list, too.
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
            // Every element accepts a plain attribute.
            let _ = message.remove_attribute("aria-label");
        }
    }
}

/// The focused row, before the rows are redrawn.
pub fn focused_row(content: &Element) -> Option<Element> {
    let has_focus = content.matches(":focus-within").unwrap_or(false);
    has_focus.then(|| content.query_selector(".row:focus-within").ok().flatten()).flatten()
}

/// After a redraw, the message takes the focus if the focused element, such as a pressed button, is gone.
pub fn stay_at(strings: Strings, row: &Element) {
    if !row.matches(":focus-within").unwrap_or(true) && row.is_connected() {
        focus_message(row);
    } else {
        name(strings, row);
    }
}

/// Names a row's message while the focus is in the row. Screen readers read only the name of a focused element, not
/// its content; when reading line by line, users would hear everything twice.
fn name(strings: Strings, row: &Element) {
    let Ok(Some(message)) = row.query_selector(".message") else { return };
    let said = |selector: &str| {
        let Ok(found) = message.query_selector_all(selector) else { return String::new() };
        let parts = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<HtmlElement>().ok());
        let words = parts.map(|part| part.get_attribute("aria-label").unwrap_or_else(|| part.inner_text()));
        words.collect::<Vec<_>>().join(" ")
    };
    let (who, what) = (said(".message-author, .message-time"), said(SAID));
    // Every element accepts a plain attribute.
    let _ = message.set_attribute("aria-label", &strings.said(who.trim(), what.trim()));
}

/// Focuses a row's message without scrolling, which the caller has done.
pub fn focus_message(row: &Element) {
    let message = row.query_selector(".message").ok().flatten();
    if let Some(message) = message.and_then(|message| message.dyn_into::<HtmlElement>().ok()) {
        // An element in the page can take the focus; if not, nothing is lost.
        let _ = message.focus();
    }
}

/// Removes the links of redrawn rows from the Tab order.
pub fn pass_links_by(content: &Element) {
    let links = ":is(a, .message-fold, button:is(.message-reply, .reaction))";
    set_tab_index(content, &[".message:not(:focus-within) ", links, ":not([tabindex])"].concat(), "-1");
}

fn set_tab_index(within: &Element, selector: &str, index: &str) {
    let Ok(found) = within.query_selector_all(selector) else { return };
    for at in 0..found.length() {
        if let Some(element) = found.get(at).and_then(|node| node.dyn_into::<Element>().ok()) {
            // Every element accepts a plain attribute.
            let _ = element.set_attribute("tabindex", index);
        }
    }
}
