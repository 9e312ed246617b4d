//! Links with words: `[words](https://…)`.
//!
//! Readers must see where the words lead, so the host is shown beside them. The form stays text, and only the address
//! in it becomes a link, if
//!
//! 1. it is incomplete: the brackets are not balanced, or the round ones contain more than an address;
//! 2. the address would not be a link on its own, or is not a web address;
//! 3. the words are blank, contain invisible or bidirectional characters, or contain an address;
//! 4. it is a picture, or is within other words that lead to an address.

use std::ops::Range;

use crate::model::letters::{is_invisible, is_visible, joins};
use crate::model::text::cut;

/// The square brackets opened since the last address.
#[derive(Default)]
pub(super) struct Brackets {
    open: Vec<usize>,
}

impl Brackets {
    /// Reads the text between two addresses. Returns the range of the words, if it ends in `[words](`. Words that
    /// contain an address do not count, and drop the open brackets.
    pub fn closed_before(&mut self, text: &str, part: Range<usize>) -> Option<Range<usize>> {
        let end = part.end;
        let mut closed = None;
        for (at, byte) in cut(text, part.clone()).bytes().enumerate() {
            let at = part.start + at;
            match byte {
                b'[' => self.open.push(at),
                b']' => closed = self.open.pop().map(|open| open + 1..at),
                _ => {}
            }
        }
        self.open.clear();
        closed.filter(|words| cut(text, words.end..end) == "](")
    }
}

/// Returns the range of `[words](address)` around an address of a text, and the words unless they are the address;
/// `None` if the address stands alone. `words` end before it; `target` is where it leads.
pub(super) fn around<'a>(
    text: &'a str,
    words: Option<Range<usize>>,
    address: Range<usize>,
    target: &str,
) -> Option<(Range<usize>, Option<&'a str>)> {
    let (before, after) = (cut(text, ..address.start), cut(text, address.end..));
    let (start, end, said) = if let Some(words) = words {
        let said = cut(text, words.clone()).trim();
        let is_of_web = cut(text, address.start..).get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"));
        (after.starts_with(')') && is_of_web && is_honest(said)).then_some((
            words.start - 1,
            address.end + 1,
            Some(said),
        ))?
    } else {
        let rest = after.strip_prefix("](")?.strip_prefix(target)?.strip_prefix(')')?;
        (before.strip_suffix('[')?.len(), text.len() - rest.len(), None)
    };
    (!cut(text, ..start).ends_with('!')).then_some((start..end, said))
}

fn is_honest(words: &str) -> bool {
    let mut before = ' ';
    let is_plain = |c| {
        let joined = joins(std::mem::replace(&mut before, c), c);
        joined || !is_invisible(c)
    };
    words.contains(is_visible) && words.chars().all(is_plain)
}
