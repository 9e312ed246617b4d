//! Why something is as it is, as it stands in a sentence, after a colon.

use super::Strings;
use super::table::{Word, english};
use crate::model::text::{cut, position};

/// How many words are reasons of the model.
pub(super) const REASONS: usize = Word::no_reason as usize - Word::no_answer as usize;

impl Strings {
    /// A reason as it stands in a sentence. It may be a backend's words, with or without a full stop, or the model's.
    #[must_use]
    pub fn reason(self, why: &str) -> String {
        let why = why.trim().trim_end_matches(['.', '。', '।']);
        let end = position(why, " (").unwrap_or(why.len());
        let (known, details) = (cut(why, ..end), cut(why, end..));
        let first = Word::no_answer as usize;
        match english().skip(first).take(REASONS).position(|(_, english)| english == known) {
            _ if why.is_empty() => self.no_reason().to_owned(),
            Some(at) => [self.0.text(first + at), details].concat(),
            None => why.to_owned(),
        }
    }
}
