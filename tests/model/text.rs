//! What may be sent, and what of foreign text is shown.

use collabspace_chat::model::text::{
    Unsendable, cut, is_stacked_high, length, position, replaced, sendable, shown_file_name, shown_name,
    split_at_length, trim, with_line_breaks, without_controls,
};

#[test]
fn a_text_is_trimmed_and_measured_as_the_original_application_does() {
    assert_eq!(sendable("  hello \n"), Ok("hello"));
    assert_eq!(sendable(" \t\n"), Err(Unsendable::Empty));
    assert_eq!(sendable(&"x".repeat(5_000)).map(str::len), Ok(5_000));
    assert_eq!(sendable(&"x".repeat(5_001)), Err(Unsendable::TooLong(5_001)));
    assert_eq!(length("𝄞é"), 3, "UTF-16 units");
    assert_eq!(sendable(&"𝄞".repeat(2_501)), Err(Unsendable::TooLong(5_002)));
}

#[test]
fn a_text_is_trimmed_as_javascript_trims() {
    let all = "\t\n\u{b}\u{c}\r \u{a0}\u{1680}\u{2000}\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}";
    assert_eq!(trim(&format!("{all}a{all}b{all}")), format!("a{all}b"));
    for kept in ["\u{85}a\u{85}", "\u{200b}a\u{200b}", "\u{180e}a"] {
        assert_eq!(trim(kept), kept);
    }
    assert_eq!(sendable("\u{feff} hello\u{feff}\n"), Ok("hello"));
}

#[test]
fn control_characters_are_not_shown() {
    assert_eq!(without_controls("a\u{0}b\u{7}\tc\nd\r\ne\u{9b}"), "ab\tc\nd\ne");
    assert!(matches!(without_controls("plain"), std::borrow::Cow::Borrowed("plain")));
}

#[test]
fn whatever_breaks_a_line_is_a_line_break() {
    assert_eq!(without_controls("a\u{b}b\u{c}c\u{85}d\re\r\nf\r\rg"), "a\nb\nc\nd\ne\nf\n\ng");
}

#[test]
fn separators_of_lines_are_drawn_as_line_breaks() {
    assert_eq!(with_line_breaks("a\u{2028}b\u{2029}c\nd"), "a\nb\nc\nd");
}

#[test]
fn a_text_that_shows_nothing_is_not_sent() {
    for text in ["\u{2800}", "\u{200b}", "\u{feff}", "\u{3164}\u{2800} \n", "\u{202e}\u{202c}", "\u{fe0f}\u{200d}"] {
        assert_eq!(sendable(text), Err(Unsendable::Empty), "{}", text.escape_unicode());
    }
    assert_eq!(sendable("\u{200b}a"), Ok("\u{200b}a"));
}

#[test]
fn a_name_has_nothing_invisible() {
    for (name, shown) in [
        ("Ada\u{200b}", "Ada"),
        ("\u{feff}A\u{ad}d\u{2060}a", "Ada"),
        ("Ada\u{3164}\u{2800}", "Ada"),
        ("\u{202e}si typing", "si typing"),
        ("\u{2067}عمر\u{2069}", "عمر"),
        ("Ada\u{200d}\u{fe0f}", "Ada"),
        ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        ("👨\u{200d}👩\u{200d}👧 Family", "👨\u{200d}👩\u{200d}👧 Family"),
        ("❤\u{fe0f} Ada", "❤\u{fe0f} Ada"),
        ("🏴\u{e0067}\u{e0062}\u{e007f}", "🏴\u{e0067}\u{e0062}\u{e007f}"),
        ("A\u{e0067}da", "Ada"),
        ("क\u{94d}\u{200d}ष", "क\u{94d}\u{200d}ष"),
    ] {
        assert_eq!(shown_name(name).as_deref(), Some(shown), "{}", name.escape_unicode());
    }
    for name in ["\u{200b}", "\u{2800}", "\u{3164}\u{ffa0}", "\u{202e}", "\u{200d}\u{200d}", "\u{e0041}"] {
        assert_eq!(shown_name(name), None, "{}", name.escape_unicode());
    }
}

#[test]
fn marks_are_not_stacked_over_the_line_above() {
    let stacked = ["a", &"\u{301}".repeat(48), "da"].concat();
    assert_eq!(shown_name(&stacked), Some(["a", &"\u{301}".repeat(4), "da"].concat()));
    assert!(is_stacked_high(&stacked) && is_stacked_high(&"ก็็็็็็".repeat(2)));
    for name in ["Nguyễn", "e\u{302}\u{301}", "שָׁלוֹם", "مُحَمَّدٌ", "नितिन", "ที่นี่"]
    {
        assert_eq!(shown_name(name).as_deref(), Some(name));
        assert!(!is_stacked_high(name), "{name}");
    }
}

#[test]
fn a_name_is_one_line_of_a_sane_length() {
    assert_eq!(shown_name(" Ada \n Lovelace ").as_deref(), Some("Ada Lovelace"));
    assert_eq!(shown_name(" \u{0}\t "), None);
    let long = shown_name(&"n".repeat(10_000)).expect("something is left");
    assert_eq!((long.chars().count(), long.ends_with('…')), (81, true));
    let many = shown_name(&"n ".repeat(10_000)).expect("something is left");
    assert_eq!(many.chars().count(), 81);
    assert_eq!(shown_name(&"é".repeat(80)).map(|name| name.chars().count()), Some(80));
}

#[test]
fn a_part_that_ends_within_a_character_is_nothing() {
    assert_eq!((cut("aéb", 1..3), cut("aéb", 3..), cut("aéb", ..0)), ("é", "b", ""));
    assert_eq!((cut("aéb", 2..), cut("aéb", 9..)), ("", ""));
}

#[test]
fn a_file_is_named_with_its_extension_however_long_it_is() {
    let name = ["a".repeat(300).as_str(), "\u{202e}fdp.exe"].concat();
    assert_eq!(shown_file_name(&name), Some(["a".repeat(300).as_str(), "fdp.exe"].concat()));
    assert_eq!(shown_file_name("\u{202e}"), None);
}

#[test]
fn a_text_is_found_and_replaced_wherever_it_stands() {
    assert_eq!((position("abab", "ba"), position("ab", "abc"), position("ab", "")), (Some(1), None, Some(0)));
    assert_eq!(replaced("aXXbXc", "X", "YY"), "aYYYYbYYc");
    assert_eq!((replaced("éé", "é", ""), replaced("ab", "", "x")), (String::new(), "ab".to_owned()));
}

#[test]
fn a_text_is_split_at_a_length_and_never_within_a_character() {
    assert_eq!((split_at_length("abc", 3), split_at_length("abc", 2)), (("abc", ""), ("ab", "c")));
    assert_eq!((split_at_length("a𝄞b", 2), split_at_length("a𝄞b", 3)), (("a", "𝄞b"), ("a𝄞", "b")));
    assert_eq!((split_at_length("", 0), split_at_length("é", 0)), (("", ""), ("", "é")));
}
