//! The text of messages and names: what may be sent, and what of foreign text is shown.

use std::borrow::Cow;

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
        let text = text.replace("\r\n", "\n");
        Cow::Owned(text.chars().filter(|c| !foreign(*c)).collect())
    } else {
        Cow::Borrowed(text)
    }
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
