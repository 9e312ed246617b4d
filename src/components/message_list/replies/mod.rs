//! The number of replies under a message, and the dialog that lists them.

pub mod list;

use leptos::ev;
use leptos::prelude::*;

use self::list::Listed;
use super::context::Rows;
use crate::components::chunks::{dialogs, want};
use crate::components::dialog::Dialog;
use crate::components::element::{Built, button};
use crate::components::live::live;
use crate::model::timeline::RowView;
use crate::reactive::{Signal, effect};

/// The button under a message that lists its replies; `None` if there are none.
pub fn replies(rows: Rows, row: &RowView) -> Option<Built> {
    let (replies, id) = (row.extras.as_ref()?.replies?, row.id().cloned());
    let strings = rows.chat.strings();
    let words = if replies.is_counted { strings.replies(replies.count) } else { strings.replies_here(replies.count) };
    let list = button("message-replies").attr("part", "message-replies").attr("aria-haspopup", "dialog");
    Some(list.on(ev::click, move |_| rows.replies_of.set(id.clone())).child(words))
}

/// The dialog, closed, created on first use.
pub fn replies_dialog(rows: Rows) -> AnyView {
    let (dialog, is_drawn) = (Dialog::new(), Signal::new(false));
    let listed = Listed { of: rows.replies_of, way_back: rows.way_back };
    effect(move || {
        if rows.replies_of.with(Option::is_some) {
            want(rows.chat, dialogs::get(), dialogs::ready(), move |dialogs| {
                // The list may be gone by now.
                if is_drawn.try_set(true) {
                    (dialogs.open)(dialog);
                }
            });
        }
    });
    live(move || {
        is_drawn.get().then(|| dialogs::get().map(|dialogs| (dialogs.replies)(dialog, rows.chat, listed))).flatten()
    })
}
