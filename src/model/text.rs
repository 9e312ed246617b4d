//! The text of messages and names: what may be sent, and what of foreign text is shown.

use std::borrow::Cow;
use std::slice::SliceIndex;

/// The longest message that the contract takes, in characters.
pub const MESSAGE_LIMIT: usize = 5000;

/// The longest name that is shown, in characters; longer ones end in an ellipsis.
pub const NAME_LIMIT: usize = 80;

/// Why a text cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsendable {
    /// Nothing but white space.
    Empty,
    /// More characters than [`MESSAGE_LIMIT`]; how many there are.
    TooLong(usize),
}

/// The text as it is sent: trimmed, and of a length that the backend takes.
///
/// # Errors
/// [`Unsendable`] says which limit it breaks.
pub fn sendable(text: &str) -> Result<&str, Unsendable> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Unsendable::Empty);
    }
    match length(text) {
        length if length > MESSAGE_LIMIT => Err(Unsendable::TooLong(length)),
        _ => Ok(text),
    }
}

/// The length of a text as it counts against [`MESSAGE_LIMIT`]: UTF-16 units, as the original application's JavaScript
/// counts, so that what is sent is never refused for its length.
#[must_use]
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A foreign text without the control characters that no person types (tabs and line breaks stay).
#[must_use]
pub fn without_controls(text: &str) -> Cow<'_, str> {
    let foreign = |c: char| c.is_control() && c != '\n' && c != '\t';
    if text.contains(foreign) {
        let text = replaced(text, "\r\n", "\n");
        Cow::Owned(text.chars().filter(|c| !foreign(*c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// What stands in a part of a text, given in bytes; nothing where the part does not end between characters. The index
/// operator would show the whole text in its panic, which takes the tables of what can be shown of Unicode.
#[must_use]
pub fn cut(text: &str, part: impl SliceIndex<str, Output = str>) -> &str {
    text.get(part).unwrap_or_default()
}

/// Where a text first has another one in it, in bytes. The library's own search is made for long texts, and long itself.
#[must_use]
pub fn position(text: &str, wanted: &str) -> Option<usize> {
    (0..=text.len().checked_sub(wanted.len())?).find(|at| text.as_bytes()[*at..].starts_with(wanted.as_bytes()))
}

/// A text with another one in the place of each that it has in it.
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

/// A foreign name on one line, at most [`NAME_LIMIT`] characters long; `None` where nothing is left to show.
#[must_use]
pub fn shown_name(name: &str) -> Option<String> {
    let mut shown = String::new();
    for (words, word) in name.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).enumerate()
    {
        if words > 0 {
            shown.push(' ');
        }
        shown.push_str(word);
        if shown.len() > NAME_LIMIT * 4 {
            break;
        }
    }
    if let Some((cut, _)) = shown.char_indices().nth(NAME_LIMIT) {
        shown.truncate(cut);
        shown.push('…');
    }
    (!shown.is_empty()).then_some(shown)
}
