//! The words of a backend that refuses.

use collabspace_chat::wire::answers::error_words;
use serde_json::json;

#[test]
fn the_backend_s_words_are_shown_on_one_line() {
    assert_eq!(error_words("{\"error\":\"Message is too long\"}"), "Message is too long");
    assert_eq!(error_words("{\"error\":\" a\\r\\nb\\u0000\\tc \",\"code\":3}"), "a b c");
}

#[test]
fn words_for_no_visitor_are_none() {
    for text in [
        "",
        "Internal Server Error",
        "<html><body><h1>502 Bad Gateway</h1>",
        "{\"error\":\"<!DOCTYPE html><h1>502</h1>\"}",
        "{\"error\":{\"message\":\"no\"}}",
        "{\"error\":null}",
        "{\"message\":\"no\"}",
        "[\"error\"]",
        "null",
    ] {
        assert_eq!(error_words(text), "", "{text}");
    }
}

#[test]
fn long_words_are_cut_at_300_characters() {
    let exactly = "é".repeat(300);
    assert_eq!(error_words(&json!({ "error": exactly }).to_string()), exactly);
    let shown = error_words(&json!({ "error": "é".repeat(301) }).to_string());
    assert_eq!(shown, format!("{}…", "é".repeat(299)));
    assert_eq!(error_words(&json!({ "error": "wörd ".repeat(100_000) }).to_string()).chars().count(), 300);
}
