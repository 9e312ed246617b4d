//! Classifies characters by ranges, because Rust's own Unicode tables would add kilobytes to the WebAssembly module
//! (docs/performance.md). The ranges cover what matters for text by strangers, and document their limits.

/// Returns `true` for characters that draw nothing and take no space: Unicode's `Default_Ignorable_Code_Point` and
/// the annotations. They include the bidirectional controls, which can disguise the following text.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Returns `true` for a visible character.
#[must_use]
pub fn is_visible(c: char) -> bool {
    !(is_blank(c) || is_invisible(c))
}

/// Returns `true` for characters that look like a space, including the blank Braille pattern and the Hangul fillers.
#[must_use]
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{2800}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
}

/// Returns `true` for invisible characters that belong to the previous one: the joiners of Persian, of the scripts of
/// India and of emoji, the emoji style, and the letters of regional flags.
#[must_use]
pub fn joins(before: char, c: char) -> bool {
    match c {
        '\u{200c}' | '\u{200d}' | '\u{fe0f}' => !before.is_ascii() && (is_visible(before) || before == '\u{fe0f}'),
        '\u{e0020}'..='\u{e007f}' => matches!(before, '\u{1f3f4}' | '\u{e0020}'..='\u{e007f}'),
        _ => false,
    }
}

/// Returns `true` for marks that are stacked on the previous letter. Excludes the vowels of scripts in which each
/// letter has its own.
#[must_use]
pub fn is_stacked(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{730}'..='\u{74a}'
        | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{eb1}' | '\u{eb4}'..='\u{ebc}'
        | '\u{ec8}'..='\u{ece}' | '\u{f71}'..='\u{f7e}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Returns `true` for word characters in scripts that put spaces between words. In other scripts, and in Korean,
/// where endings follow a name directly, a name may be followed by anything.
#[must_use]
pub fn is_of_word(c: char) -> bool {
    match c {
        _ if c.is_ascii() => c.is_ascii_alphanumeric() || c == '_',
        '\u{d7}'
        | '\u{f7}'
        | '\u{37e}'
        | '\u{387}'
        | '\u{55a}'..='\u{55f}'
        | '\u{589}'
        | '\u{58a}'
        | '\u{5be}'
        | '\u{5c0}'
        | '\u{5c3}'
        | '\u{5c6}'
        | '\u{5f3}'
        | '\u{5f4}'
        | '\u{600}'..='\u{60f}'
        | '\u{61b}'..='\u{61f}'
        | '\u{66a}'..='\u{66d}'
        | '\u{6d4}'
        | '\u{700}'..='\u{70d}'
        | '\u{964}'
        | '\u{965}' => false,
        _ => matches!(c, '\u{aa}' | '\u{b5}' | '\u{ba}' | '\u{c0}'..='\u{dff}' | '\u{10a0}'..='\u{10ff}'
            | '\u{1200}'..='\u{135f}' | '\u{13a0}'..='\u{167f}' | '\u{1c80}'..='\u{1cbf}' | '\u{1d00}'..='\u{1fff}'
            | '\u{2c00}'..='\u{2dff}' | '\u{a640}'..='\u{a69f}' | '\u{a720}'..='\u{a7ff}' | '\u{ab30}'..='\u{abbf}'),
    }
}

/// Returns `true` for East Asian punctuation, which adjoins words without a space.
#[must_use]
pub fn is_wide_punctuation(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{fe10}'..='\u{fe19}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}'
        | '\u{ff5b}'..='\u{ff64}')
}
