//! Mentions: names of people with an `@` before them.

use std::sync::Arc;

use crate::model::letters::is_of_word;
use crate::model::text::cut;

/// The people who can be mentioned.
#[derive(Clone, Copy)]
pub struct Mentionable<'a> {
    /// Their names.
    pub names: &'a [Arc<str>],
    /// Converts a text to lower case. Supplied by the platform, whose tables are not in the WebAssembly module.
    pub lowered: fn(&str) -> String,
}

impl Mentionable<'_> {
    /// No one.
    pub const NOBODY: Self = Self { names: &[], lowered: str::to_owned };

    /// Returns `true` if two names differ only in case.
    #[must_use]
    pub fn is_same(&self, one: &str, other: &str) -> bool {
        one.eq_ignore_ascii_case(other) || (self.lowered)(one) == (self.lowered)(other)
    }
}

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Plain text.
    Text(&'a str),
    /// A name, with the `@`.
    Mention(&'a str),
}

/// Splits a text into pieces, which together are the text again. Takes time proportional to the text's length and,
/// for each `@`, to the number of names.
pub fn mentions<'a>(text: &'a str, who: Mentionable<'_>, mut each: impl FnMut(Piece<'a>)) {
    let (mut done, mut from) = (0, 0);
    while let Some(at) = cut(text, from..).find('@').map(|found| from + found) {
        from = at + 1;
        let after = cut(text, from..);
        let Some(length) = who.names.iter().filter_map(|name| named(after, name, who)).max() else { continue };
        if is_mail(cut(text, ..at), cut(after, length..)) {
            continue;
        }
        if done < at {
            each(Piece::Text(cut(text, done..at)));
        }
        from += length;
        each(Piece::Mention(cut(text, at..from)));
        done = from;
    }
    if done < text.len() {
        each(Piece::Text(cut(text, done..)));
    }
}

/// Returns `true` if a text mentions this person. Letters beyond ASCII must have the same case.
#[must_use]
pub fn is_mentioned(text: &str, name: &Arc<str>) -> bool {
    let who = Mentionable { names: std::slice::from_ref(name), ..Mentionable::NOBODY };
    let mut is_any = false;
    mentions(text, who, |piece| is_any |= matches!(piece, Piece::Mention(_)));
    is_any
}

/// Returns `true` if an `@` with a name after it is part of an e-mail address or of a handle such as
/// `@ada@example.org`: `before` ends with the local part, or `after` begins with a domain.
fn is_mail(before: &str, after: &str) -> bool {
    let local = before.trim_end_matches(['.', '+', '-', '%', '\'']);
    let is_domain = after.strip_prefix(['.', '-']).is_some_and(|domain| domain.starts_with(is_of_word));
    let is_handle = after.strip_prefix('@').is_some_and(|domain| domain.starts_with(is_of_word));
    before.ends_with(is_of_word) || is_handle || (is_domain && local.ends_with(is_of_word))
}

/// Returns the length of this name at the beginning of the text. `@Annette` does not mention Ann; a name in a script
/// without spaces may be followed by anything.
fn named(text: &str, name: &str, who: Mentionable<'_>) -> Option<usize> {
    let (mut letters, mut end) = (text.char_indices(), 0);
    for wanted in name.chars() {
        let (at, found) = letters.next()?;
        // The platform is asked only if the names may differ in letters beyond ASCII.
        if !found.eq_ignore_ascii_case(&wanted) && found.is_ascii() && wanted.is_ascii() {
            return None;
        }
        end = at + found.len_utf8();
    }
    let (found, after) = (cut(text, ..end), cut(text, end..));
    let goes_on = found.ends_with(is_of_word) && after.starts_with(is_of_word);
    (end > 0 && !goes_on && who.is_same(found, name)).then_some(end)
}
