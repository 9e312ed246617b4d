//! Paragraphs, quotes, lists and fenced code.

use super::inline::inline;
use super::mentions::Mentionable;
use super::{Block, Item, Span};
use crate::model::text::cut;

/// Quotes in quotes beyond this depth are text.
const DEEPEST_QUOTE: usize = 3;

/// How many spaces before an item's marker make one level. A tab makes one level, too.
const INDENTATION: usize = 2;

/// A number with more digits does not begin an item: "2026. That was a year."
const LONGEST_NUMBER: usize = 3;

/// A row of this many backticks is not a fence. This way a few bits can record failed searches.
const LONGEST_FENCE: usize = u64::BITS as usize;

/// Returns the blocks in these lines, at this depth of quotes.
pub fn blocks<'a>(lines: &[&'a str], who: Mentionable<'_>, depth: usize) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    let mut unclosed = 0;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = &lines[at..];
        if let Some((code, taken)) = fenced(rest, &mut unclosed) {
            blocks.push(Block::Code(code));
            at += taken;
        } else if depth < DEEPEST_QUOTE && begins_quote(line) {
            let quoted: Vec<_> = rest.iter().map_while(|line| quoted(line)).collect();
            at += quoted.len();
            blocks.push(Block::Quote(self::blocks(&quoted, who, depth + 1)));
        } else if item(line).is_some() {
            let items: Vec<_> = rest.iter().map_while(|line| item(line)).collect();
            at += items.len();
            let draw = |(level, number, text)| Item { level, number, spans: spans_of(text, who) };
            blocks.push(Block::List(items.into_iter().map(draw).collect()));
        } else {
            if let Some(Block::Text(spans)) = blocks.last_mut() {
                spans.push(Span::plain("\n"));
                inline(line, who, spans);
            } else {
                blocks.push(Block::Text(spans_of(line, who)));
            }
            at += 1;
        }
    }
    blocks
}

fn spans_of<'a>(line: &'a str, who: Mentionable<'_>) -> Vec<Span<'a>> {
    let mut spans = Vec::new();
    inline(line, who, &mut spans);
    spans
}

/// `>:(` is a face and `>5` a comparison: a quote needs a space.
fn begins_quote(line: &str) -> bool {
    quoted(line).is_some_and(|quoted| !quoted.trim().is_empty())
}

fn quoted(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('>')?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(' ') }
}

/// Returns the level, the number and the text of a list item.
fn item(line: &str) -> Option<(u8, Option<&str>, &str)> {
    let marked = line.trim_start_matches([' ', '\t']);
    let before = cut(line, ..line.len() - marked.len());
    let tabs = before.bytes().filter(|byte| *byte == b'\t').count();
    let level = (tabs + (before.len() - tabs) / INDENTATION).min(usize::from(Item::DEEPEST)) as u8;
    let (number, text) = match marked.strip_prefix(['-', '*']) {
        Some(text) => (None, text),
        None => {
            let digits = marked.bytes().take_while(u8::is_ascii_digit).count();
            let text = cut(marked, digits..).strip_prefix('.').filter(|_| (1..=LONGEST_NUMBER).contains(&digits))?;
            (Some(cut(marked, ..=digits)), text)
        }
    };
    let text = text.strip_prefix([' ', '\t'])?;
    (!text.trim().is_empty()).then_some((level, number, text))
}

/// Returns the code of a fence that the first line opens, and its number of lines. `unclosed` has a bit for each
/// length of fence that is known not to be closed further down.
fn fenced<'a>(lines: &[&'a str], unclosed: &mut u64) -> Option<(Vec<&'a str>, usize)> {
    let first = lines[0].trim_start_matches(' ');
    let info = first.trim_start_matches('`');
    let length = first.len() - info.len();
    if !(3..LONGEST_FENCE).contains(&length) || info.contains('`') || *unclosed & (1 << length) != 0 {
        return None;
    }
    let closing = lines.iter().enumerate().skip(1).find_map(|(at, line)| Some((at, closed(line, length)?)));
    let Some((end, last)) = closing else {
        *unclosed |= 1 << length;
        return None;
    };
    let mut code = Vec::new();
    // The language is alone on the fence's line, if the code has its own lines.
    let is_language = last.trim().is_empty() && !info.trim().contains(char::is_whitespace);
    if !is_language {
        code.push(info);
    }
    code.extend_from_slice(&lines[1..end]);
    if !last.trim().is_empty() {
        code.push(last);
    }
    let is_empty = code.iter().all(|line| line.trim().is_empty());
    (!is_empty).then_some((code, end + 1))
}

/// Returns the text before the fence that closes one of this length, at the end of a line.
fn closed(line: &str, length: usize) -> Option<&str> {
    let line = line.trim_end();
    let before = line.trim_end_matches('`');
    (line.len() - before.len() >= length && !before.contains('`')).then_some(before)
}
