//! The language of a chat: its words, and how it writes times, numbers and lists.
//!
//! `src/entry/language.js` chooses it and fetches the catalogue. Chats of one page may have different ones, so a chat's is found
//! by the reactive owner; what runs outside of one has that of the chat that began last.

use std::cell::{Cell, OnceCell, RefCell};

use js_sys::Reflect;
use leptos::prelude::use_context;
use wasm_bindgen::JsValue;

use super::words;
use crate::app::handle::Chat;
use crate::browser::formats::Formats;

/// A language with the words of a site.
pub struct Language {
    /// A BCP 47 tag.
    pub tag: String,
    /// Whether it is written from right to left.
    pub is_rtl: bool,
    /// In the order of [`words::english`].
    texts: Vec<String>,
    formats: OnceCell<Formats>,
}

thread_local! {
    /// All that were ever spoken: they are never freed, so that words are plain texts everywhere. There are as many as a page
    /// has different settings.
    static SPOKEN: RefCell<Vec<&'static Language>> = const { RefCell::new(Vec::new()) };
    /// The place in it of what was asked for last.
    static LAST: Cell<usize> = const { Cell::new(0) };
}

impl Language {
    /// The language that `src/entry/language.js` describes by `tag`, `dir` and `words`, by its number on this page. What is not
    /// said is English.
    pub fn of(described: &JsValue) -> usize {
        let property = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or_default();
        let said = property(described, "words");
        let text = |of: &JsValue, name: &str, default: &str| {
            property(of, name).as_string().unwrap_or_else(|| default.to_owned())
        };
        Self {
            tag: text(described, "tag", "en"),
            is_rtl: text(described, "dir", "") == "rtl",
            texts: words::english().map(|(key, english)| text(&said, key, english)).collect(),
            formats: OnceCell::new(),
        }
        .spoken()
    }

    fn english() -> usize {
        let texts = words::english().map(|(_, english)| english.to_owned()).collect();
        Self { tag: "en".to_owned(), is_rtl: false, texts, formats: OnceCell::new() }.spoken()
    }

    /// This one for ever, or the same that there is already.
    fn spoken(self) -> usize {
        let number = SPOKEN.with_borrow_mut(|spoken| {
            let known = spoken.iter().position(|known| known.tag == self.tag && known.texts == self.texts);
            known.unwrap_or_else(|| {
                spoken.push(Box::leak(Box::new(self)));
                spoken.len() - 1
            })
        });
        LAST.set(number);
        number
    }

    /// The one with this number.
    pub fn numbered(number: usize) -> &'static Self {
        let known = || SPOKEN.with_borrow(|spoken| spoken.get(number).copied());
        known().unwrap_or_else(|| Self::numbered(Self::english()))
    }

    /// How it writes times, numbers and lists.
    pub fn formats(&self) -> &Formats {
        self.formats.get_or_init(|| Formats::new(Some(&self.tag)))
    }

    /// A word, by its place in [`words::english`].
    pub fn text(&self, word: usize) -> &str {
        &self.texts[word]
    }

    /// The value of `dir`.
    pub fn dir(&self) -> &'static str {
        if self.is_rtl { "rtl" } else { "ltr" }
    }
}

/// The language of the chat that is being drawn.
#[inline(never)]
pub fn language() -> &'static Language {
    use_context::<Chat>().map_or_else(last, |chat| Language::numbered(chat.language))
}

/// The language of the chat that began last, whoever asks; it needs nothing of the reactive system.
pub fn last() -> &'static Language {
    Language::numbered(LAST.get())
}

/// How the language of the chat that is being drawn writes times, numbers and lists.
pub fn formats() -> &'static Formats {
    language().formats()
}
