//! Pages of the history.

use collabspace_chat::wire::answers::page;
use serde_json::{Value, json};

use crate::support::{no_texts, refuses, whole_message, with, without};

fn numbered(id: usize) -> Value {
    with(whole_message(), "id", json!(format!("m{id}")))
}

#[test]
fn a_page_arrives_in_its_order() {
    let text =
        json!({ "success": true, "messages": [numbered(1), numbered(2), numbered(3)], "hasMore": true }).to_string();
    let (page, errors) = page(&text).expect("a page");
    let ids: Vec<_> = page.messages.iter().map(|message| &*message.id).collect();
    assert_eq!(ids, ["m1", "m2", "m3"]);
    assert_eq!((page.count, page.has_more, errors), (3, true, vec![]));
}

#[test]
fn the_baseline_does_not_say_whether_there_is_more() {
    for text in [json!({ "success": true, "messages": [] }), json!({ "messages": [], "hasMore": "yes" })] {
        let (page, errors) = page(&text.to_string()).expect("a page");
        assert_eq!((page.messages.len(), page.count, page.has_more, errors), (0, 0, false, vec![]));
    }
}

#[test]
fn a_bad_message_is_dropped_reported_and_counted() {
    let bad = [json!(null), json!("m2"), without(numbered(4), "createdAt"), with(numbered(5), "content", json!(["a"]))];
    let mut messages = vec![numbered(1)];
    messages.extend(bad);
    messages.push(numbered(6));
    let (page, errors) = page(&json!({ "success": true, "messages": messages }).to_string()).expect("a page");
    let ids: Vec<_> = page.messages.iter().map(|message| &*message.id).collect();
    assert_eq!((ids, page.count), (vec!["m1", "m6"], 6));
    let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["messages[1]", "messages[2]", "messages[3].createdAt", "messages[4].content"]);
}

#[test]
fn a_failure_is_no_empty_page() {
    let text = json!({ "success": false, "error": "Workspace not found", "messages": [] }).to_string();
    refuses(page(&text), "success", "false, with the error \"Workspace not found\"");
    refuses(page(&json!({ "success": false, "messages": [] }).to_string()), "success", "false");
    refuses(page(&json!({ "success": "true", "messages": [] }).to_string()), "success", "\"true\"");
}

#[test]
fn an_answer_without_messages_is_no_empty_page() {
    refuses(page("{\"success\":true}"), "messages", "nothing");
    refuses(page("{}"), "messages", "nothing");
    for (value, holds) in no_texts() {
        if !value.is_array() {
            refuses(page(&json!({ "messages": value }).to_string()), "messages", holds);
        }
    }
}

#[test]
fn a_large_page_arrives_whole() {
    let messages: Vec<_> = (0..5_000).map(numbered).collect();
    let (page, errors) = page(&json!({ "messages": messages }).to_string()).expect("a page");
    assert_eq!((page.messages.len(), page.count, errors.len()), (5_000, 5_000, 0));
}
