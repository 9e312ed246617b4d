//! The line above a reply: the original, as a link to it.

use leptos::ev;

use super::context::Rows;
use crate::components::element::{Built, button, div, span};
use crate::model::timeline::RowView;

/// The line of a reply; `None` for other messages.
pub fn answered(rows: Rows, row: &RowView) -> Option<Built> {
    let reply = row.extras.as_ref()?.reply.as_ref()?;
    let (chat, strings) = (rows.chat, rows.chat.strings());
    let known = reply.known.as_ref();
    let line = if known.is_some_and(|known| known.is_deleted) {
        div("message-reply").child(strings.reply_to_deleted())
    } else {
        let (id, from) = (reply.id.clone(), row.id().cloned());
        let go = move |_| {
            rows.way_back.update(|way| way.extend(from.clone()));
            chat.go_to(chat.state.selected.get_untracked(), id.clone());
        };
        let line = button("message-reply").on(ev::click, go);
        match known {
            Some(known) => line
                .attr("aria-label", strings.reply_to(&known.author_name, &known.excerpt))
                .child(span("message-reply-author").attr("dir", "auto").child(known.author_name.clone()))
                .child(" ")
                .child(span("message-reply-text").attr("dir", "auto").child(known.excerpt.clone())),
            None => line.child(strings.reply_to_unknown()),
        }
    };
    Some(line.attr("part", "message-reply"))
}
