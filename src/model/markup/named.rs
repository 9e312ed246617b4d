//! Words that lead to an address: `[words](https://…)`.
//!
//! A reader has to see where they lead: the host stands beside the words. The form stays text, in which the
//! address is a link of its own, if
//!
//! 1. it is not complete: the brackets are not balanced, or more than an address is in the round ones;
//! 2. the address is none that would be a link by itself, or none of the web;
//! 3. the words show nothing, hold characters that are invisible or turn the text around, or hold an address;
//! 4. it is a picture, or stands within other words that lead to an address.

use std::ops::Range;

use crate::model::letters::{is_invisible, is_visible, joins};
use crate::model::text::cut;

/// The square brackets that are open, since the last address.
#[derive(Default)]
pub(super) struct Brackets {
    open: Vec<usize>,
}

impl Brackets {
    /// Reads what stands before an address, and after the one before it. Returns where the words are, if it ends in
    /// `[words](`. Words with an address in them are none: what is open goes with it.
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

/// Returns the place of `[words](address)` around an address of a text, and the words unless they are the address;
/// `None` if it stands by itself. `words` are those that end before it, `target` is where it leads.
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
