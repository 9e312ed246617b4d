//! Deletes a message, after a question.

pub mod question;

use leptos::prelude::*;

use self::question::delete;
use super::chunks::{dialogs, want};
use super::dialog::Dialog;
use super::live::live;
use crate::app::handle::Chat;
use crate::model::message::MessageId;
use crate::reactive::{Signal, Stored};

/// The question and its consequences. `Copy`.
#[derive(Clone, Copy)]
pub struct Deletion {
    chat: Chat,
    dialog: Dialog,
    /// True if the dialog is drawn.
    is_drawn: Signal<bool>,
    message: Stored<Option<MessageId>>,
}

impl Deletion {
    /// Creates it without a question.
    #[must_use]
    pub fn new(chat: Chat) -> Self {
        Self { chat, dialog: Dialog::new(), is_drawn: Signal::new(false), message: Stored::new(None) }
    }

    /// Asks if a message of the open channel should be deleted.
    pub fn ask(self, message: MessageId) {
        self.message.set_value(Some(message));
        want(self.chat, dialogs::get(), dialogs::ready(), move |dialogs| {
            // The chat may be gone by now.
            if self.is_drawn.try_set(true) {
                (dialogs.open)(self.dialog);
            }
        });
    }

    /// Deletes a message of the open channel.
    pub fn delete(self, message: MessageId) {
        delete(self.chat, message);
    }

    /// The dialog, closed, created on first use.
    pub fn view(self) -> AnyView {
        let draw = move || dialogs::get().map(|dialogs| (dialogs.deletion)(self.dialog, self.chat, self.message));
        live(move || self.is_drawn.get().then(draw).flatten())
    }
}
