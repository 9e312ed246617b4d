//! The syntax of a locale's texts: placeholders, and plural forms. A subset of ICU's message format, which
//! translators and their tools know: `{name}`, and, as the whole of a text, `{count, plural, one {…} other {…}}`.

use crate::model::text::{cut, position};

/// The beginning of a text with plural forms.
const PLURAL: &str = "{count, plural,";

/// Chooses a text's plural form and fills its placeholders. Unknown placeholders stay as they are.
#[must_use]
pub fn filled(pattern: &str, category: &str, parts: &[(&str, String)]) -> String {
    let mut rest = form(pattern, category);
    let mut text = String::new();
    while let Some((before, from)) = rest.split_once('{') {
        let Some((name, after)) = from.split_once('}') else { break };
        text.push_str(before);
        match parts.iter().find(|part| part.0 == name) {
            Some((_, value)) => text.push_str(value),
            None => text.push_str(cut(rest, before.len()..rest.len() - after.len())),
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// Returns the form for a plural category of `Intl.PluralRules`; a text without forms is the same for all.
fn form<'a>(pattern: &'a str, category: &str) -> &'a str {
    let mut chosen = pattern;
    for (name, form) in forms(pattern) {
        if name == category {
            return form;
        }
        if name == "other" {
            chosen = form;
        }
    }
    chosen
}

/// Returns the forms of a text, by category.
pub fn forms(pattern: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = pattern.strip_prefix(PLURAL).unwrap_or_default();
    std::iter::from_fn(move || {
        let (name, from) = rest.split_once('{')?;
        let mut depth = 0_usize;
        let is_end = |letter| {
            match letter {
                '{' => depth += 1,
                '}' if depth == 0 => return true,
                '}' => depth -= 1,
                _ => {}
            }
            false
        };
        let end = from.find(is_end).unwrap_or(from.len());
        rest = from.get(end + 1..).unwrap_or_default();
        Some((name.trim(), cut(from, ..end)))
    })
}

/// Returns the first placeholder of a text, in any of its forms, that `known` does not have, with its opening
/// bracket.
pub fn unknown_placeholder<'a>(pattern: &'a str, known: &str) -> Option<&'a str> {
    let innermost = if pattern.starts_with(PLURAL) { 3 } else { 1 };
    let (mut depth, mut opened) = (0_usize, 0);
    for (at, byte) in pattern.bytes().enumerate() {
        match byte {
            b'{' => {
                depth += 1;
                opened = at;
            }
            b'}' => {
                let name = cut(pattern, opened..at);
                // A number that only chooses the form in the English text is known too.
                let is_known = |end| position(known, &[name, end].concat()).is_some();
                if depth == innermost && !is_known("}") && !is_known(", ") {
                    return Some(name);
                }
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(number: &str) -> [(&str, String); 1] {
        [("count", number.to_owned())]
    }

    #[test]
    fn placeholders_are_filled_in_any_order_and_any_number() {
        let parts = [("a", "1".to_owned()), ("b", "{a}".to_owned())];
        assert_eq!(filled("{b}: {a}, {a}", "other", &parts), "{a}: 1, 1");
        assert_eq!(filled("", "other", &parts), "");
    }

    #[test]
    fn what_is_no_placeholder_stays() {
        for text in ["{c}", "{", "}", "a {b", "{}", "{{a}", "{ü}", "é{"] {
            assert_eq!(filled(text, "other", &[("x", "1".to_owned())]), text);
        }
    }

    #[test]
    fn a_number_has_its_form_and_else_the_other() {
        let text = "{count, plural, one {{count} message} few {few, {count}} other {{count} messages}}";
        assert_eq!(filled(text, "one", &count("1")), "1 message");
        assert_eq!(filled(text, "few", &count("3")), "few, 3");
        assert_eq!(filled(text, "many", &count("30")), "30 messages");
        assert_eq!(filled("{count} unread", "one", &count("1")), "1 unread");
    }

    #[test]
    fn a_placeholder_that_is_not_known_is_found() {
        let known = "{count, plural, one {{count} of {name}} other {{count} of {names}}}";
        for text in
            ["{name}", "a {count} b {names}", "{count, plural, one {one} other {{count} {name}}}", "{", "}{", ""]
        {
            assert_eq!(unknown_placeholder(text, known), None, "{text}");
        }
        assert_eq!(unknown_placeholder("{name} {who} {what}", known), Some("{who"));
        assert_eq!(unknown_placeholder("{nam}", known), Some("{nam"));
        assert_eq!(unknown_placeholder("{count, plural, one {a} other {{b}}}", known), Some("{b"));
    }

    #[test]
    fn forms_that_are_not_closed_are_read_as_far_as_they_go() {
        for text in
            ["{count, plural,", "{count, plural, one", "{count, plural, one {", "{count, plural, one {a} other {{count"]
        {
            let _ = filled(text, "one", &count("1"));
        }
        assert_eq!(filled("{count, plural, one {a} other {b", "other", &[]), "b");
    }
}
