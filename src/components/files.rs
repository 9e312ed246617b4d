//! Files that are pasted or dropped. They cannot be sent: that is said, and the text that came with them is kept.

use leptos::ev::{ClipboardEvent, DragEvent};
use leptos::prelude::*;
use web_sys::DataTransfer;

use super::banner::notice;
use super::composer::Field;
use super::live::live;
use super::words;
use crate::app::handle::Chat;

/// How many files were refused last, until the visitor has read it.
#[derive(Clone, Copy, Default)]
pub struct Refused(RwSignal<usize>);

impl Refused {
    /// Something is pasted. What of it is text the browser puts there.
    pub fn paste(self, event: &ClipboardEvent) {
        let count = event.clipboard_data().map_or(0, |data| files_in(&data));
        if count > 0 {
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
        let text = data.get_data("text/plain").unwrap_or_default();
        if !text.trim().is_empty() {
            field.take_back(chat, &text);
        }
    }

    /// The line that says so.
    pub fn notice(self) -> AnyView {
        let words = move || match self.0.get() {
            0 => None,
            1 => Some(words::only_text()),
            _ => Some(words::only_text_many()),
        };
        live(move || words().map(|words| notice("files", words, move || self.0.set(0))))
    }
}

fn files_in(data: &DataTransfer) -> usize {
    data.files().map_or(0, |files| files.length() as usize)
}
