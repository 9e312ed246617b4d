//! The formatting that people write into their texts: a small, safe part of Markdown.
//!
//! Known are `code`, fenced code, `**bold**`, `*italic*`, `_italic_`, `~~strike~~`, quotes (`> …`), lists (`-`, `*`,
//! `1.`), addresses, `[words](address)` and `@names`. All else stays as it was written: no headings, no pictures, no
//! tables, no HTML. Words that lead to an address are shown with its host. A marker without its partner stays visible.
//!
//! What comes out is flat: a span says that it is bold and italic, it is not a tree of both. So no text, however it was
//! nested, overflows anything, and everything takes time in proportion to the text's length.
//!
//! [`blocks`] splits a text into paragraphs, quotes, lists and code, [`inline`] a line into spans; of these, [`links`],
//! `named` and `mentions` find the addresses and the names. [`emoji`] tells a text that is nothing but a few emoji.

mod blocks;
pub mod emoji;
mod inline;
pub mod links;
mod mentions;
mod named;

use self::links::host_beside;
pub use self::mentions::{Mentionable, is_mentioned};
use super::text::cut;

/// A part of a text that stands by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block<'a> {
    /// Lines of words, with the breaks between them.
    Text(Vec<Span<'a>>),
    /// What somebody else has said.
    Quote(Vec<Block<'a>>),
    /// A list.
    List(Vec<Item<'a>>),
    /// Lines of code, exactly as they are.
    Code(Vec<&'a str>),
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item<'a> {
    /// How deep it stands below others, from 0 to [`Item::DEEPEST`].
    pub level: u8,
    /// Its number as it was written, with the full stop; `None` for a bullet.
    pub number: Option<&'a str>,
    /// What it says.
    pub spans: Vec<Span<'a>>,
}

impl Item<'_> {
    /// The deepest level.
    pub const DEEPEST: u8 = 3;
}

/// Words of one kind and style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span<'a> {
    /// The words, without the markers around them.
    pub text: &'a str,
    /// What they are.
    pub kind: Kind<'a>,
    /// How they look.
    pub style: Style,
}

/// What words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// Words.
    Text,
    /// Code.
    Code,
    /// An address, as it was written.
    Link,
    /// Words that lead to this address.
    Named(&'a str),
    /// The name of somebody, with the `@` before it.
    Mention,
}

/// How words look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// `**bold**`
    pub bold: bool,
    /// `*italic*`, `_italic_`
    pub italic: bool,
    /// `~~strike~~`
    pub strike: bool,
}

impl<'a> Span<'a> {
    fn plain(text: &'a str) -> Self {
        Self { text, kind: Kind::Text, style: Style::default() }
    }
}

/// Returns what the beginning of a text says, `most` characters at most, without the marks of its formatting: to be
/// read aloud, or where no formatting is shown.
#[must_use]
pub fn words(text: &str, most: usize) -> String {
    // The marks count for something, too. More is not read: a stranger's text may be of any length.
    let end = |text: &str, most| text.char_indices().nth(most).map_or(text.len(), |(end, _)| end);
    let text = cut(text, ..end(text, most * 4));
    let mut words = String::new();
    write_words(&parse(text, Mentionable::NOBODY), &mut words);
    words.truncate(end(&words, most));
    words
}

fn write_words(blocks: &[Block<'_>], words: &mut String) {
    let line = |words: &mut String, spans: &[Span<'_>]| {
        if !words.is_empty() {
            words.push('\n');
        }
        for span in spans {
            words.push_str(span.text);
            if let Kind::Named(address) = span.kind
                && let Some(host) = host_beside(span.text, address)
            {
                [" (", host, ")"].iter().for_each(|part| words.push_str(part));
            }
        }
    };
    for block in blocks {
        match block {
            Block::Text(spans) => line(words, spans),
            Block::Quote(blocks) => write_words(blocks, words),
            Block::List(items) => items.iter().for_each(|item| line(words, &item.spans)),
            Block::Code(lines) => lines.iter().for_each(|text| line(words, &[Span::plain(text)])),
        }
    }
}

/// Splits a text into blocks. `who` can be mentioned in it.
#[must_use]
pub fn parse<'a>(text: &'a str, who: Mentionable<'_>) -> Vec<Block<'a>> {
    let is_plain = !text.bytes().any(|byte| b"`*_~:@>-.".contains(&byte));
    if is_plain {
        return vec![Block::Text(vec![Span::plain(text)])];
    }
    let lines: Vec<_> = text.split('\n').collect();
    blocks::blocks(&lines, who, 0)
}
