//! Addresses in what people write.
//!
//! An address ends where readers see it end. The rules follow the URL standard, UTS 39 and UTS 58, as far as common
//! linkifiers agree on them:
//!
//! 1. The host consists of letters, digits, hyphens and dots. East Asian punctuation, quotation marks and symbols end
//!    it.
//! 2. The rest ends at quotation marks, angle brackets, East Asian punctuation, or a closing bracket without its
//!    partner.
//! 3. Punctuation at the very end belongs to the sentence.
//! 4. An address that could mislead stays text: with a user name before its host, with invisible or bidirectional
//!    characters, with letters in its host that are mapped to others, or with Latin and Greek or Cyrillic letters in
//!    one label.

use std::borrow::Cow;

use super::named::{self, Brackets};
use crate::model::letters::{is_invisible, is_of_word, is_wide_punctuation, joins};
use crate::model::text::{cut, is_among, position};

/// The prefixes that make a word an address. Nothing else becomes a link, even if a browser could open it.
const SCHEMES: [&str; 3] = ["https://", "http://", MAIL];
const MAIL: &str = "mailto:";

/// The prefix of an address without a scheme.
const WWW: &str = "www.";

/// How far a user name is looked for, in characters, so that every address takes constant time up to its path.
const LONGEST_AUTHORITY: usize = 256;

/// Characters that end a sentence or surround an address: at its end they do not belong to it.
const TRAILING: &str = ".,;:!?'\"*_~|([{…’‘،؛؟۔।॥";

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Plain text.
    Text(&'a str),
    /// An address, as written.
    Link(&'a str),
    /// Words, and the address that they lead to.
    Named(&'a str, &'a str),
}

/// Returns where the address leads; one without a scheme gets `https://`.
#[must_use]
pub fn target(address: &str) -> Cow<'_, str> {
    if begins_with(address, WWW) { Cow::Owned(["https://", address].concat()) } else { Cow::Borrowed(address) }
}

/// Returns the host to show beside words that lead to an address; `None` if the words are the host or the address.
#[must_use]
pub fn host_beside<'a>(words: &str, address: &'a str) -> Option<&'a str> {
    let rest = cut(address, position(address, "//").map_or(0, |slashes| slashes + 2)..);
    let host = host(rest);
    let is_it = |name: &str| name.eq_ignore_ascii_case(words);
    let is_named = [host, rest].iter().any(|name| is_it(name) || name.strip_prefix(WWW).is_some_and(is_it));
    (!is_named).then_some(host)
}

/// Splits a text into pieces. Together they are the text again, except the brackets of `[words](address)`. Takes
/// linear time.
#[must_use]
pub fn linkify(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut done, mut from) = (0, 0);
    let mut brackets = Brackets::default();
    while let Some((start, scheme)) = next_beginning(text, from) {
        let words = brackets.closed_before(text, from..start);
        match length_of(cut(text, start..), scheme) {
            Ok(length) => {
                let address = cut(text, start..start + length);
                let (place, piece) = match named::around(text, words, start..start + length, &target(address)) {
                    Some((place, Some(words))) => (place, Piece::Named(words, address)),
                    Some((place, None)) => (place, Piece::Link(address)),
                    None => (start..start + length, Piece::Link(address)),
                };
                if done < place.start {
                    pieces.push(Piece::Text(cut(text, done..place.start)));
                }
                pieces.push(piece);
                from = place.end;
                done = from;
            }
            Err(read) => from = start + read,
        }
    }
    if done < text.len() {
        pieces.push(Piece::Text(cut(text, done..)));
    }
    pieces
}

/// Returns `true` if an address without a scheme may be in this text.
pub(super) fn may_hold_www(text: &str) -> bool {
    text.bytes().enumerate().any(|(at, byte)| byte == b'.' && www_at(text, at, 0).is_some())
}

