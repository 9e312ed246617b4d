//! Checks a site's own strings against the existing ones.

use super::pattern::unknown_placeholder;
use super::table::english;

/// Returns the problem with a site's own text for a string: its content, and what is expected.
pub fn fault(key: &str, text: &str) -> Option<(String, &'static str)> {
    let Some((_, english)) = english().find(|(known, _)| *known == key) else {
        return Some(("a word".to_owned(), "a key of the files in locales/ (docs/languages.md)"));
    };
    let placeholder = unknown_placeholder(text, english)?;
    Some(([placeholder, "}"].concat(), "only placeholders that the English text has (docs/languages.md)"))
}
