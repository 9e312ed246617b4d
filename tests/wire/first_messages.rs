//! The first paint by script and the model: one file of cases, run by both.

use std::process::Command;

use collabspace_chat::model::message::{Body, Message};
use collabspace_chat::wire::answers::page;
use serde_json::{Value, json};

fn cases() -> Vec<Value> {
    serde_json::from_str(include_str!("first-messages.json")).expect("a list of cases")
}

/// The messages of a case as the model shows them.
fn shown(case: &Value) -> Vec<Message> {
    let whole =
        json!({"content": "Hello", "senderId": "u1", "senderName": "Ada", "createdAt": "2026-11-23T12:41:25.123Z"});
    let filled = case["messages"].as_array().expect("messages").iter().map(|message| {
        let mut filled = whole.clone();
        let fields = message.as_object().expect("a message").clone();
        filled.as_object_mut().expect("an object").extend(fields);
        filled
    });
    let answer = json!({ "success": true, "messages": filled.collect::<Vec<_>>() });
    let (page, errors) = page(&answer.to_string()).expect("a page");
    assert_eq!(errors, [], "{}", case["name"]);
    let mut messages = page.messages;
    messages.sort_by_key(Message::order_key);
    messages
}

#[test]
fn the_model_shows_the_cases_in_their_order_and_nothing_else_beside_what_the_script_draws() {
    for case in cases() {
        let messages = shown(&case);
        let ids: Vec<_> = messages.iter().map(|message| message.id.to_string()).collect();
        assert_eq!(json!(ids), case["order"], "{}", case["name"]);
        let drawn = case["drawn"].as_array().expect("ids");
        for message in messages.iter().filter(|message| drawn.contains(&json!(&*message.id))) {
            let content = &message.content;
            let has_extras = content.edited.is_some()
                || content.reply_to.is_some()
                || !content.attachments.is_empty()
                || !content.reactions.is_empty();
            assert!(!has_extras && matches!(content.body, Body::Text(_)), "{}: {message:?}", case["name"]);
        }
    }
}

#[test]
fn the_script_draws_the_same_of_them() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wire/first-messages.mjs");
    let output = Command::new("node").arg(script).output().expect("Node.js runs the script");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read: Value = serde_json::from_slice(&output.stdout).expect("a list");
    let expected: Vec<_> = cases().iter().map(|case| json!([case["order"], case["drawn"]])).collect();
    assert_eq!(read, json!(expected));
}