/// Returns where the next address may begin, at or after `from`, and its scheme.
fn next_beginning(text: &str, from: usize) -> Option<(usize, &'static str)> {
    // Every scheme has a colon and the other prefix has a dot, so one search is enough for most texts.
    let mut at = from;
    while let Some(found) = text.bytes().skip(at).position(|byte| matches!(byte, b':' | b'.')).map(|found| at + found) {
        let free = |start: &usize| *start >= from && !goes_on_from(cut(text, ..*start));
        for scheme in SCHEMES {
            let before_colon = scheme.bytes().position(|byte| byte == b':').unwrap_or(0);
            let start = found.checked_sub(before_colon).filter(|start| begins_with(cut(text, *start..), scheme));
            if let Some(start) = start.filter(free) {
                return Some((start, scheme));
            }
        }
        let is_free = |start: &usize| !cut(text, ..*start).ends_with(|c| is_of_word(c) || is_among(c, "/@:=\\"));
        if let Some(start) = www_at(text, found, from).filter(free).filter(is_free) {
            return Some((start, WWW));
        }
        at = found + 1;
    }
    None
}

fn www_at(text: &str, dot: usize, from: usize) -> Option<usize> {
    let start = (dot + 1).checked_sub(WWW.len()).filter(|start| *start >= from)?;
    begins_with(cut(text, start..), WWW).then_some(start)
}

