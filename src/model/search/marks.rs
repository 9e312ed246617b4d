//! Excerpts of search results: a piece of the message around the first hit, with the hits marked.
//!
//! Texts are compared like in the reference backend: without case, accents and letter width (`backend/src/fold.rs`).

use std::ops::Range;

use crate::model::letters::is_invisible;
use crate::model::sorting::sorted;
use crate::model::text::{cut, position};

/// The maximum length of an excerpt in characters, and how many precede the first hit.
const LENGTH: usize = 200;
const BEFORE: usize = 50;

/// A part of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its text.
    pub text: String,
    /// True if it is a hit.
    pub is_hit: bool,
}

/// Folds a text. `decomposed` is supplied by the browser: compatibility decomposition (NFKD), then lower case.
#[must_use]
pub fn fold(text: &str, decomposed: fn(&str) -> String) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in decomposed(text).chars() {
        match c {
            'ß' => folded.push_str("ss"),
            'ı' => folded.push('i'),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            'ς' => folded.push('σ'),
            '\u{2018}' | '\u{2019}' => folded.push('\''),
            '\u{201c}' | '\u{201d}' => folded.push('"'),
            c if is_accent(c) || is_invisible(c) => {}
            c => folded.push(c),
        }
    }
    folded
}

/// Returns `true` for the accents of Latin, Greek and Cyrillic, and the points of Hebrew and Arabic.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}'
        | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
}

/// Returns `true` if each of these folded words occurs in a text.
#[must_use]
pub fn is_match(text: &str, words: &[String], folded: fn(&str) -> String) -> bool {
    let text = folded(text);
    words.iter().all(|word| position(&text, word).is_some())
}

/// Returns the piece of a text around the first hit of these folded words, with all hits in it marked.
#[must_use]
pub fn excerpt(text: &str, words: &[String], folded: fn(&str) -> String) -> Vec<Piece> {
    let hits = hits(text, words, folded);
    let first = hits.first().map_or(0, |hit| hit.start);
    let start = back(text, first, BEFORE);
    // From the start of a word, if one begins before the hit.
    let start = match cut(text, start..first).find(char::is_whitespace) {
        Some(space) if start > 0 => start + space + 1,
        _ => start,
    };
    let start = if text.is_char_boundary(start) { start } else { first };
    let end = cut(text, start..).char_indices().nth(LENGTH).map_or(text.len(), |(at, _)| start + at);
    let mut pieces = Vec::new();
    let mut push = |text: &str, is_hit| {
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_owned(), is_hit });
        }
    };
    if start > 0 {
        push("…", false);
    }
    let mut at = start;
    for hit in hits {
        let (from, to) = (hit.start.clamp(at, end), hit.end.clamp(at, end));
        push(cut(text, at..from), false);
        push(cut(text, from..to), true);
        at = to;
    }
    push(cut(text, at..end), false);
    if end < text.len() {
        push("…", false);
    }
    pieces
}

/// Returns the position this many characters before another.
fn back(text: &str, from: usize, characters: usize) -> usize {
    cut(text, ..from).char_indices().rev().take(characters).last().map_or(from, |(at, _)| at)
}

/// Returns the ranges of the words in the text, in bytes: in order, without overlaps.
fn hits(text: &str, words: &[String], folded: fn(&str) -> String) -> Vec<Range<usize>> {
    // For each byte of the folded text, the character of the text that it comes from.
    let (mut whole, mut origins) = (String::new(), Vec::new());
    for (at, c) in text.char_indices() {
        let before = whole.len();
        if c.is_ascii() || is_its_own(c) {
            whole.push(c.to_ascii_lowercase());
        } else {
            whole.push_str(&folded(cut(text, at..at + c.len_utf8())));
        }
        origins.resize(origins.len() + whole.len() - before, at..at + c.len_utf8());
        // A character that draws nothing by itself belongs to the letter before it.
        if whole.len() == before
            && let Some(last) = origins.last_mut()
        {
            last.end = at + c.len_utf8();
        }
    }
    let mut hits: Vec<Range<usize>> = Vec::new();
    for word in words.iter().filter(|word| !word.is_empty()) {
        let mut from = 0;
        while let Some(at) = position(cut(&whole, from..), word) {
            let (start, end) = (from + at, from + at + word.len());
            if let (Some(first), Some(last)) = (origins.get(start), origins.get(end - 1)) {
                hits.push(first.start..last.end);
            }
            from = end;
        }
    }
    let hits = sorted(hits, |one, other| one.start.cmp(&other.start));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(hits.len());
    for hit in hits {
        match apart.last_mut() {
            Some(last) if hit.start <= last.end => last.end = last.end.max(hit.end),
            _ => apart.push(hit),
        }
    }
    apart
}

/// Returns `true` for characters, such as Chinese ones, that fold to themselves, so that the browser need not be
/// asked.
fn is_its_own(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}
