//! Folds text for searching: removes case, accents and letter width.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use crate::text::is_invisible;

/// Folds a text. Spellings that readers consider the same fold alike: `Café`, `CAFE` and `ｃａｆｅ`.
///
/// Controls become spaces. The marks of Indic scripts, Thai and Japanese stay, because there they make a different
/// letter.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // Composed first, because a Korean syllable would otherwise depend on how it was typed.
    for c in text.nfc() {
        if c.is_ascii() {
            folded.push(if c.is_ascii_control() { ' ' } else { c.to_ascii_lowercase() });
        } else if is_syllable(c) {
            folded.push(c);
        } else {
            std::iter::once(c)
                .nfkd()
                .filter(|c| !is_accent(*c) && !is_invisible(*c))
                .for_each(|c| push(&mut folded, c));
        }
    }
    folded
}

fn push(folded: &mut String, c: char) {
    for c in c.to_lowercase().filter(|c| !is_accent(*c)) {
        match c {
            // Accented letters that Unicode does not decompose, and others that are typed in two ways.
            'ß' => folded.push_str("ss"),
            'ı' => folded.push('i'),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            'ς' => folded.push('σ'),
            '\u{2018}' | '\u{2019}' => folded.push('\''),
            '\u{201c}' | '\u{201d}' => folded.push('"'),
            c if c.is_control() || c.is_whitespace() => folded.push(' '),
            c => folded.push(c),
        }
    }
}

/// Returns `true` for a Korean syllable, which would decompose into the letters of others.
fn is_syllable(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// Returns `true` for the accents of Latin, Greek and Cyrillic, and the points of Hebrew, Arabic and Syriac. Other
/// combining classes have marks that no one leaves out.
fn is_accent(c: char) -> bool {
    matches!(canonical_combining_class(c), 1 | 10..=36 | 200..=240)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_a_reader_takes_for_the_same_fold_alike() {
        for (text, folded) in [
            ("Caf\u{e9} CAFE\u{301}", "cafe cafe"),
            ("ｆｕｌｌ　Ｗｉｄｔｈ ｶﾅ", "full width カナ"),
            ("I\u{307}stanbul \u{130}ZM\u{130}R \u{131}\u{15f}\u{131}k", "istanbul izmir isik"),
            ("Stra\u{df}e STRA\u{1e9e}E \u{141}\u{f3}d\u{17a} S\u{f8}ren", "strasse strasse lodz soren"),
            ("\u{39f}\u{394}\u{39f}\u{3a3} \u{3bf}\u{3b4}\u{3cc}\u{3c2}", "οδοσ οδοσ"),
            ("مُحَمَّد שָׁלוֹם", "محمد שלום"),
            ("don\u{2019}t \u{201c}quote\u{201d}", "don't \"quote\""),
            ("\u{fb01}ne \u{2460} \u{216b}", "fine 1 xii"),
            ("a\u{ad}b\u{200b}c ❤\u{fe0f}", "abc ❤"),
            ("one\ntwo\0three", "one two three"),
            ("\u{1112}\u{1161}\u{11ab}국 한국", "한국 한국"),
        ] {
            assert_eq!(fold(text), folded, "{text:?}");
        }
    }

    #[test]
    fn marks_that_make_another_letter_stay() {
        for text in ["हिन्दी", "ภาษาไทย", "字", "👩🏽🚀", "ガキ"] {
            assert_eq!(fold(text).nfc().collect::<String>(), text);
        }
    }

    #[test]
    fn folding_again_changes_nothing() {
        for text in ["Café", "Straße", "İ", "한국", "ｶﾞ", "हिन्दी", "שָׁלוֹם", "\u{fdfa}"] {
            assert_eq!(fold(&fold(text)), fold(text));
        }
    }
}