/// `xhttp://` is not an address.
fn goes_on_from(before: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

fn begins_with(text: &str, beginning: &str) -> bool {
    text.get(..beginning.len()).is_some_and(|found| found.eq_ignore_ascii_case(beginning))
}

/// Returns the length of the address at the beginning of this text, in bytes; or how much of the text was read and
/// stays text.
fn length_of(text: &str, scheme: &str) -> Result<usize, usize> {
    let begin = if scheme == WWW { 0 } else { scheme.len() };
    let rest = cut(text, begin..);
    if scheme == MAIL {
        let address = whole(text, begin + rest_length(rest))?;
        let is_complete = cut(text, begin..address).bytes().skip(1).any(|byte| byte == b'@');
        return if is_complete { Ok(address) } else { Err(address.max(begin)) };
    }
    // A user name, as in https://google.com@evil.example.
    let ends_authority = |c: char| c.is_whitespace() || is_among(c, "/?#\"<>`)]}") || is_wide_punctuation(c);
    let authority = rest.chars().take(LONGEST_AUTHORITY).take_while(|c| !ends_authority(*c));
    let (length, has_user) =
        authority.fold((begin, false), |(length, has_user), c| (length + c.len_utf8(), has_user || c == '@'));
    if has_user {
        return Err(length);
    }
    let host = host(rest);
    let end = begin + host.len();
    let is_there = host.starts_with(|c: char| c != '.' && c != '-');
    let has_name =
        scheme != WWW || cut(host, WWW.len()..).trim_end_matches('.').split('.').filter(|l| !l.is_empty()).count() > 1;
    let after = cut(text, end..);
    if after.starts_with("://") {
        // Another scheme.
        return Err(begin.max(1));
    }
    if !is_there || !has_name {
        return Err(end.max(begin).max(1));
    }
    if host.split('.').any(is_mixed) || after.starts_with(|c| matches!(c, '\\' | '%') || is_mapped(c)) {
        return Err(end);
    }
    let port = after.strip_prefix(':').map_or(0, |port| port.bytes().take_while(u8::is_ascii_digit).count());
    let end = if port > 0 { end + 1 + port } else { end };
    let rest = cut(text, end..);
    whole(text, if rest.starts_with(['/', '?', '#']) { end + rest_length(rest) } else { end })
}

/// Cuts an address that was read up to `end` before trailing punctuation. It is rejected if it continues after an
/// invisible character, since readers would take both parts for one address.
fn whole(text: &str, end: usize) -> Result<usize, usize> {
    let after = cut(text, end..).trim_start_matches(is_invisible);
    let hidden = text.len() - after.len();
    let after = after.trim_start_matches(|c| is_among(c, TRAILING) || matches!(c, ')' | ']' | '}'));
    if hidden > end && after.starts_with(|c| !ends(c)) {
        return Err(hidden);
    }
    Ok(cut(text, ..end).trim_end_matches(|c| is_among(c, TRAILING)).len())
}

/// Returns the host at the beginning of this text.
fn host(text: &str) -> &str {
    if let Some(inner) = text.strip_prefix('[') {
        let length = inner.bytes().take_while(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.')).count();
        return if cut(inner, length..).starts_with(']') { cut(text, ..length + 2) } else { "" };
    }
    cut(text, ..text.find(|c| !is_of_host(c)).unwrap_or(text.len()))
}

fn is_of_host(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    }
    let is_sign = matches!(c, '\u{a1}'..='\u{a9}' | '\u{ab}'..='\u{b4}' | '\u{b6}' | '\u{b8}' | '\u{b9}' | '\u{bb}'..='\u{bf}'
        | '\u{d7}' | '\u{f7}' | '\u{2010}'..='\u{205f}');
    !(ends(c) || is_sign || is_invisible(c) || is_mapped(c) || is_among(c, TRAILING))
}

/// Returns `true` for letters and digits that are replaced with plain ones in host names.
fn is_mapped(c: char) -> bool {
    matches!(c, '\u{ff0e}' | '\u{2100}'..='\u{214f}' | '\u{2460}'..='\u{24ff}' | '\u{3200}'..='\u{33ff}' | '\u{ff10}'..='\u{ff19}'
        | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' | '\u{1d400}'..='\u{1d7ff}' | '\u{1f100}'..='\u{1f1ff}')
}

/// Returns `true` if a label mixes Latin with scripts whose letters look like Latin ones.
fn is_mixed(label: &str) -> bool {
    let is_alike = |c| {
        matches!(c, '\u{370}'..='\u{58f}' | '\u{13a0}'..='\u{13ff}' | '\u{1c80}'..='\u{1c8f}'
        | '\u{1f00}'..='\u{1fff}' | '\u{2c80}'..='\u{2cff}' | '\u{2de0}'..='\u{2dff}' | '\u{a640}'..='\u{a69f}')
    };
    label.contains(is_alike) && label.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Returns `true` for characters that end every address.
fn ends(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || is_wide_punctuation(c)
        || matches!(c, '"' | '<' | '>' | '`' | '\\' | '“' | '”' | '„' | '«' | '»' | '‹' | '›')
}

/// Returns the length of a path, a query and a fragment.
fn rest_length(text: &str) -> usize {
    let (mut open, mut before) = (Vec::new(), ' ');
    for (at, c) in text.char_indices() {
        let after = cut(text, at + c.len_utf8()..);
        let is_end = match c {
            '(' | '[' | '{' => {
                open.push(match c {
                    '(' => ')',
                    '[' => ']',
                    _ => '}',
                });
                false
            }
            ')' | ']' | '}' => open.pop() != Some(c),
            '\'' | '’' | '‘' => !after.starts_with(is_of_word),
            ',' | ';' => SCHEMES.iter().any(|scheme| begins_with(after, scheme)),
            _ => ends(c) || is_invisible(c) && !joins(before, c),
        };
        if is_end {
            return at;
        }
        before = c;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<&str> {
        let pieces = linkify(text);
        let whole: String = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) | Piece::Link(text) | Piece::Named(text, _) => *text,
            })
            .collect();
        assert_eq!(whole, text, "something of the text was lost");
        pieces.into_iter().filter_map(|piece| if let Piece::Link(link) = piece { Some(link) } else { None }).collect()
    }

    #[test]
    fn an_address_is_a_link_and_the_words_around_it_are_not() {
        let pieces = linkify("see https://example.com/a and write");
        assert_eq!(pieces, [Piece::Text("see "), Piece::Link("https://example.com/a"), Piece::Text(" and write")]);
        assert_eq!(links("http://a.example\nmailto:ada@example.com"), ["http://a.example", "mailto:ada@example.com"]);
        assert_eq!(links("HTTPS://EXAMPLE.COM"), ["HTTPS://EXAMPLE.COM"]);
        assert_eq!(links("no address here: nothing"), [""; 0]);
    }

    #[test]
    fn what_ends_the_sentence_is_no_part_of_it() {
        assert_eq!(links("Read https://example.com/a.b?c=d."), ["https://example.com/a.b?c=d"]);
        assert_eq!(links("https://example.com, https://example.org!?"), ["https://example.com", "https://example.org"]);
        assert_eq!(links("\"https://example.com/\"…"), ["https://example.com/"]);
        assert_eq!(links("<https://example.com>"), ["https://example.com"]);
    }

    #[test]
    fn brackets_belong_to_an_address_that_opens_them() {
        assert_eq!(links("(https://example.com/a)"), ["https://example.com/a"]);
        assert_eq!(links("https://example.com/a_(b)"), ["https://example.com/a_(b)"]);
        assert_eq!(links("(see https://example.com/a_(b).)"), ["https://example.com/a_(b)"]);
        assert_eq!(links("http://[::1]:3000/"), ["http://[::1]:3000/"]);
    }
}
