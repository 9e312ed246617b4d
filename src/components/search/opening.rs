//! Opens and closes the panel, and finds its place. In a chunk.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::Search;
use crate::model::message::MessageId;

/// Opens the panel. The focus goes to its field, with all text selected, or to the result that the user returns from.
pub fn open(search: Search) {
    show(search, None);
}

pub fn show(search: Search, back_at: Option<(MessageId, i32)>) {
    search.is_open.set(true);
    request_animation_frame(move || {
        let panel = search.panel.get_untracked();
        let Some((message, scrolled)) = back_at else {
            if let Some(field) = search.field.get_untracked() {
                let _ = field.focus();
                field.select();
            }
            return;
        };
        if let Some(body) = panel.as_ref().and_then(|panel| panel.query_selector(".search-body").ok().flatten()) {
            body.set_scroll_top(scrolled);
        }
        let all = panel.map(|panel| result_buttons(&panel)).unwrap_or_default();
        if let Some(button) =
            all.iter().find(|button| button.get_attribute("data-result").as_deref() == Some(&*message))
        {
            let _ = button.focus();
        }
    });
}

/// Closes it; the focus returns to its button.
pub fn close(search: Search) {
    if search.is_open.get_untracked() {
        search.is_open.set(false);
        request_animation_frame(move || {
            if let Some(opener) = search.opener.get_untracked() {
                let _ = opener.focus();
            }
        });
    }
}

/// Returns the buttons of the results, in order.
pub fn result_buttons(panel: &Element) -> Vec<HtmlElement> {
    let Ok(all) = panel.query_selector_all(".search-result") else { return Vec::new() };
    (0..all.length()).filter_map(|at| all.item(at)?.dyn_into().ok()).collect()
}

/// Returns `true` if the panel covers the conversation.
pub fn covers(panel: &Element) -> bool {
    let main = panel.parent_element().and_then(|chat| chat.query_selector(".chat-main").ok().flatten());
    main.is_some_and(|main| {
        let (panel, main) = (panel.get_bounding_client_rect(), main.get_bounding_client_rect());
        panel.left().max(main.left()) + 1.0 < panel.right().min(main.right())
    })
}
