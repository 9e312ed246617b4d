//! Lone surrogates.
//!
//! JavaScript's texts are UTF-16, so cutting one can split a character in two; `JSON.stringify` then writes the
//! remaining half as an escape such as `\ud83d`, which is not a character and which no Rust text can contain. One
//! such message must not make a whole page of the history unreadable.

/// Replaces each lone surrogate in the JSON with U+FFFD; `None` if it has none.
pub(super) fn mended(json: &str) -> Option<String> {
    let mut mended = String::new();
    let (mut kept, mut at) = (0, 0);
    while let Some(found) = json.get(at..).and_then(|rest| rest.find('\\')) {
        let escape = at + found;
        at = match unit(json, escape) {
            Some(0xD800..=0xDBFF) if matches!(unit(json, escape + 6), Some(0xDC00..=0xDFFF)) => escape + 12,
            Some(0xD800..=0xDFFF) => {
                mended.push_str(json.get(kept..escape)?);
                mended.push_str("\\ufffd");
                kept = escape + 6;
                kept
            }
            Some(_) => escape + 6,
            // Also skips the second of two backslashes, which does not begin an escape.
            None => escape + 1 + json.get(escape + 1..)?.chars().next()?.len_utf8(),
        };
    }
    if kept == 0 {
        return None;
    }
    mended.push_str(json.get(kept..)?);
    Some(mended)
}

/// Returns the UTF-16 unit of an escape at this position.
fn unit(json: &str, at: usize) -> Option<u16> {
    let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u16::from_str_radix(digits, 16).ok()
}
