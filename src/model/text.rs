//! The text of messages and names: what may be sent, and how foreign text is shown.

use std::borrow::Cow;
use std::slice::SliceIndex;

use super::letters::{is_blank, is_stacked, is_visible, joins};

/// The longest message that the contract allows, in characters.
pub const MESSAGE_LIMIT: usize = 5000;

/// The longest draft, in characters: browsers take seconds per key to lay out a longer one. It is longer than a
/// message, so that a text can be shortened in place.
pub const DRAFT_LIMIT: usize = 4 * MESSAGE_LIMIT;

/// The longest name shown, in characters; longer ones end in an ellipsis.
pub const NAME_LIMIT: usize = 80;

/// How many marks may be stacked on one letter of a name. Vietnamese has two; Hebrew and Arabic with all vowels have
/// three.
const STACKED_LIMIT: usize = 4;

/// Why a text cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsendable {
    /// It shows nothing.
    Empty,
    /// It has this many characters, more than [`MESSAGE_LIMIT`].
    TooLong(usize),
}

/// Returns the text to send: trimmed, and within the length that the backend accepts.
///
/// # Errors
/// [`Unsendable`] says which limit it exceeds.
pub fn sendable(text: &str) -> Result<&str, Unsendable> {
    let text = trim(text);
    if !shows_something(text) {
        return Err(Unsendable::Empty);
    }
    match length(text) {
        length if length > MESSAGE_LIMIT => Err(Unsendable::TooLong(length)),
        _ => Ok(text),
    }
}

/// Trims a text by JavaScript's rule, as the stores of most backends do. Unlike Rust's, it removes U+FEFF and keeps
/// U+0085. A text that came back different from how it was sent would not be recognised, and be sent again.
#[must_use]
pub fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c == '\u{feff}' || (c.is_whitespace() && c != '\u{85}'))
}

/// Splits a text at a length, measured as by [`length`]; never within a character.
#[must_use]
pub fn split_at_length(text: &str, most: usize) -> (&str, &str) {
    let mut length = 0;
    let end = text.char_indices().find(|(_, c)| {
        length += c.len_utf16();
        length > most
    });
    let end = end.map_or(text.len(), |(end, _)| end);
    (cut(text, ..end), cut(text, end..))
}

/// Returns the length that counts against [`MESSAGE_LIMIT`]: UTF-16 units, as in the original application's
/// JavaScript, so that no sent message is refused for its length.
#[must_use]
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Returns `true` if something in a text is visible.
#[must_use]
pub fn shows_something(text: &str) -> bool {
    text.contains(is_visible)
}

/// Returns `true` if somewhere more marks are stacked than a line has room for.
#[must_use]
pub fn is_stacked_high(text: &str) -> bool {
    let mut height = 0;
    text.chars().any(|c| {
        height = if is_stacked(c) { height + 1 } else { 0 };
        height > STACKED_LIMIT
    })
}

/// Removes control characters that no person types from a foreign text. Tabs stay. All kinds of line ends become line
/// breaks, since browsers break lines at no other character.
#[must_use]
pub fn without_controls(text: &str) -> Cow<'_, str> {
    let breaks = |c: char| matches!(c, '\u{b}'..='\r' | '\u{85}');
    let is_foreign = |c: char| c.is_control() && c != '\n' && c != '\t';
    if !text.contains(is_foreign) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut is_after_return = false;
    for c in text.chars() {
        if breaks(c) {
            kept.push('\n');
        } else if !(is_foreign(c) || is_after_return && c == '\n') {
            kept.push(c);
        }
        is_after_return = c == '\r';
    }
    Cow::Owned(kept)
}

