//! Long messages: how much of one is shown until the reader asks for the rest.
//!
//! A text is cut before it is parsed and laid out: a browser takes seconds for some hundred thousand characters, and a
//! row of thousands of lines is in the way of all others. What counts is what is drawn: characters, lines, and the
//! marks of formatting, each pair of which becomes an element.

use std::borrow::Cow;

use super::text::cut;

/// A part of a text, from its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// The text, with the fence of code closed that it may end in.
    pub text: Cow<'a, str>,
    /// Whether nothing is missing.
    pub is_whole: bool,
}

#[derive(Clone, Copy)]
struct Room {
    characters: usize,
    lines: usize,
    marks: usize,
}

impl Room {
    /// A text that fits in here is not folded.
    const UNFOLDED: Self = Self { characters: 6_000, lines: 40, marks: 500 };
    /// How much of a folded text is shown. It is clearly less: folding away two lines is no help.
    const FOLDED: Self = Self { characters: 4_000, lines: 30, marks: 400 };
    /// How much each further step shows. The first one has room for every message that the contract allows.
    const STEP: Self = Self { characters: 20_000, lines: 5_001, marks: 5_000 };

    /// Where in a text the room ends, in bytes.
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

/// Returns what is shown of a text after `steps` wishes for more: all of it if it is short.
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
    // Not within a word, unless that is a very long one.
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

/// The number of backticks of a fence that is open at the end of a text.
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
