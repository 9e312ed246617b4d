//! Pasted and dropped content: files, which are attached if that is offered, and texts. Content that cannot be sent
//! is reported, and a text that is much too long is cut.

use leptos::ev::{ClipboardEvent, DragEvent};
use leptos::prelude::*;
use web_sys::{DataTransfer, Event, File};

use super::attach;
use super::field::Field;
use super::refused::Refused;
use crate::app::handle::Chat;
use crate::model::text::{DRAFT_LIMIT, length, split_at_length};

impl Refused {
    /// Handles a paste. The browser inserts any text; the image that spreadsheets add alongside it is offered.
    pub fn paste(self, event: &ClipboardEvent, chat: Chat, field: Field) {
        let Some(data) = event.clipboard_data() else { return };
        let (files, text) = (files_in(&data), text_of(&data));
        if !files.is_empty() && text.trim().is_empty() {
            if self.attach(chat, files) {
                event.prevent_default();
            }
        } else {
            self.insert(event, &text, field);
            if !files.is_empty() && untrack(|| attach::is_offered(chat)) {
                self.offer(files, text);
            }
        }
    }

    /// Inserts the usable part of a text that is too long, instead of the browser, which would take seconds to lay
    /// out all of it.
    fn insert(self, event: &Event, text: &str, field: Field) {
        let room = DRAFT_LIMIT.saturating_sub(field.length_beside_selection());
        let (kept, left) = split_at_length(text, room);
        if !left.is_empty() {
            event.prevent_default();
            field.insert(kept);
            self.cut.set(length(left));
        }
    }

    /// Attaches files, or says that they cannot be sent. Returns `true` if they are attached.
    fn attach(self, chat: Chat, files: Vec<File>) -> bool {
        let is_offered = untrack(|| attach::is_offered(chat));
        match is_offered {
            true => attach::attach(chat, self, files),
            false => self.files.set(files.len()),
        }
        is_offered
    }

    /// Something is dragged over the chat. Without this, the browser would open a dropped file instead of the page.
    pub fn drag(self, event: &DragEvent) {
        let holds_files = |data: DataTransfer| data.types().iter().any(|kind| kind == "Files");
        if event.data_transfer().is_some_and(holds_files) {
            event.prevent_default();
        }
    }

    /// Something is dropped.
    pub fn drop(self, event: &DragEvent, chat: Chat, field: Field) {
        let Some(data) = event.data_transfer() else { return };
        let (files, text) = (files_in(&data), text_of(&data));
        if files.is_empty() {
            return self.insert(event, &text, field);
        }
        event.prevent_default();
        self.attach(chat, files);
        if !text.trim().is_empty() {
            let (kept, left) = split_at_length(&text, DRAFT_LIMIT.saturating_sub(field.length()));
            field.put_under(chat, kept);
            self.cut.set(length(left));
        }
    }
}

fn text_of(data: &DataTransfer) -> String {
    data.get_data("text/plain").unwrap_or_default()
}

/// Read at once, because they are gone when the event is over.
fn files_in(data: &DataTransfer) -> Vec<File> {
    data.files().iter().flat_map(|files| (0..files.length()).filter_map(|at| files.get(at))).collect()
}
