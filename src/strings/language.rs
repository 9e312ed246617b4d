//! A language: its texts, and how it writes times, numbers and lists.

use std::cell::{OnceCell, RefCell};

use send_wrapper::SendWrapper;

use super::pattern;
use crate::browser::formats::Formats;
use crate::model::text::{isolated, replaced};

/// One language, with a site's own texts included.
pub struct Language {
    /// A BCP 47 tag.
    pub tag: String,
    /// True if it is written from right to left.
    pub is_rtl: bool,
    /// In the order of the table.
    texts: Vec<String>,
    formats: SendWrapper<OnceCell<Formats>>,
}

thread_local! {
    /// The languages of this page. Equal ones are shared, and none is ever freed: so every text is a plain `&'static
    /// str`, and chats that come and go use no more memory.
    static KNOWN: RefCell<Vec<&'static Language>> = const { RefCell::new(Vec::new()) };
}

impl Language {
    /// Returns the language with this tag and these texts, which are in the order of the table.
    pub fn new(tag: String, is_rtl: bool, texts: Vec<String>) -> &'static Self {
        KNOWN.with_borrow_mut(|known| {
            if let Some(same) = known.iter().find(|known| known.tag == tag && known.texts == texts) {
                return *same;
            }
            let formats = SendWrapper::new(OnceCell::new());
            let new: &'static Self = Box::leak(Box::new(Self { tag, is_rtl, texts, formats }));
            known.push(new);
            new
        })
    }

    /// Returns the formats for times, numbers and lists.
    pub fn formats(&self) -> &Formats {
        self.formats.get_or_init(|| Formats::new(Some(&self.tag)))
    }

    /// Returns a text, by its place in the table.
    pub fn text(&self, at: usize) -> &str {
        &self.texts[at]
    }

    /// Returns a text with its placeholders filled, in the plural form for a number if it has one.
    pub fn filled(&self, at: usize, count: Option<usize>, parts: &[(&str, &str)]) -> String {
        let mut category = String::new();
        let mut all = Vec::with_capacity(parts.len() + 1);
        all.extend(parts.iter().map(|(name, text)| (*name, isolated(text, self.is_rtl))));
        if let Some(count) = count {
            category = self.formats().plural(count);
            all.push(("count", self.formats().number(count)));
        }
        // The character before a channel's name belongs to it, and follows its direction.
        replaced(&pattern::filled(self.text(at), &category, &all), "#\u{2068}", "\u{2068}#")
    }
}
