//! Completions for the word being typed: an emoji by its short name, or a person's name.

use std::sync::Arc;

use super::message::Person;
use super::text::cut;

/// The maximum number of suggestions.
pub const MOST: usize = 6;

/// The longest name, in bytes, that is looked up after an `@`.
const LONGEST_NAME: usize = 60;

/// The first character of a word that can be completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// `:`, an emoji.
    Emoji,
    /// `@`, a person.
    Person,
}

/// A word being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begun<'a> {
    /// Its kind.
    pub trigger: Trigger,
    /// The position of its first character in the text, in bytes.
    pub start: usize,
    /// The text after that character.
    pub word: &'a str,
}

/// A suggestion for such a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The text to insert.
    pub text: String,
    /// The name to show.
    pub name: String,
    /// The person, if it is one.
    pub person: Option<Arc<Person>>,
}

/// Returns the word at the end of this text, which ends at the caret.
#[must_use]
pub fn begun(before: &str) -> Option<Begun<'_>> {
    emoji_begun(before).or_else(|| person_begun(before))
}

fn emoji_begun(before: &str) -> Option<Begun<'_>> {
    let rest = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-'));
    let word = cut(before, rest.len()..);
    let rest = rest.strip_suffix(':')?;
    // 10:30, http:x and the end of `:smile:` do not begin a word, nor do the faces `:-` and `:3`.
    let is_free = !rest.ends_with(|c: char| c.is_ascii_alphanumeric() || c == ':');
    let is_name = word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '+');
    (is_free && is_name).then_some(Begun { trigger: Trigger::Emoji, start: rest.len(), word })
}

fn person_begun(before: &str) -> Option<Begun<'_>> {
    let mut from = before.len().saturating_sub(LONGEST_NAME);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let start = from + cut(before, from..).rfind('@')?;
    let word = cut(before, start + 1..);
    let is_free = !cut(before, ..start).ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '@'));
    let is_name = !word.starts_with(char::is_whitespace) && !word.contains('\n');
    (is_free && is_name).then_some(Begun { trigger: Trigger::Person, start, word })
}

/// Returns the emoji whose short names match, exact matches first. Each entry of the list is an emoji and its short
/// names, separated by spaces.
#[must_use]
pub fn suggested_emoji(list: &[String], word: &str) -> Vec<Suggestion> {
    let mut found: [Vec<Suggestion>; 3] = Default::default();
    for entry in list {
        let mut parts = entry.split(' ');
        let emoji = parts.next().unwrap_or_default();
        let rank = |name: &str| {
            let is_later = || name.split('_').skip(1).any(|part| begins_with(part, word));
            match begins_with(name, word) {
                true if name.len() == word.len() => Some(0),
                true => Some(1),
                false => is_later().then_some(2),
            }
        };
        let best = parts.filter_map(|name| Some((rank(name)?, name))).min_by_key(|(rank, _)| *rank);
        if let Some((rank, name)) = best {
            let name = [":", name, ":"].concat();
            found[rank].push(Suggestion { text: emoji.to_owned(), name, person: None });
        }
    }
    found.into_iter().flatten().take(MOST).collect()
}

/// Returns the people whose name, or a later part of it, begins with this text. `folded` removes case and accents.
#[must_use]
pub fn suggested_people(people: &[Arc<Person>], word: &str, folded: fn(&str) -> String) -> Vec<Suggestion> {
    let word = folded(word);
    let is_meant = |person: &&Arc<Person>| {
        let name = folded(&person.name);
        let is_later = || name.split(' ').skip(1).any(|part| part.as_bytes().starts_with(word.as_bytes()));
        name.as_bytes().starts_with(word.as_bytes()) || is_later()
    };
    let suggestion = |person: &Arc<Person>| Suggestion {
        text: ["@", &*person.name].concat(),
        name: person.name.to_string(),
        person: Some(person.clone()),
    };
    people.iter().filter(is_meant).take(MOST).map(suggestion).collect()
}

fn begins_with(name: &str, word: &str) -> bool {
    name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}
