//! What was pasted, dropped or picked and cannot be sent, as it is told.

use leptos::prelude::*;

use crate::model::text::MESSAGE_LIMIT;
use crate::strings::Strings;

/// What was refused last, until the visitor has read it.
#[derive(Clone, Copy, Default)]
pub struct Refused {
    /// How many files.
    pub files: RwSignal<usize>,
    /// How much of a text, in characters.
    pub cut: RwSignal<usize>,
    /// Why a file was not attached, in words.
    said: RwSignal<Option<String>>,
}

impl Refused {
    /// Says why a file is not attached.
    pub fn say(self, words: String) {
        // The chat may be gone by now.
        let _ = self.said.try_set(Some(words));
    }

    /// Returns what is said about it; tracked.
    pub fn words(self, strings: Strings) -> Option<String> {
        if let Some(words) = self.said.get() {
            return Some(words);
        }
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
        self.said.set(None);
    }
}
