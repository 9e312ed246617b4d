//! Parses code, addresses, names, and bold, italic and struck text within a line.
//!
//! Code takes precedence over everything, and addresses over everything else. The markers of the three styles are
//! read in order; then each closing marker takes the nearest opening one of its kind.

use super::links::{self, linkify};
use super::mentions::{self, Mentionable, mentions};
use super::{Kind, Span, Style};
use crate::model::text::{cut, is_among};

/// A row of this many backticks is text, so that a few bits can record failed searches.
const LONGEST_TICKS: usize = u64::BITS as usize;

/// The styles as bits: an underscore does not close a star's italic.
const BOLD: u8 = 1;
const STAR_ITALIC: u8 = 2;
const UNDERSCORE_ITALIC: u8 = 4;
const STRIKE: u8 = 8;
const STYLES: [u8; 4] = [BOLD, STAR_ITALIC, UNDERSCORE_ITALIC, STRIKE];

/// What an address counts as for adjacent markers: a word, whatever its last character.
const LETTER: char = 'a';

/// A piece of a line. Together the pieces are the line again, except the backticks around code, and the brackets
/// around words that lead to an address.
struct Token<'a> {
    text: &'a str,
    /// Its position in the line.
    at: usize,
    kind: Kind<'a>,
    marker: Option<Marker>,
}

/// A row of stars, underscores or tildes: its possible roles, and the role it took.
struct Marker {
    /// The styles that it stands for, as bits.
    styles: u8,
    can_open: bool,
    can_close: bool,
    opens: u8,
    closes: u8,
}

/// Appends the spans of a line.
pub fn inline<'a>(line: &'a str, who: Mentionable<'_>, spans: &mut Vec<Span<'a>>) {
    if !line.bytes().any(|byte| b"`*_~:@".contains(&byte)) && !links::may_hold_www(line) {
        spans.push(Span::plain(line));
        return;
    }
    let mut reader = Reader { line, who, tokens: Vec::new() };
    reader.read();
    pair(&mut reader.tokens);
    write(line, &reader.tokens, spans);
}

struct Reader<'a, 'n> {
    line: &'a str,
    who: Mentionable<'n>,
    tokens: Vec<Token<'a>>,
}

impl<'a> Reader<'a, '_> {
    fn read(&mut self) {
        let line = self.line;
        let (mut done, mut from, mut unclosed) = (0, 0, 0_u64);
        while let Some(ticks) = ticks(line, from) {
            from = ticks.end;
            let length = ticks.len();
            if length >= LONGEST_TICKS || unclosed & (1 << length) != 0 {
                continue;
            }
            let mut after = ticks.end;
            let closing = loop {
                match self::ticks(line, after) {
                    Some(closing) if closing.len() == length => break Some(closing),
                    Some(other) => after = other.end,
                    None => break None,
                }
            };
            let Some(closing) = closing else {
                unclosed |= 1 << length;
                continue;
            };
            self.words(cut(line, done..ticks.start));
            self.push(code_within(cut(line, ticks.end..closing.start)), Kind::Code);
            (done, from) = (closing.end, closing.end);
        }
        self.words(cut(line, done..));
    }

    fn words(&mut self, text: &'a str) {
        for piece in linkify(text) {
            match piece {
                links::Piece::Link(address) => self.push(address, Kind::Link),
                links::Piece::Named(words, address) => self.push(words, Kind::Named(address)),
                links::Piece::Text(text) => mentions(text, self.who, |piece| match piece {
                    mentions::Piece::Mention(name) => self.push(name, Kind::Mention),
                    mentions::Piece::Text(text) => self.markers(text),
                }),
            }
        }
    }

    fn markers(&mut self, text: &'a str) {
        let (mut done, mut from) = (0, 0);
        while let Some(start) =
            text.bytes().skip(from).position(|byte| b"*_~".contains(&byte)).map(|found| from + found)
        {
            let sign = text.as_bytes()[start];
            from = start + text.bytes().skip(start).take_while(|byte| *byte == sign).count();
            let styles = match (sign, from - start) {
                (b'*', 1) => STAR_ITALIC,
                (b'*', 2) => BOLD,
                (b'*', 3) => BOLD | STAR_ITALIC,
                (b'_', 1) => UNDERSCORE_ITALIC,
                (b'~', 2) => STRIKE,
                _ => continue,
            };
            if done < start {
                self.push(cut(text, done..start), Kind::Text);
            }
            let is_after_link =
                self.tokens.last().is_some_and(|token| matches!(token.kind, Kind::Link | Kind::Named(_)));
            self.push(cut(text, start..from), Kind::Text);
            if let Some(token) = self.tokens.last_mut() {
                let before = if is_after_link { Some(LETTER) } else { cut(self.line, ..token.at).chars().next_back() };
                let after = cut(self.line, token.at + token.text.len()..).chars().next();
                token.marker = Some(marker(before, after, styles));
            }
            done = from;
        }
        if done < text.len() {
            self.push(cut(text, done..), Kind::Text);
        }
    }

    fn push(&mut self, text: &'a str, kind: Kind<'a>) {
        let at = text.as_ptr() as usize - self.line.as_ptr() as usize;
        self.tokens.push(Token { text, at, kind, marker: None });
    }
}

/// Returns the next row of backticks.
fn ticks(line: &str, from: usize) -> Option<std::ops::Range<usize>> {
    let start = from + cut(line, from..).find('`')?;
    let length = line.bytes().skip(start).take_while(|byte| *byte == b'`').count();
    Some(start..start + length)
}

/// A space at both ends within the backticks is there for code that begins or ends with a backtick.
fn code_within(code: &str) -> &str {
    let inner = code.strip_prefix(' ').and_then(|code| code.strip_suffix(' '));
    inner.filter(|inner| !inner.trim().is_empty()).unwrap_or(code)
}

