//! Goes to a message that a link names.

use leptos::prelude::*;

use super::context::Rows;
use super::focus::focus_message;
use super::scroll::Scroll;
use crate::app::state::Sought;
use crate::model::message::{ChannelId, RowKey};
use crate::reactive::effect;

/// The target of a link.
const SOUGHT: &str = "[data-sought]";

/// Goes to a message of this channel once its row is drawn.
pub fn watch(scroll: Scroll, rows: Rows, id: ChannelId) {
    let Rows { chat, way_back, .. } = rows;
    let sought = chat.state.sought;
    effect(move || match sought.get() {
        Some(Sought::Found(channel, key)) if channel == id => {
            chat.state.put_sought_away();
            request_animation_frame(move || lead_to(scroll, key));
        }
        // There is no way back to a message that was not left.
        Some(_) => way_back.set(Vec::new()),
        None => {}
    });
}

/// Scrolls to a row, marks it, and focuses it.
fn lead_to(scroll: Scroll, key: RowKey) {
    let Some((list, content)) = scroll.viewport.elements() else { return };
    scroll.taken_over();
    scroll.keep(key, list.get_bounding_client_rect().height() / 3.0);
    if let Some(marked) = content.query_selector(SOUGHT).ok().flatten() {
        let _ = marked.remove_attribute("data-sought");
    }
    let Some(row) = scroll.viewport.element(key) else { return };
    if let Some(message) = row.query_selector("article").ok().flatten() {
        // Every element accepts a plain attribute.
        let _ = message.set_attribute("data-sought", "");
    }
    focus_message(&row);
}
