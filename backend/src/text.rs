//! The rules for trimming and visible characters, shared by messages and names.

use unicode_normalization::UnicodeNormalization;

/// Returns `true` for the characters that JavaScript's `trim` removes. Unlike Rust's, they include the
/// byte order mark U+FEFF, and not U+0085: the page, MongoDB's drivers and this backend must agree, or a
/// message is not recognized when it comes back.
fn is_space(character: char) -> bool {
    matches!(character,
        '\u{9}'..='\u{d}' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}'
        | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}')
}

/// Trims as JavaScript does.
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// Returns `true` if at least one character of the text is visible.
pub fn is_visible(text: &str) -> bool {
    !text.chars().all(|character| is_space(character) || is_invisible(character) || character.is_control())
}

/// Returns a name in the form in which names are compared: NFC, without invisible characters, with single spaces.
/// Names that differ only in such characters are the same.
pub fn normalized_name(text: &str) -> String {
    let characters: Vec<char> = text.nfc().collect();
    let mut name = String::with_capacity(text.len());
    for (at, &character) in characters.iter().enumerate() {
        if is_space(character) && !is_line_end(character) {
            if !name.is_empty() && !name.ends_with(' ') {
                name.push(' ');
            }
        } else if !is_invisible(character) || is_needed(&characters, at) {
            name.push(character);
        }
    }
    // Removing a character may let its neighbours compose.
    trim(&name).nfc().collect()
}

/// Line ends and other controls stay, for the check that refuses them.
fn is_line_end(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}

/// Returns `true` for characters that draw nothing: Unicode's `Default_Ignorable_Code_Point`, which includes the
/// joiners and the direction controls, and the annotations and two blank characters.
pub fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d159}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Returns `true` if the invisible character at this position changes how its neighbours are drawn.
fn is_needed(characters: &[char], at: usize) -> bool {
    let previous = at.checked_sub(1).map(|at| characters[at]);
    let next = characters.get(at + 1).copied();
    match (characters[at], previous, next) {
        // A sequence of emoji, as in a family; letters of scripts that join.
        ('\u{200d}', Some(previous), Some(next)) => {
            (ends_picture(previous) && is_picture(next)) || (joins(previous) && joins(next))
        }
        ('\u{200c}', Some(previous), Some(next)) => joins(previous) && joins(next),
        // In colour, or not.
        ('\u{fe0e}' | '\u{fe0f}', Some(previous), _) => is_picture(previous),
        // A flag of a region: the black flag, then its letters.
        ('\u{e0020}'..='\u{e007f}', _, _) => {
            let before =
                characters[..at].iter().rev().find(|character| !matches!(character, '\u{e0020}'..='\u{e007e}'));
            before == Some(&'\u{1f3f4}')
        }
        _ => false,
    }
}

/// Emoji, by their blocks.
fn is_picture(character: char) -> bool {
    matches!(character,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21ff}'
        | '\u{2300}'..='\u{27bf}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '\u{3030}' | '\u{303d}'
        | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

fn ends_picture(character: char) -> bool {
    is_picture(character) || character == '\u{fe0f}'
}

/// Letters and marks of the scripts in which a joiner or a non-joiner makes another shape: from Arabic to the Indic
/// scripts, those of South-East Asia, and Mongolian.
fn joins(character: char) -> bool {
    matches!(character, '\u{600}'..='\u{10ff}' | '\u{1780}'..='\u{18af}' | '\u{a840}'..='\u{abff}')
        && !is_invisible(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trimming_is_javascript_s() {
        assert_eq!(trim("\u{feff} \t\u{a0}\u{3000}a b\u{2028}\r\n\u{feff}"), "a b");
        // Rust's would take these.
        assert_eq!(trim("\u{85}a\u{85}"), "\u{85}a\u{85}");
        // And neither takes these.
        assert_eq!(trim("\u{200b}a\u{180e}"), "\u{200b}a\u{180e}");
    }

    #[test]
    fn what_draws_nothing_is_not_visible() {
        let nothing = ["", " ", "\u{2800}", "\u{200b}", "\u{feff}", "\u{200d}\u{fe0f}", "\u{3164}", "\u{202e}\u{202c}"];
        for text in nothing.into_iter().chain(["\u{85}\u{7}", "\u{ad}", "\u{115f}\u{1160}", "\u{e0041}"]) {
            assert!(!is_visible(text), "{text:?}");
        }
        for text in [".", "字", "😀", "नि", "\u{200b}a", "\u{2801}", "\u{fffd}", "\u{301}"] {
            assert!(is_visible(text), "{text:?}");
        }
    }

    #[test]
    fn names_that_look_the_same_are_the_same() {
        for same in [
            "Ada\u{200b}",
            "\u{200e}Ada",
            "A\u{ad}da",
            "\u{202e}Ada\u{202c}",
            "Ada\u{fe0f}",
            "Ad\u{200d}a",
            "\u{feff}Ada ",
        ] {
            assert_eq!(normalized_name(same), "Ada", "{same:?}");
        }
        assert_eq!(normalized_name("Zoe\u{308}"), "Zo\u{eb}");
        assert_eq!(normalized_name("Zoe\u{200b}\u{308}"), "Zo\u{eb}");
        assert_eq!(normalized_name("Ada \u{a0} Lovelace"), "Ada Lovelace");
        assert_eq!(normalized_name("👍\u{200d}"), "👍");
    }

    #[test]
    fn what_a_name_is_written_with_stays() {
        for name in [
            "👨\u{200d}👩\u{200d}👧\u{200d}👦 Family",
            "🇩🇪 Hans",
            "नि",
            "می\u{200c}خواهم",
            "ක්\u{200d}ෂ",
            "❤\u{fe0f} Love",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} Wells",
            "👩🏽\u{200d}🚀",
            "🏳\u{fe0f}\u{200d}🌈",
        ] {
            assert_eq!(normalized_name(name), name);
        }
    }
}
