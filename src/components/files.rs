//! Files that are pasted or dropped. They cannot be sent: that is said, and the text that came with them is kept.

use leptos::ev::{ClipboardEvent, DragEvent};
use leptos::prelude::*;
use web_sys::DataTransfer;

use super::banner::{in_place, notice};
use super::composer::Field;
use super::words;
use crate::app::handle::Chat;

/// How many files were refused last, until the visitor has read it.
#[derive(Clone, Copy, Default)]
pub struct Refused(RwSignal<usize>);

impl Refused {
    /// Something is pasted. What of it is text the browser puts there; a picture of that, as spreadsheets give one along, is
    /// missed by nobody.
    pub fn paste(self, event: &ClipboardEvent) {
        let Some(data) = event.clipboard_data() else { return };
        let count = files_in(&data);
        if count > 0 && text_of(&data).trim().is_empty() {
            self.0.set(count);
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
        let count = files_in(&data);
        if count == 0 {
            return;
        }
        event.prevent_default();
        self.0.set(count);
        let text = text_of(&data);
        if !text.trim().is_empty() {
            field.put_under(chat, &text);
        }
    }

    /// What is said of them; tracked.
    pub fn words(self) -> Option<&'static str> {
        match self.0.get() {
            0 => None,
            1 => Some(words::only_text()),
            _ => Some(words::only_text_many()),
        }
    }

    /// The line that says so.
    pub fn notice(self, field: Field) -> AnyView {
        in_place(field, move || self.words().map(|words| notice("files", words, move || self.0.set(0))))
    }
}

fn text_of(data: &DataTransfer) -> String {
    data.get_data("text/plain").unwrap_or_default()
}

fn files_in(data: &DataTransfer) -> usize {
    data.files().map_or(0, |files| files.length() as usize)
}
