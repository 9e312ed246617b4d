//! Folds long messages: how much is shown until the reader asks for more.
//!
//! A text is cut before it is parsed and laid out, because a browser takes seconds for some hundred thousand
//! characters, and a row of thousands of lines hides all others. The limits count what is drawn: characters, lines,
//! and formatting marks, each pair of which becomes an element.

use std::borrow::Cow;

use super::text::cut;

/// The beginning of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// The text; an open code fence at its end is closed.
    pub text: Cow<'a, str>,
    /// True if nothing is missing.
    pub is_whole: bool,
}

#[derive(Clone, Copy)]
struct Room {
    characters: usize,
    lines: usize,
    marks: usize,
}

impl Room {
    /// A text within these limits is not folded.
    const UNFOLDED: Self = Self { characters: 6_000, lines: 40, marks: 500 };
    /// How much of a folded text is shown. Clearly less than the limit, since folding away two lines is no help.
    const FOLDED: Self = Self { characters: 4_000, lines: 30, marks: 400 };
    /// How much each further step shows. The first one has room for every message that the contract allows.
    const STEP: Self = Self { characters: 20_000, lines: 5_001, marks: 5_000 };

    /// Returns where in a text the limit is reached, in bytes.
    fn end(self, text: &str) -> usize {
        let (mut breaks, mut marks) = (0, 0);
        for (count, (at, c)) in text.char_indices().enumerate() {
            breaks += usize::from(c == '\n');
            marks += usize::from(matches!(c, '*' | '_' | '~' | '`' | '@' | ':'));
            if count >= self.characters || breaks >= self.lines || marks > self.marks {
                return at;
            }
        }
        text.len()
    }
}

/// Returns the visible part of a text after `steps` requests for more; a short text is complete.
#[must_use]
pub fn part(text: &str, steps: usize) -> Part<'_> {
    let room = match steps {
        0 if Room::UNFOLDED.end(text) == text.len() => Room::STEP,
        0 => Room::FOLDED,
        _ => {
            let Room { characters, lines, marks } = Room::STEP;
            Room { characters: characters * steps, lines: lines * steps, marks: marks * steps }
        }
    };
    let end = room.end(text);
    let is_whole = end == text.len();
    // Not within a word, unless the word is very long.
    let start = cut(text, ..end);
    let words = start.trim_end_matches(|c: char| !c.is_whitespace());
    let is_between = is_whole || cut(text, end..).starts_with(char::is_whitespace);
    let start = if is_between || words.len() + LONGEST_WORD < end { start } else { words };
    match open_fence(start).filter(|_| !is_whole) {
        Some(fence) => Part { text: Cow::Owned([start.trim_end(), "\n", &"`".repeat(fence)].concat()), is_whole },
        None => Part { text: Cow::Borrowed(start), is_whole },
    }
}

/// In bytes.
const LONGEST_WORD: usize = 100;

/// Returns the number of backticks of a fence that is open at the end of a text.
fn open_fence(text: &str) -> Option<usize> {
    text.split('\n').fold(None, |open, line| {
        let line = line.trim();
        let ticks = |side: &str| line.len() - side.len();
        match open {
            Some(fence) => (ticks(line.trim_end_matches('`')) < fence).then_some(fence),
            None => {
                let info = line.trim_start_matches('`');
                (ticks(info) >= 3 && !info.contains('`')).then(|| ticks(info))
            }
        }
    })
}
