//! Reports pasted, dropped or picked content that cannot be sent.

use web_sys::File;

use crate::model::text::MESSAGE_LIMIT;
use crate::reactive::Signal;
use crate::strings::Strings;

/// A picture that was left out of a paste, and the text that was inserted.
type Offer = (Vec<File>, String);

/// The last refusal, until the user dismisses it.
#[derive(Clone, Copy, Default)]
pub struct Refused {
    /// This many files.
    pub files: Signal<usize>,
    /// This much of a text, in characters.
    pub cut: Signal<usize>,
    /// Why a file was not attached, in words.
    said: Signal<Option<String>>,
    /// A picture that was pasted together with this text; only the text was inserted.
    offered: Signal<Option<Offer>>,
}

impl Refused {
    /// Says why a file is not attached.
    pub fn say(self, words: String) {
        // The chat may be gone by now.
        self.said.set(Some(words));
    }

    /// Offers to attach the picture that was pasted together with a text.
    pub fn offer(self, files: Vec<File>, text: String) {
        self.offered.set(Some((files, text)));
    }

    /// Returns `true` if a picture is offered; tracked.
    pub fn has_offer(self) -> bool {
        self.offered.with(Option::is_some)
    }

    /// Takes that picture, and the text that came with it.
    pub fn take_offer(self) -> Option<(Vec<File>, String)> {
        self.offered.try_update(Option::take).flatten()
    }

    /// Returns the message about it; tracked.
    pub fn words(self, strings: Strings) -> Option<String> {
        if let Some(words) = self.said.get() {
            return Some(words);
        }
        match (self.cut.get(), self.files.get()) {
            (0, 0) if self.has_offer() => Some(strings.picture_left_out().to_owned()),
            (0, 0) => None,
            (0, 1) => Some(strings.only_text().to_owned()),
            (0, _) => Some(strings.only_text_many().to_owned()),
            (cut, _) => Some(strings.text_cut(cut, &strings.formats().number(MESSAGE_LIMIT))),
        }
    }

    /// The user has dismissed it.
    pub fn put_away(self) {
        self.files.set(0);
        self.cut.set(0);
        self.said.set(None);
        self.offered.set(None);
    }
}
