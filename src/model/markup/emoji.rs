//! Detects texts that consist of a few emoji, which are drawn large.
//!
//! The page has no Unicode tables. The ranges here contain every emoji and some other symbols (arrows, dingbats),
//! which do no harm: alone in a message they may be large as well.

/// More emoji than this count as text.
pub const MOST: usize = 8;

const JOINER: char = '\u{200d}';
const EMOJI_STYLE: char = '\u{fe0f}';
const KEYCAP: char = '\u{20e3}';

/// Returns `true` if the text is one to [`MOST`] emoji, with optional spaces.
#[must_use]
pub fn is_emoji_only(text: &str) -> bool {
    let mut count = 0;
    let mut chars = text.chars().filter(|c| !c.is_whitespace()).peekable();
    // Returns `true` if the next character belongs to the emoji before it.
    let mut is_joined = false;
    while let Some(c) = chars.next() {
        match c {
            JOINER if count > 0 => is_joined = true,
            // The emoji style, skin tones, and the letters of regional flags.
            EMOJI_STYLE | KEYCAP | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}' if count > 0 => {}
            // Two letters make one flag.
            '\u{1f1e6}'..='\u{1f1ff}' => {
                if chars.next_if(|c| matches!(c, '\u{1f1e6}'..='\u{1f1ff}')).is_none() {
                    return false;
                }
                count += 1;
            }
            '0'..='9' | '#' | '*' => {
                let _ = chars.next_if_eq(&EMOJI_STYLE);
                if chars.next_if_eq(&KEYCAP).is_none() {
                    return false;
                }
                count += 1;
            }
            c if is_pictograph(c) || (is_symbol(c) && chars.peek() == Some(&EMOJI_STYLE)) => {
                count += usize::from(!is_joined);
                is_joined = false;
            }
            _ => return false,
        }
        if count > MOST {
            return false;
        }
    }
    count > 0
}

/// Characters that are emoji by default.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{231a}' | '\u{231b}' | '\u{23e9}'..='\u{23fa}'
        | '\u{2b1b}' | '\u{2b1c}' | '\u{2b50}' | '\u{2b55}')
}

/// Characters that are emoji if the text asks for it.
fn is_symbol(c: char) -> bool {
    matches!(c, '\u{a9}' | '\u{ae}' | '\u{203c}'..='\u{3299}')
}
