//! File names: safe to show and to save under.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;

use crate::text;

/// The longest name, in bytes, and the longest extension within it.
const LONGEST: usize = 200;
const LONGEST_EXTENSION: usize = 20;
/// The name of a file that was sent without one.
const NAMELESS: &str = "file";

/// Characters that RFC 8187 leaves unescaped in `filename*`.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Returns the name without folders, control characters and characters that change the writing direction, and cut to
/// length. The true extension stays at its end.
pub fn safe(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = base.nfc().filter(|character| !is_dangerous(*character)).collect();
    let shown = text::trim(&shown).trim_end_matches('.');
    if !text::is_visible(shown) {
        return NAMELESS.into();
    }
    if shown.len() <= LONGEST {
        return shown.to_owned();
    }
    let extension = shown.rfind('.').and_then(|dot| shown.get(dot..)).unwrap_or_default();
    let extension = if extension.len() <= LONGEST_EXTENSION { extension } else { "" };
    let mut end = LONGEST - extension.len();
    while !shown.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{extension}", &shown[..end])
}

fn is_dangerous(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{feff}' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}

/// The value of `Content-Disposition` for a file of this name.
pub fn disposition(is_inline: bool, name: &str) -> String {
    let kind = if is_inline { "inline" } else { "attachment" };
    let ascii: String = name
        .chars()
        .map(|each| if each.is_ascii_alphanumeric() || "-._ ()".contains(each) { each } else { '_' })
        .collect();
    format!("{kind}; filename=\"{ascii}\"; filename*=UTF-8''{}", utf8_percent_encode(name, PLAIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_no_folder_and_shows_its_true_extension() {
        for (given, expected) in [
            ("picture.png", "picture.png"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\ada\\notes.txt", "notes.txt"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
            ("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie x=1.txt"),
            ("e\u{301}.txt", "é.txt"),
            ("", "file"),
            ("..", "file"),
            (" \u{200b} ", "file"),
            ("noextension", "noextension"),
        ] {
            assert_eq!(safe(given), expected, "{given:?}");
        }
        let long = safe(&format!("{}.tar.gz", "字".repeat(300)));
        assert!(long.len() <= LONGEST && long.ends_with(".gz"), "{long}");
        assert!(safe(&format!("a.{}", "x".repeat(300))).len() <= LONGEST);
    }

    #[test]
    fn the_header_holds_any_name() {
        let value = disposition(false, "Grüße \"x\"; a=b.pdf");
        assert_eq!(
            value,
            "attachment; filename=\"Gr__e _x__ a_b.pdf\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%22x%22%3B%20a%3Db.pdf"
        );
        assert!(axum::http::HeaderValue::from_str(&value).is_ok());
    }
}
