//! The names of people, with an `@` before them.

use std::sync::Arc;

use crate::model::text::cut;

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words.
    Text(&'a str),
    /// A name, with the `@`.
    Mention(&'a str),
}

/// The text in pieces; together they are the text again. It takes time in proportion to the text's length and, for each `@`, to
/// the number of names.
pub fn mentions<'a>(text: &'a str, names: &[Arc<str>], mut each: impl FnMut(Piece<'a>)) {
    let (mut done, mut from) = (0, 0);
    while let Some(at) = cut(text, from..).find('@').map(|found| from + found) {
        from = at + 1;
        if cut(text, ..at).ends_with(is_word) {
            continue; // an e-mail address
        }
        let Some(length) = names.iter().filter_map(|name| named(cut(text, from..), name)).max() else { continue };
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

/// How much of the text is this name, at its beginning. `@Annette` does not mention Ann; after a name in a script that is written
/// without spaces anything may follow.
fn named(text: &str, name: &str) -> Option<usize> {
    let found = text.get(..name.len())?;
    let goes_on = name.ends_with(is_word) && cut(text, name.len()..).starts_with(is_word);
    (!name.is_empty() && found.eq_ignore_ascii_case(name) && !goes_on).then_some(name.len())
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
