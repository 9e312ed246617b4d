//! Components that are in chunks.

use leptos::prelude::*;

use super::channel_switcher::channel_switcher;
use super::deletion::question::deletion_question;
use super::dialog::Dialog;
use super::element::Built;
use super::field::Field;
use super::message_list::replies::list::{Listed, reply_list};
use super::settings::body::body;
use super::shortcuts::list::shortcut_list;
use crate::app::handle::Chat;
use crate::model::message::MessageId;
use crate::reactive::Stored;

/// Dialogs and settings.
pub struct Dialogs {
    pub settings: fn(Chat) -> Built,
    pub shortcuts: fn(Dialog, Chat) -> AnyView,
    pub switcher: fn(Dialog, Chat, Field) -> AnyView,
    pub deletion: fn(Dialog, Chat, Stored<Option<MessageId>>) -> AnyView,
    pub replies: fn(Dialog, Chat, Listed) -> AnyView,
    pub open: fn(Dialog),
}

chunk! {
    /// The chunk of [`Dialogs`].
    dialogs in controls: Dialogs =
        Dialogs {
            settings: body,
            shortcuts: shortcut_list,
            switcher: channel_switcher,
            deletion: deletion_question,
            replies: reply_list,
            open: Dialog::open,
        }
}

/// Runs `act` with a chunk's table, now or once it is loaded. For user actions: if it cannot be loaded, the chat says
/// so.
pub fn want<T: Copy>(
    chat: Chat,
    now: Option<T>,
    ready: impl Future<Output = Option<T>> + 'static,
    act: impl FnOnce(T) + 'static,
) {
    run(chat, now, ready, act, true);
}

/// The same without a user action: a failure is silent unless there is a new version.
pub fn prefer<T: Copy>(
    chat: Chat,
    now: Option<T>,
    ready: impl Future<Output = Option<T>> + 'static,
    act: impl FnOnce(T) + 'static,
) {
    run(chat, now, ready, act, false);
}

fn run<T: Copy>(
    chat: Chat,
    now: Option<T>,
    ready: impl Future<Output = Option<T>> + 'static,
    act: impl FnOnce(T) + 'static,
    by_press: bool,
) {
    if let Some(table) = now {
        return act(table);
    }
    wasm_bindgen_futures::spawn_local(async move {
        let table = ready.await;
        chat.note_chunk(table.is_some(), by_press);
        if let Some(table) = table {
            act(table);
        }
    });
}
