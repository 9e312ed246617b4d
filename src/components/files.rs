//! What is pasted or dropped and cannot be sent: files, and texts that are much too long. That is said, and what can be
//! kept of the text is kept.

use leptos::ev::{ClipboardEvent, DragEvent};
use leptos::prelude::*;
use web_sys::{DataTransfer, Event};

use super::field::Field;
use crate::app::handle::Chat;
use crate::model::text::{DRAFT_LIMIT, MESSAGE_LIMIT, length, split_at_length};
use crate::strings::Strings;

/// What was refused last, until the visitor has read it.
#[derive(Clone, Copy, Default)]
pub struct Refused {
    /// How many files.
    files: RwSignal<usize>,
    /// How much of a text, in characters.
    cut: RwSignal<usize>,
}

impl Refused {
    /// Handles a paste. The browser inserts any text; the image that spreadsheets add alongside it is ignored.
    pub fn paste(self, event: &ClipboardEvent, field: Field) {
        let Some(data) = event.clipboard_data() else { return };
        let (count, text) = (files_in(&data), text_of(&data));
        if count > 0 && text.trim().is_empty() {
            self.files.set(count);
        } else {
            self.insert(event, &text, field);
        }
    }

    /// Inserts a text in place of the browser if it is too long to be worked with: what there is room for. The browser
    /// would lay out all of it first, which takes it seconds.
    fn insert(self, event: &Event, text: &str, field: Field) {
        let room = DRAFT_LIMIT.saturating_sub(field.length_beside_selection());
        let (kept, left) = split_at_length(text, room);
        if !left.is_empty() {
            event.prevent_default();
            field.insert(kept);
            self.cut.set(length(left));
        }
    }

    /// Something is dragged over the chat. A file that the browser takes itself would open in place of the page.
    pub fn drag(self, event: &DragEvent) {
        let holds_files = |data: DataTransfer| data.types().iter().any(|kind| kind == "Files");
        if event.data_transfer().is_some_and(holds_files) {
            event.prevent_default();
        }
    }

    /// Something is dropped.
    pub fn drop(self, event: &DragEvent, chat: Chat, field: Field) {
        let Some(data) = event.data_transfer() else { return };
        let (count, text) = (files_in(&data), text_of(&data));
        if count == 0 {
            return self.insert(event, &text, field);
        }
        event.prevent_default();
        self.files.set(count);
        if !text.trim().is_empty() {
            let (kept, left) = split_at_length(&text, DRAFT_LIMIT.saturating_sub(field.length()));
            field.put_under(chat, kept);
            self.cut.set(length(left));
        }
    }

    /// Returns what is said about it; tracked.
    pub fn words(self, strings: Strings) -> Option<String> {
        match (self.cut.get(), self.files.get()) {
            (0, 0) => None,
            (0, 1) => Some(strings.only_text().to_owned()),
            (0, _) => Some(strings.only_text_many().to_owned()),
            (cut, _) => Some(strings.text_cut(cut, &strings.formats().number(MESSAGE_LIMIT))),
        }
    }

    /// The visitor has read it.
    pub fn put_away(self) {
        self.files.set(0);
        self.cut.set(0);
    }
}

fn text_of(data: &DataTransfer) -> String {
    data.get_data("text/plain").unwrap_or_default()
}

fn files_in(data: &DataTransfer) -> usize {
    data.files().map_or(0, |files| files.length() as usize)
}
