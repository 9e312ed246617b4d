//! Recognizes a single emoji, the key of a reaction.
//!
//! Follows the grammar of Unicode TR 51 with ranges instead of its tables. Unassigned code points in a range are
//! accepted, so that a new emoji needs no new release.

/// The longest key, in bytes: a kiss of two people with skin tones.
pub const MAX_BYTES: usize = 32;
/// Requests the colourful form. Keys omit it, because programs disagree on where to put it.
const PRESENTATION: char = '\u{FE0F}';
const JOINER: char = '\u{200D}';
const KEYCAP: char = '\u{20E3}';

/// Returns the key of an emoji: its text without U+FE0F. `None` if `text` is not one emoji of at most 32 bytes.
pub fn key(text: &str) -> Option<String> {
    let key = strip(text);
    (key.len() <= MAX_BYTES && is_emoji(&key)).then_some(key)
}

/// Removes every U+FE0F.
pub fn strip(text: &str) -> String {
    text.chars().filter(|character| *character != PRESENTATION).collect()
}

fn is_emoji(key: &str) -> bool {
    let characters: Vec<char> = key.chars().collect();
    match characters[..] {
        [digit, KEYCAP] => digit.is_ascii_digit() || matches!(digit, '#' | '*'),
        [first, second] if is_regional(first) => is_regional(second),
        _ => characters.split(|character| *character == JOINER).all(is_element),
    }
}

/// One part of a joined sequence: a base, then at most one skin tone or the tags of a flag.
fn is_element(part: &[char]) -> bool {
    match part {
        [base] => is_base(*base),
        [base, tone] if is_skin_tone(*tone) => is_base(*base),
        [base, tags @ .., '\u{E007F}'] => {
            is_base(*base) && !tags.is_empty() && tags.iter().all(|tag| ('\u{E0020}'..='\u{E007E}').contains(tag))
        }
        _ => false,
    }
}

fn is_regional(character: char) -> bool {
    ('\u{1F1E6}'..='\u{1F1FF}').contains(&character)
}

fn is_skin_tone(character: char) -> bool {
    ('\u{1F3FB}'..='\u{1F3FF}').contains(&character)
}

fn is_base(character: char) -> bool {
    !is_regional(character)
        && matches!(character,
            '\u{A9}' | '\u{AE}' | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2194}'..='\u{21AA}'
            | '\u{231A}'..='\u{23FF}' | '\u{24C2}' | '\u{25AA}'..='\u{25FE}' | '\u{2600}'..='\u{27BF}'
            | '\u{2934}' | '\u{2935}' | '\u{2B05}'..='\u{2B55}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}'
            | '\u{1F004}'..='\u{1FAFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_emoji_is_a_key_without_its_presentation() {
        for (text, expected) in [("👍", "👍"), ("👍🏽", "👍🏽"), ("❤️", "❤"), ("1️⃣", "1⃣"), ("🇨🇭", "🇨🇭"), ("👩‍❤️‍👩", "👩‍❤‍👩")]
        {
            assert_eq!(key(text).as_deref(), Some(expected));
        }
        let longest = "👩🏻‍❤️‍💋‍👨🏿";
        assert_eq!(key(longest).map(|key| key.len()), Some(MAX_BYTES));
        assert!(key("🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}").is_some());
    }

    #[test]
    fn text_and_several_emoji_are_no_key() {
        for text in ["", "\u{FE0F}", "a", "1", "👍👍", "👍 ", "🇨", "🇨🇭🇩🇪", "👍🏽🏽", "\u{200D}", "👍\u{200D}", "字", "\n"]
        {
            assert_eq!(key(text), None, "{text:?}");
        }
        assert_eq!(key(&["👨"; 9].join("\u{200D}")), None, "it is too long");
    }
}
