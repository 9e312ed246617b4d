//! The picker's emoji: searching, skin tones, and which ones the user has used.

use std::sync::Arc;

/// The reactions offered at first, without U+FE0F as they are stored.
pub const USUAL: [&str; 6] = ["👍", "❤", "😂", "🎉", "😮", "😢"];

/// The skin tones from light to dark.
const TONES: [char; 5] = ['\u{1f3fb}', '\u{1f3fc}', '\u{1f3fd}', '\u{1f3fe}', '\u{1f3ff}'];

/// How many uses are remembered.
const MOST_REMEMBERED: usize = 64;

/// How many recently used emoji the picker shows.
const MOST_RECENT: usize = 24;

/// No emoji is longer, in bytes (docs/contract.md).
const LONGEST: usize = 32;

/// A group of emoji, in Unicode's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Its name in the user's language.
    pub name: String,
    /// A line for each emoji (see [`Emoji::read`]).
    lines: Vec<String>,
}

impl Group {
    /// Reads a group from its lines: the first is its name.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut lines = text.lines().map(str::to_owned);
        Self { name: lines.next().unwrap_or_default(), lines: lines.collect() }
    }

    /// Its emoji.
    pub fn emoji(&self) -> impl Iterator<Item = Emoji<'_>> {
        self.lines.iter().map(|line| Emoji::read(line))
    }
}

/// An emoji to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Emoji<'a> {
    /// The emoji without a skin tone and without U+FE0F.
    pub text: &'a str,
    /// What it is called.
    pub name: &'a str,
    keywords: &'a str,
    /// How it takes a skin tone: not at all (empty), after its first character ("1"), or after each person ("2").
    way: &'a str,
}

impl<'a> Emoji<'a> {
    /// Reads a line: the emoji, its name, its keywords and how it takes a skin tone, separated by tabs.
    #[must_use]
    pub fn read(line: &'a str) -> Self {
        let mut fields = line.split('\t');
        let mut next = || fields.next().unwrap_or_default();
        Self { text: next(), name: next(), keywords: next(), way: next() }
    }

    /// Returns the emoji with a skin tone, from 1 (light) to 5 (dark), if it takes one.
    #[must_use]
    pub fn toned(&self, tone: usize) -> String {
        let mut toned = String::new();
        let tone = tone.checked_sub(1).and_then(|at| TONES.get(at));
        for (at, c) in self.text.chars().enumerate() {
            toned.push(c);
            let takes_it = match self.way {
                "1" => at == 0,
                "2" => matches!(c, '\u{1f468}' | '\u{1f469}' | '\u{1f9d1}'),
                _ => false,
            };
            if let Some(tone) = tone.filter(|_| takes_it) {
                toned.push(*tone);
            }
        }
        toned
    }
}

/// Returns an emoji without its skin tones.
#[must_use]
pub fn without_tone(emoji: &str) -> String {
    emoji.chars().filter(|c| !TONES.contains(c)).collect()
}

/// Finds the emoji whose names and keywords contain all of these words; those whose names begin with them come first.
/// `fold` removes case and accents.
pub fn find<'a>(groups: &'a [Group], wanted: &str, fold: impl Fn(&str) -> String) -> Vec<Emoji<'a>> {
    let wanted = fold(wanted.trim());
    let (mut first, mut others) = (Vec::new(), Vec::new());
    for emoji in groups.iter().flat_map(Group::emoji) {
        let words = fold(&[emoji.name, " ", emoji.keywords].concat());
        if words.starts_with(&wanted) {
            first.push(emoji);
        } else if wanted.split(' ').all(|word| holds(&words, word)) || *emoji.text == *wanted {
            others.push(emoji);
        }
    }
    first.extend(others);
    first
}

fn holds(words: &str, wanted: &str) -> bool {
    super::text::position(words, wanted).is_some()
}

/// The emoji that the user has used, the latest at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Used(Vec<Arc<str>>);

impl Used {
    /// Reads what [`Used::written`] wrote. Anything that cannot be an emoji is dropped.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let is_emoji = |text: &&str| text.len() <= LONGEST && !text.bytes().any(|byte| byte.is_ascii_alphabetic());
        let mut used = Self(text.split(' ').filter(|text| !text.is_empty()).filter(is_emoji).map(Arc::from).collect());
        used.forget();
        used
    }

    /// Returns them as one text, separated by spaces.
    #[must_use]
    pub fn written(&self) -> String {
        self.0.join(" ")
    }

    /// Records the use of an emoji.
    pub fn note(&mut self, emoji: &str) {
        self.0.push(emoji.into());
        self.forget();
    }

    fn forget(&mut self) {
        let over = self.0.len().saturating_sub(MOST_REMEMBERED);
        self.0.drain(..over);
    }

    /// Returns the recently used ones, each once, the latest first.
    #[must_use]
    pub fn recent(&self) -> Vec<Arc<str>> {
        let mut recent: Vec<Arc<str>> = Vec::new();
        for emoji in self.0.iter().rev() {
            if recent.len() < MOST_RECENT && !recent.contains(emoji) {
                recent.push(emoji.clone());
            }
        }
        recent
    }

    /// Returns the quick reactions: the most used ones, if used at least twice, then the defaults.
    #[must_use]
    pub fn quick(&self) -> Vec<Arc<str>> {
        let mut counted: Vec<(usize, Arc<str>)> = Vec::new();
        for emoji in self.recent() {
            let count = self.0.iter().filter(|used| **used == emoji).count();
            let at = counted.iter().position(|(other, _)| *other < count).unwrap_or(counted.len());
            counted.insert(at, (count, emoji));
        }
        let mut quick: Vec<Arc<str>> =
            counted.into_iter().filter(|(count, _)| *count > 1).map(|(_, emoji)| emoji).collect();
        for usual in USUAL {
            if !quick.iter().any(|emoji| **emoji == *usual) {
                quick.push(usual.into());
            }
        }
        quick.truncate(USUAL.len());
        quick
    }
}