/// Replaces Unicode's two line separators with line breaks, because browsers draw nothing for them.
#[must_use]
pub fn with_line_breaks(text: &str) -> Cow<'_, str> {
    let is_separator = |c: char| matches!(c, '\u{2028}' | '\u{2029}');
    if text.contains(is_separator) {
        Cow::Owned(text.chars().map(|c| if is_separator(c) { '\n' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Isolates a text for use within a sentence, since a name or a backend's message in another direction would reorder
/// the sentence. Left-to-right text needs no isolation, unless the sentence runs from right to left; nor does text
/// that is isolated already, such as a list of names.
#[must_use]
pub fn isolated(text: &str, is_within_rtl: bool) -> String {
    // Hebrew, Arabic and all later scripts, by the first byte of their letters in UTF-8.
    let is_foreign = is_within_rtl || text.bytes().any(|byte| byte >= 0xd6);
    if is_foreign && !text.starts_with('\u{2068}') { ["\u{2068}", text, "\u{2069}"].concat() } else { text.to_owned() }
}

/// Returns `true` if two texts differ only in the composition of their letters (NFC), since a store may compose what
/// it keeps. The platform has the tables for it.
pub type SameText = fn(&str, &str) -> bool;

/// `text[range]`, in bytes, or `""` if the range is out of bounds or splits a character. Never panics; indexing would
/// pull `str`'s panic formatting and its Unicode tables into the binary.
#[must_use]
pub fn cut(text: &str, part: impl SliceIndex<str, Output = str>) -> &str {
    text.get(part).unwrap_or_default()
}

/// Returns the byte position of the first occurrence of another text. The standard library's search is made for long
/// texts, and its code is large.
#[must_use]
pub fn position(text: &str, wanted: &str) -> Option<usize> {
    (0..=text.len().checked_sub(wanted.len())?).find(|at| text.as_bytes()[*at..].starts_with(wanted.as_bytes()))
}

/// Returns `true` if a character is one of these. The standard library's search would add some kilobytes.
#[must_use]
pub fn is_among(c: char, signs: &str) -> bool {
    signs.chars().any(|sign| sign == c)
}

/// Replaces every occurrence of one text with another.
#[must_use]
pub fn replaced(text: &str, old: &str, new: &str) -> String {
    let (mut done, mut rest) = (String::new(), text);
    while let Some(at) = position(rest, old).filter(|_| !old.is_empty()) {
        done.push_str(cut(rest, ..at));
        done.push_str(new);
        rest = cut(rest, at + old.len()..);
    }
    done.push_str(rest);
    done
}

/// Returns a foreign name on one line, at most [`NAME_LIMIT`] characters long; `None` if nothing visible is left.
///
/// Removes invisible characters, so that names that look the same are the same; these include characters that would
/// reorder the surrounding sentence. The joiners of emoji and of scripts that need them stay. Stacked marks do not
/// reach into the line above.
#[must_use]
pub fn shown_name(name: &str) -> Option<String> {
    shown(name, NAME_LIMIT)
}

/// Returns a foreign file name like [`shown_name`], but not shortened: its extension says what it is.
#[must_use]
pub fn shown_file_name(name: &str) -> Option<String> {
    shown(name, usize::MAX)
}

fn shown(name: &str, limit: usize) -> Option<String> {
    let mut shown = String::new();
    let (mut before, mut stacked, mut is_apart, mut count) = (' ', 0, false, 0);
    for c in name.chars() {
        stacked = if is_stacked(c) { stacked + 1 } else { 0 };
        let is_joined = !is_apart && joins(before, c);
        if is_blank(c) {
            is_apart = true;
        } else if (is_visible(c) || is_joined) && stacked <= STACKED_LIMIT {
            if std::mem::take(&mut is_apart) && count > 0 {
                shown.push(' ');
                count += 1;
            }
            if count >= limit {
                shown.push('…');
                break;
            }
            shown.push(c);
            count += 1;
            before = c;
        }
    }
    // A joiner that joins nothing.
    shown.truncate(shown.trim_end_matches(['\u{200c}', '\u{200d}']).len());
    (!shown.is_empty()).then_some(shown)
}