/// Returns the possible roles of a row of markers, from its neighbours. It has none within a word (`2*3*4`,
/// `snake_case`), or if a space separates it from the text that it would mark. In scripts without spaces, stars and
/// tildes mark parts of a line.
fn marker(before: Option<char>, after: Option<char>, styles: u8) -> Marker {
    let is_strict = styles == UNDERSCORE_ITALIC;
    let is_outside = |c: char| c.is_whitespace() || (!c.is_ascii() && (!is_strict || is_foreign_punctuation(c)));
    let opens_after = |c: char| is_outside(c) || is_among(c, "([{<>\"'-,;!?*_~|`");
    let closes_before = |c: char| is_outside(c) || (c.is_ascii() && !c.is_ascii_alphanumeric() && c != '/');
    Marker {
        styles,
        can_open: before.is_none_or(opens_after) && after.is_some_and(|c| !c.is_whitespace() && !is_among(c, ")]}/,;")),
        can_close: after.is_none_or(closes_before)
            && before.is_some_and(|c| !c.is_whitespace() && !is_among(c, "([{/<")),
        opens: 0,
        closes: 0,
    }
}

/// Dashes, quotation marks and similar characters outside ASCII, by their blocks.
fn is_foreign_punctuation(c: char) -> bool {
    matches!(c, '\u{a1}' | '\u{ab}' | '\u{bb}' | '\u{bf}' | '\u{2010}'..='\u{205f}' | '\u{3000}'..='\u{3020}'
        | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}')
}

/// A marker that waits for its partner.
#[derive(Clone, Copy)]
struct Open {
    style: u8,
    token: usize,
    /// How many pieces of text preceded it.
    words: usize,
}

/// Pairs the markers. Unclosed markers within a pair stay text. Each marker is pushed and popped at most twice.
fn pair(tokens: &mut [Token<'_>]) {
    let mut pile: Vec<Open> = Vec::new();
    let mut waiting = [0_usize; STYLES.len()];
    let mut words = 0;
    for at in 0..tokens.len() {
        let token = &tokens[at];
        let Some(marker) = &token.marker else {
            words += usize::from(token.kind != Kind::Text || token.text.bytes().any(is_of_word));
            continue;
        };
        let (can_open, mut left) = (marker.can_open, marker.styles);
        let mut closes = 0;
        while marker_can_close(&tokens[at])
            && STYLES.iter().zip(waiting).any(|(style, count)| left & style != 0 && count > 0)
        {
            let Some(open) = take(&mut pile, &mut waiting, left) else { break };
            // `*_*` is a face: without text there is nothing to mark.
            if open.words == words {
                break;
            }
            if let Some(partner) = &mut tokens[open.token].marker {
                partner.opens |= open.style;
            }
            closes |= open.style;
            left &= !open.style;
        }
        if let Some(marker) = &mut tokens[at].marker {
            marker.closes = closes;
        }
        if can_open && closes == 0 {
            for style in STYLES.into_iter().rev().filter(|style| left & style != 0) {
                put(&mut pile, &mut waiting, Open { style, token: at, words });
            }
        }
    }
}

fn marker_can_close(token: &Token<'_>) -> bool {
    token.marker.as_ref().is_some_and(|marker| marker.can_close)
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

fn put(pile: &mut Vec<Open>, waiting: &mut [usize; STYLES.len()], open: Open) {
    waiting[open.style.trailing_zeros() as usize] += 1;
    pile.push(open);
}

/// Pops the topmost marker of one of these styles, and everything above it. The rest of the same three stars keeps
/// waiting.
fn take(pile: &mut Vec<Open>, waiting: &mut [usize; STYLES.len()], styles: u8) -> Option<Open> {
    let mut above = None;
    loop {
        let open = pile.pop()?;
        waiting[open.style.trailing_zeros() as usize] -= 1;
        if styles & open.style != 0 {
            if let Some(above) = above.filter(|above: &Open| above.token == open.token) {
                put(pile, waiting, above);
            }
            return Some(open);
        }
        above = Some(open);
    }
}

fn write<'a>(line: &'a str, tokens: &[Token<'a>], spans: &mut Vec<Span<'a>>) {
    let mut open = [0_usize; STYLES.len()];
    // Returns the end of the last span, if the next one may continue it.
    let mut end = None;
    for token in tokens {
        let marker = token.marker.as_ref();
        let (opens, closes) = marker.map_or((0, 0), |marker| (marker.opens, marker.closes));
        count(closes, |at| open[at] -= 1);
        let used: usize =
            STYLES.iter().filter(|style| (opens | closes) & **style != 0).map(|style| width(*style)).sum();
        let text = cut(token.text, ..token.text.len() - used);
        let [bold, star, underscore, strike] = open.map(|count| count > 0);
        let style = Style { bold, italic: star || underscore, strike };
        let last = spans.last_mut().filter(|last| {
            end == Some(token.at) && token.kind == Kind::Text && last.kind == Kind::Text && last.style == style
        });
        match last {
            Some(last) => last.text = cut(line, token.at - last.text.len()..token.at + text.len()),
            None if text.is_empty() => {}
            None => spans.push(Span { text, kind: token.kind, style }),
        }
        end = (used == 0).then_some(token.at + text.len());
        count(opens, |at| open[at] += 1);
    }
}

fn count(styles: u8, mut each: impl FnMut(usize)) {
    (0..STYLES.len()).filter(|at| styles & STYLES[*at] != 0).for_each(&mut each);
}

/// Returns the length of a style's marker.
fn width(style: u8) -> usize {
    if style & (BOLD | STRIKE) != 0 { 2 } else { 1 }
}
