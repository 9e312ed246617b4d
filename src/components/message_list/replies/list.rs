//! The replies to a message. The list is in the chunk of the dialogs.

use std::collections::VecDeque;
use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::app::handle::Chat;
use crate::components::dialog::Dialog;
use crate::components::element::{Built, button, div, element, p, span};
use crate::components::live::live;
use crate::model::markup;
use crate::model::message::MessageId;
use crate::model::timeline::{RowView, Shown};
use crate::reactive::Signal;
use crate::strings::Strings;

/// The maximum length of a reply's excerpt, in characters.
const LONGEST: usize = 280;

/// The listed message, and the way back. `Copy`.
#[derive(Clone, Copy)]
pub struct Listed {
    /// The message whose replies are listed.
    pub of: Signal<Option<MessageId>>,
    /// The messages that were left, the latest at the end.
    pub way_back: Signal<Vec<MessageId>>,
}

/// The dialog.
pub fn reply_list(dialog: Dialog, chat: Chat, listed: Listed) -> AnyView {
    dialog.view(chat.strings().replies_title(), move |dialog| content(dialog, chat, listed))
}

/// The loaded replies, and the number of others. Follows changes.
fn content(dialog: Dialog, chat: Chat, listed: Listed) -> Vec<AnyView> {
    let strings = chat.strings();
    let Some(id) = listed.of.get_untracked() else { return Vec::new() };
    let all = chat.open_channel_untracked().rows;
    let list = move || {
        all.with(|all| {
            let here = replies_to(all, &id);
            let counted = all.iter().find(|row| row.id() == Some(&id)).and_then(|row| row.extras.as_ref()?.replies);
            let missing = counted.map_or(0, |replies| replies.count.saturating_sub(here.len()));
            let rest = (missing > 0).then(|| p("replies-missing").child(strings.replies_not_loaded(missing)));
            let items = here.into_iter().map(|row| item(dialog, chat, listed, row).into_any());
            div("replies").child(element("ul").class("reply-list").children(items)).child(rest)
        })
    };
    let title = element("h2").class("dialog-title").child(strings.replies_title());
    vec![div("dialog-header").child(title).child(dialog.close_button(strings)).into_any(), live(list)]
}

/// Returns the stored replies to a message, oldest first.
fn replies_to<'a>(all: &'a VecDeque<Arc<RowView>>, id: &MessageId) -> Vec<&'a Arc<RowView>> {
    let answers = |row: &&Arc<RowView>| {
        let reply = row.extras.as_ref().and_then(|extras| extras.reply.as_ref());
        row.id().is_some() && reply.is_some_and(|reply| reply.id == *id)
    };
    all.iter().filter(answers).collect()
}

/// A reply, as a link to its place; from there the way back leads to the original.
fn item(dialog: Dialog, chat: Chat, listed: Listed, row: &RowView) -> Built {
    let (strings, id) = (chat.strings(), row.id().cloned());
    let go = move |_| {
        dialog.close();
        if let Some(id) = id.clone() {
            listed.way_back.update(|way| way.extend(listed.of.get_untracked()));
            chat.go_to(chat.state.selected.get_untracked(), id);
        }
    };
    let author = row.author.as_ref().map(|author| author.name.clone());
    let author = span("reply-author").attr("dir", "auto").attr("translate", "no").child(author);
    let time =
        row.at().map(|at| element("time").attr("datetime", at.to_iso()).child(strings.formats().day_and_time(at)));
    let text = span("reply-text").attr("dir", "auto").child(words(strings, row));
    let head = span("reply-head").child(author).child(" ").child(time);
    element("li").child(button("reply-item").on(ev::click, go).child(head).child(" ").child(text))
}

/// A reply's text, or the names of its files if it has none.
fn words(strings: Strings, row: &RowView) -> String {
    if row.shows(Shown::Unreadable) {
        return strings.message_unreadable().to_owned();
    }
    let words = markup::words(&row.text, LONGEST);
    let files = row.extras.iter().flat_map(|extras| &extras.attachments).map(|file| &*file.name);
    if words.is_empty() { files.collect::<Vec<_>>().join(", ") } else { words }
}
