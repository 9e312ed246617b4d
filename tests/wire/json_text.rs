//! Texts that are not JSON, or not quite.

use collabspace_chat::wire::{answers, events};
use serde_json::json;

use crate::support::{assert_presentable, whole_message, with};

fn page_with(content_json: &str) -> String {
    let good = whole_message();
    let bad = with(whole_message(), "content", json!("@@")).to_string().replace("\"@@\"", content_json);
    format!("{{\"success\":true,\"messages\":[{good},{bad},{good}]}}")
}

fn texts(json: &str) -> Vec<String> {
    let (page, errors) = answers::page(json).expect("a page");
    assert_eq!(errors, []);
    page.messages.iter().map(|message| message.text().to_owned()).collect()
}

#[test]
fn what_is_not_json_says_what_it_is() {
    for (text, holds) in [("", "nothing"), (" \n", "nothing"), ("<!doctype html><p>Not found", "a page of HTML")] {
        let error = answers::page(text).expect_err("no JSON");
        assert_eq!((error.field.as_str(), error.holds.as_str()), ("the text", holds));
        assert_presentable(&error);
    }
    for text in ["{", "{\"messages\":[}", "undefined", "{'messages':[]}", "{\"a\":1}x", "\u{0}", "[1e999]", "\"\\x\""] {
        let error = answers::page(text).expect_err("no JSON");
        assert!(error.holds.starts_with("what is not JSON ("), "{error}");
        assert_presentable(&error);
    }
}

#[test]
fn other_json_than_an_object_is_no_page() {
    for (text, holds) in
        [("null", "nothing"), ("[]", "a list of 0"), ("\"ok\"", "\"ok\""), ("1", "1"), ("true", "true")]
    {
        let error = answers::page(text).expect_err("no page");
        assert_eq!((error.field.as_str(), error.holds.as_str()), ("the text", holds));
    }
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(200_000), close.repeat(200_000));
        assert_presentable(&answers::page(&deep).expect_err("too deep"));
        assert_presentable(&events::data_of_all(&deep).expect_err("too deep"));
        assert_eq!(answers::error_words(&deep), "");
    }
}

#[test]
fn half_a_character_loses_itself_only() {
    let texts_of = |content: &str| texts(&page_with(content));
    assert_eq!(texts_of(r#""cut \ud83d""#)[1], "cut \u{fffd}");
    assert_eq!(texts_of(r#""\uDE00 cut""#)[1], "\u{fffd} cut");
    assert_eq!(texts_of(r#""\ud83d\ud83d\ude00""#)[1], "\u{fffd}😀");
    assert_eq!(texts_of(r#""\ud83dA\\ud83d\n\"\ud83d\u0041""#)[1], "\u{fffd}A\\ud83d\n\"\u{fffd}A");
    assert_eq!(texts_of(r#""Ж\ud83d€ \ud83d\ude00""#)[1], "Ж\u{fffd}€ 😀");
    assert_eq!(texts_of(r#""\ud800""#), ["Hello, Ada", "\u{fffd}", "Hello, Ada"]);
}

#[test]
fn half_a_character_next_to_what_is_no_json_stays_an_error() {
    for text in
        [r#"{"a":"\ud800""#, r#""\ud8"#, r#""\ud80€""#, r#""\ud800\"#, r#""\ud800\u12"#, "\"\\", "\\€", r#""\u+d80""#]
    {
        assert_presentable(&answers::page(text).expect_err("no JSON"));
    }
}

#[test]
fn escaped_control_characters_are_read_and_taken_out() {
    assert_eq!(texts(&page_with(r#""a\u0000b\u001bc""#))[1], "abc");
}

#[test]
fn a_byte_order_mark_is_no_mistake() {
    assert_eq!(texts(&format!("\u{feff}{}", page_with("\"b\""))), ["Hello, Ada", "b", "Hello, Ada"]);
}

#[test]
fn of_two_fields_of_one_name_the_last_counts() {
    let (page, _) = answers::page("{\"messages\":5,\"messages\":[]}").expect("a page, as JavaScript reads it");
    assert_eq!(page.count, 0);
}
