//! What may be sent, and what of foreign text is shown.

use collabspace_chat::model::text::{
    Unsendable, cut, length, position, replaced, sendable, shown_name, without_controls,
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
fn control_characters_are_not_shown() {
    assert_eq!(without_controls("a\u{0}b\u{7}\tc\nd\r\ne\u{9b}"), "ab\tc\nd\ne");
    assert!(matches!(without_controls("plain"), std::borrow::Cow::Borrowed("plain")));
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
fn a_text_is_found_and_replaced_wherever_it_stands() {
    assert_eq!((position("abab", "ba"), position("ab", "abc"), position("ab", "")), (Some(1), None, Some(0)));
    assert_eq!(replaced("aXXbXc", "X", "YY"), "aYYYYbYYc");
    assert_eq!((replaced("éé", "é", ""), replaced("ab", "", "x")), (String::new(), "ab".to_owned()));
}
