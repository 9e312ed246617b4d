//! The strings of the interface.
//!
//! [`Strings`] is a value with the strings of one chat: views get it from
//! [`Chat::strings`](crate::app::handle::Chat::strings) or as an argument. A string's name is a method:
//! `strings.send()`, `strings.message_to(name)`.
//!
//! - `table` has every string in English, each with its method; `reasons` are those that follow a colon.
//! - `language` is one language; `pattern` fills its texts. `src/entry/shared/language.js` chooses the language and
//!   fetches its locale file.
//! - `own` checks the strings that a site sets itself.

mod language;
mod own;
mod pattern;
mod reasons;
mod table;
#[cfg(test)]
mod tests;

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use self::language::Language;
pub use self::own::fault;
use self::table::{Word, english};
use crate::browser::formats::{Formats, day_of, now};
use crate::model::markup;
use crate::model::message::{AttachmentKind, Message};
use crate::model::reason::Reason;
use crate::model::text::{MESSAGE_LIMIT, isolated};
use crate::model::time::Timestamp;

/// The strings of one chat, in its language. `Copy`.
#[derive(Clone, Copy)]
pub struct Strings(&'static Language);

impl Strings {
    /// Returns the strings that `src/entry/shared/language.js` describes by `tag`, `dir` and `words`. Missing ones
    /// are in English.
    #[must_use]
    pub fn of(described: &JsValue) -> Self {
        let property = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or_default();
        let own = property(described, "words");
        let text = |of: &JsValue, name: &str, default: &str| {
            property(of, name).as_string().unwrap_or_else(|| default.to_owned())
        };
        let texts = english().map(|(key, english)| text(&own, key, english)).collect();
        let is_rtl = text(described, "dir", "") == "rtl";
        Self(Language::new(text(described, "tag", "en"), is_rtl, texts))
    }

    /// The strings in English.
    #[must_use]
    pub fn english() -> Self {
        let texts = english().map(|(_, english)| english.to_owned()).collect();
        Self(Language::new("en".to_owned(), false, texts))
    }

    /// The language's BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        &self.0.tag
    }

    /// The value of `dir` in this language.
    #[must_use]
    pub fn dir(self) -> &'static str {
        if self.0.is_rtl { "rtl" } else { "ltr" }
    }

    /// Returns the language's formats for times, numbers and lists.
    #[must_use]
    pub fn formats(self) -> &'static Formats {
        self.0.formats()
    }

    /// Formats when something happened: the time if it was today, or the day and the time.
    #[must_use]
    pub fn moment(self, at: Timestamp) -> String {
        let formats = self.formats();
        if day_of(at) == day_of(now()) { formats.time(at) } else { formats.day_and_time(at) }
    }

    /// Returns a channel's count of unread messages.
    #[must_use]
    pub fn badge(self, count: u32) -> String {
        let number = |number| self.formats().number(number);
        if count > 99 { [&number(99), "+"].concat() } else { number(count as usize) }
    }

    /// Says who is typing; `None` without names.
    #[must_use]
    pub fn who_types<S: AsRef<str>>(self, names: &[S]) -> Option<String> {
        match names.len() {
            0 => None,
            count @ (1 | 2) => Some(self.typing(count, &self.list(names))),
            _ => Some(self.several_typing().to_owned()),
        }
    }

    /// Returns names as a list in a sentence, each isolated from the others.
    #[must_use]
    pub fn list<S: AsRef<str>>(self, names: &[S]) -> String {
        let isolated: Vec<_> = names.iter().map(|name| isolated(name.as_ref(), self.0.is_rtl)).collect();
        self.formats().list(&isolated)
    }

    /// Returns a message's text without markup, at most `longest` characters; for files alone, says that they were
    /// sent.
    #[must_use]
    pub fn of_message(self, message: &Message, longest: usize) -> String {
        let files = &message.content.attachments;
        match &files[..] {
            _ if !message.text().trim().is_empty() => markup::words(message.text(), longest),
            [] => String::new(),
            [file] if file.kind == AttachmentKind::Image => self.sent_picture().to_owned(),
            files => self.sent_files(files.len()),
        }
    }

    /// Describes a text's length relative to the limit.
    #[must_use]
    pub fn counter(self, length: usize) -> String {
        let formats = self.formats();
        [&formats.number(length), " / ", &formats.number(MESSAGE_LIMIT)].concat()
    }

    /// Says that an own message waits for its next attempt.
    #[must_use]
    pub fn not_sent_yet(self, why: &Reason, seconds: i64) -> String {
        let why = self.reason(why);
        if seconds > 0 { self.waiting_until(&why, &self.formats().in_seconds(seconds)) } else { self.waiting(&why) }
    }

    /// Returns the name of an embedded chat's floating button.
    #[must_use]
    pub fn bubble(self, is_open: bool, unread: usize) -> String {
        match (is_open, unread) {
            (false, 0) => self.open_chat().to_owned(),
            (true, 0) => self.close_chat().to_owned(),
            (false, count) => self.open_chat_unread(count),
            (true, count) => self.close_chat_unread(count),
        }
    }

    /// A separate function, so that a string's method is only a call.
    #[inline(never)]
    fn plain(self, word: Word) -> &'static str {
        self.0.text(word as usize)
    }

    #[inline(never)]
    fn filled(self, word: Word, count: Option<usize>, parts: &[(&str, &str)]) -> String {
        self.0.filled(word as usize, count, parts)
    }
}
