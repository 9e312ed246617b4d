//! Addresses in what people write.

use crate::model::text::cut;

/// The beginnings that make a word an address. Nothing else becomes a link, whatever a browser could do with it.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// What ends a sentence or stands around an address; at its end it does not belong to it.
const TRAILING: [char; 19] =
    ['.', ',', ';', ':', '!', '?', '\'', '"', '*', '_', '~', '…', '’', '”', '»', '、', '。', '，', '！'];

/// What may stand around an address and also be part of one.
const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('{', '}'), ('（', '）')];

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words.
    Text(&'a str),
    /// An address, as it was written.
    Link(&'a str),
}

/// The text in pieces; together they are the text again. It takes time in proportion to the text's length.
#[must_use]
pub fn linkify(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut rest, mut searched) = (text, 0);
    while let Some((start, scheme)) = next_scheme(rest, searched) {
        let begins =
            cut(rest, start + scheme..).starts_with(|c: char| c.is_ascii_alphanumeric() || !c.is_ascii() || c == '[');
        if !begins || !stands_alone(cut(rest, ..start)) {
            searched = start + scheme;
            continue;
        }
        if start > 0 {
            pieces.push(Piece::Text(cut(rest, ..start)));
        }
        let address = address_at(cut(rest, start..));
        pieces.push(Piece::Link(address));
        (rest, searched) = (cut(rest, start + address.len()..), 0);
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// Where the next scheme begins, at or after `from`, and how long it is.
fn next_scheme(text: &str, from: usize) -> Option<(usize, usize)> {
    // Every scheme has a colon; most texts have none, and are done with one search.
    let mut at = from;
    while let Some(colon) = cut(text, at..).find(':').map(|found| at + found) {
        for scheme in SCHEMES {
            let before_colon = scheme.find(':').unwrap_or(0);
            if let Some(start) = colon.checked_sub(before_colon).filter(|start| *start >= from) {
                let found = text.get(start..start + scheme.len());
                if found.is_some_and(|found| found.eq_ignore_ascii_case(scheme)) {
                    return Some((start, scheme.len()));
                }
            }
        }
        at = colon + 1;
    }
    None
}

/// `xhttp://` is no address.
fn stands_alone(before: &str) -> bool {
    !before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// The address that `text` begins with.
fn address_at(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '`'));
    let mut address = cut(text, ..end.unwrap_or(text.len()));
    let count = |bracket| address.chars().filter(|c| *c == bracket).count();
    // A closing bracket at the end belongs to the address only where the address opens it.
    let mut unopened = BRACKETS.map(|(open, close)| (close, count(close).saturating_sub(count(open))));
    loop {
        address = address.trim_end_matches(TRAILING);
        let last = unopened.iter_mut().find(|(close, left)| *left > 0 && address.ends_with(*close));
        let Some((close, left)) = last else { return address };
        *left -= 1;
        address = cut(address, ..address.len() - close.len_utf8());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<&str> {
        let pieces = linkify(text);
        let whole: String = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) | Piece::Link(text) => *text,
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
    fn brackets_belong_to_it_where_it_opens_them() {
        assert_eq!(links("(https://example.com/a)"), ["https://example.com/a"]);
        assert_eq!(links("https://example.com/a_(b)"), ["https://example.com/a_(b)"]);
        assert_eq!(links("(see https://example.com/a_(b).)"), ["https://example.com/a_(b)"]);
        assert_eq!(links("http://[::1]:3000/"), ["http://[::1]:3000/"]);
    }

    #[test]
    fn nothing_else_becomes_a_link() {
        let other = "javascript:alert(1) data:text/html,x vbscript:x file:///etc ftp://a.b //a.b www.a.b blob:https";
        assert_eq!(links(other), [""; 0]);
        assert_eq!(links("javascript:https://x.example"), ["https://x.example"]);
        assert_eq!(links("xhttp://a.b ahttps://a.b view-source+http://a.b"), [""; 0]);
        assert_eq!(links("https:// http://. mailto: https://)"), [""; 0]);
    }

    #[test]
    fn names_in_other_scripts_stay_as_they_are() {
        assert_eq!(links("https://例え.テスト/道 と"), ["https://例え.テスト/道"]);
        assert_eq!(links("http://موقع.وزارة-الاتصالات.مصر/"), ["http://موقع.وزارة-الاتصالات.مصر/"]);
        assert_eq!(links("見て：https://example.com/。"), ["https://example.com/"]);
    }

    #[test]
    fn a_long_text_of_near_misses_is_read_in_one_go() {
        let text = "http:".repeat(100_000);
        assert_eq!(links(&text), [""; 0]);
        assert_eq!(links(&"https://)".repeat(100_000)), [""; 0]);
        assert_eq!(links(&format!("https://a{}", ")".repeat(500_000))), ["https://a"]);
    }
}
