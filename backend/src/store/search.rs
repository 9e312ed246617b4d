//! A search: the query, and a store's answer.

use crate::fold::fold;
use crate::limits::SEARCH_WORDS;
use crate::message::Message;

/// A query. Every word must occur in a message, within a word of it or across several.
#[derive(Clone, Debug)]
pub struct Search {
    pub workspace_id: String,
    /// The channels that the caller may read, or the requested one of them.
    pub channel_ids: Vec<String>,
    pub sender_id: Option<String>,
    pub words: Words,
    /// A message of the workspace, possibly deleted: only older ones are found.
    pub before: Option<String>,
    /// At least 1.
    pub limit: u32,
}

/// The words of a query: at least one, each as it was typed.
#[derive(Clone, Debug)]
pub struct Words(Vec<String>);

/// Why a query is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadWords {
    /// It has only spaces and invisible characters.
    Nothing,
    /// It has this many words, more than [`SEARCH_WORDS`].
    TooMany(usize),
}

impl Words {
    /// Splits a query at its spaces and control characters.
    pub fn of(query: &str) -> Result<Self, BadWords> {
        let mut words: Vec<String> = Vec::new();
        for word in query.split(|c: char| c.is_whitespace() || c.is_control()) {
            if !fold(word).trim().is_empty() && !words.iter().any(|other| other == word) {
                words.push(word.to_owned());
            }
        }
        match words.len() {
            0 => Err(BadWords::Nothing),
            count if count > SEARCH_WORDS => Err(BadWords::TooMany(count)),
            _ => Ok(Self(words)),
        }
    }

    /// The words as they were typed.
    pub fn typed(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Returns the words without case, accents and width.
    pub fn folded(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|word| fold(word).trim().to_owned())
    }
}

/// The messages found, newest first.
#[derive(Debug)]
pub struct Found {
    pub messages: Vec<Message>,
    pub has_more: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_its_words_once_each() {
        let words = Words::of(" caf\u{e9}\u{3000}au\0lait caf\u{e9} ").unwrap();
        assert_eq!(words.typed().collect::<Vec<_>>(), ["caf\u{e9}", "au", "lait"]);
        assert_eq!(words.folded().collect::<Vec<_>>(), ["cafe", "au", "lait"]);
        for nothing in ["", " \n", "\u{301}", "\u{200d} \u{fe0f}"] {
            assert_eq!(Words::of(nothing).err(), Some(BadWords::Nothing), "{nothing:?}");
        }
        let many: Vec<String> = (0..=SEARCH_WORDS).map(|number| number.to_string()).collect();
        assert_eq!(Words::of(&many.join(" ")).err(), Some(BadWords::TooMany(SEARCH_WORDS + 1)));
    }
}
