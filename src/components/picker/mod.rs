//! The emoji picker, for the text or for a reaction. The dialog is in its own chunk.

mod dialog;
mod grid;
mod load;

use std::sync::Arc;

use leptos::prelude::*;

use self::load::Catalogue;
use super::chunks::want;
use super::dialog::Dialog;
use super::field::Field;
use super::live::live;
use crate::app::handle::Chat;
use crate::model::message::MessageId;
use crate::reactive::{Signal, Stored};

/// What the emoji is for.
#[derive(Clone, Default)]
enum Purpose {
    /// It is inserted into the text, at the caret.
    #[default]
    Text,
    /// It is a reaction to this message of the open channel.
    Reaction(MessageId),
}

/// The functions in the chunk.
pub struct Table {
    open: fn(Picker),
    view: fn(Picker) -> AnyView,
}

chunk! {
    /// The chunk of [`Table`].
    emoji in picker: Table = Table { open: Picker::open_now, view: Picker::dialog }
}

/// The picker of a chat. `Copy`.
#[derive(Clone, Copy)]
pub struct Picker {
    chat: Chat,
    field: Field,
    dialog: Dialog,
    /// True if the dialog is drawn.
    is_drawn: Signal<bool>,
    purpose: Stored<Purpose>,
    catalogue: Signal<Option<Arc<Catalogue>>>,
    /// True if the catalogue could not be loaded.
    has_failed: Signal<bool>,
}

impl Picker {
    /// Creates a closed picker.
    #[must_use]
    pub fn new(chat: Chat, field: Field) -> Self {
        Self {
            chat,
            field,
            dialog: Dialog::new(),
            is_drawn: Signal::new(false),
            purpose: Stored::new(Purpose::Text),
            catalogue: Signal::new(None),
            has_failed: Signal::new(false),
        }
    }

    /// Opens it for the text.
    pub fn open_for_text(self) {
        self.open(Purpose::Text);
    }

    /// Opens it for a reaction to a message of the open channel.
    pub fn open_for_reaction(self, message: MessageId) {
        self.open(Purpose::Reaction(message));
    }

    fn open(self, purpose: Purpose) {
        self.purpose.set_value(purpose);
        want(self.chat, emoji::get(), emoji::ready(), move |table| {
            // The chat may be gone by now.
            if self.is_drawn.try_set(true) {
                (table.open)(self);
            }
        });
    }

    /// The dialog, closed, created on first use.
    pub fn view(self) -> AnyView {
        let draw = move || emoji::get().map(|table| (table.view)(self));
        live(move || self.is_drawn.get().then(draw).flatten())
    }
}
