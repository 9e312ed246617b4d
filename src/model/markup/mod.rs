//! The formatting of messages: a small, safe part of Markdown.
//!
//! It supports `code`, fenced code, `**bold**`, `*italic*`, `_italic_`, `~~strike~~`, quotes (`> …`), lists (`-`,
//! `*`, `1.`), addresses, `[words](address)` and `@names`. Everything else stays as written: no headings, pictures,
//! tables or HTML. Words that lead to an address are shown with its host. A marker without its partner stays visible.
//!
//! The result is flat: a span is marked bold and italic, instead of being a tree of both. So no text, however nested,
//! overflows the stack, and everything takes linear time.
//!
//! [`blocks`] splits a text into paragraphs, quotes, lists and code, and [`inline`] splits a line into spans; within
//! these, [`links`], `named` and `mentions` find addresses and names. [`emoji`] detects texts of a few emoji.

mod blocks;
pub mod emoji;
mod inline;
pub mod links;
mod mentions;
mod named;

use self::links::host_beside;
pub use self::mentions::{Mentionable, is_mentioned};
use super::text::cut;

/// A separate part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block<'a> {
    /// Lines of text, with the breaks between them.
    Text(Vec<Span<'a>>),
    /// A quote.
    Quote(Vec<Block<'a>>),
    /// A list.
    List(Vec<Item<'a>>),
    /// Lines of code, unchanged.
    Code(Vec<&'a str>),
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item<'a> {
    /// Its nesting level, from 0 to [`Item::DEEPEST`].
    pub level: u8,
    /// Its number as written, with the full stop; `None` for a bullet.
    pub number: Option<&'a str>,
    /// Its content.
    pub spans: Vec<Span<'a>>,
}

impl Item<'_> {
    /// The deepest level.
    pub const DEEPEST: u8 = 3;
}

/// A stretch of text of one kind and style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span<'a> {
    /// The text, without its markers.
    pub text: &'a str,
    /// Its kind.
    pub kind: Kind<'a>,
    /// Its style.
    pub style: Style,
}

/// The kind of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// Plain text.
    Text,
    /// Code.
    Code,
    /// An address, as written.
    Link,
    /// Words that lead to this address.
    Named(&'a str),
    /// A person's name, with the `@` before it.
    Mention,
}

/// The style of a span.
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

/// Returns the beginning of a text, at most `most` characters, without formatting marks: for screen readers, and
/// where no formatting is shown.
#[must_use]
pub fn words(text: &str, most: usize) -> String {
    // Marks count too. No more is read, since a stranger's text may have any length.
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
