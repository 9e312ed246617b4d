//! The question before a message is deleted. In the chunk of the dialogs.

use leptos::ev;
use leptos::prelude::*;

use crate::app::handle::Chat;
use crate::components::dialog::Dialog;
use crate::components::element::{button, div, element, p};
use crate::model::message::MessageId;
use crate::reactive::Stored;

/// Deletes a message of the open channel. If it is being edited, the edit ends.
pub fn delete(chat: Chat, message: MessageId) {
    let channel = chat.open_channel_untracked();
    if channel.editing.with_untracked(|edit| edit.as_ref().is_some_and(|edit| edit.message == message)) {
        channel.end_edit();
    }
    chat.delete(message);
}

/// The dialog about this message. The button that deletes does not have the focus.
pub fn deletion_question(dialog: Dialog, chat: Chat, message: Stored<Option<MessageId>>) -> AnyView {
    let strings = chat.strings();
    let delete = move |_| {
        dialog.close();
        if let Some(message) = message.try_update_value(Option::take).flatten() {
            delete(chat, message);
        }
    };
    dialog.view(strings.delete_question(), move |dialog| {
        let cancel = button("button").on(ev::click, move |_| dialog.close()).child(strings.cancel());
        let delete = button("button button-danger").on(ev::click, delete).child(strings.delete());
        let title = element("h2").class("dialog-title").child(strings.delete_question());
        let buttons = div("dialog-buttons").child(cancel).child(delete);
        let words = p("dialog-words").child(strings.delete_consequence());
        vec![div("dialog-question").child(title).child(words).child(buttons).into_any()]
    })
}
