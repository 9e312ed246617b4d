//! The first paint by script and the model: one file of cases, run by both.

use std::process::Command;

use collabspace_chat::model::history::Page;
use collabspace_chat::model::markup;
use collabspace_chat::model::message::{Body, Message, MessageId};
use collabspace_chat::model::reactions::Reactions;
use collabspace_chat::wire::answers::page;
use serde_json::{Map, Value, json};

fn cases() -> Vec<Value> {
    serde_json::from_str(include_str!("first-messages.json")).expect("a list of cases")
}

/// The page of a case as the app reads it, its messages in the model's order. `unread` cases have a field that the app
/// drops.
fn read(case: &Value) -> Page {
    let whole =
        json!({"content": "Hello", "senderId": "u1", "senderName": "Ada", "createdAt": "2026-11-23T12:41:25.123Z"});
    let filled = case["messages"].as_array().expect("messages").iter().map(|message| {
        let mut filled = whole.clone();
        let fields = message.as_object().expect("a message").clone();
        filled.as_object_mut().expect("an object").extend(fields);
        filled
    });
    let answer = json!({ "success": true, "messages": filled.collect::<Vec<_>>() });
    let (mut page, errors) = page(&answer.to_string()).expect("a page");
    assert_eq!(errors.len(), usize::from(case["unread"] == true), "{}: {errors:?}", case["name"]);
    page.messages.sort_by_key(Message::order_key);
    page
}

/// What is shown of the message that this one answers.
fn answered(page: &Page, id: &MessageId, message: &Message) -> Value {
    let joined = message.content.reply.as_ref();
    let is_gone = page.removals.iter().any(|removal| removal.id == *id);
    match page.messages.iter().find(|other| other.id == *id) {
        _ if is_gone || joined.is_some_and(|reply| reply.is_deleted) => json!("deleted"),
        Some(loaded) => json!([loaded.author.name, loaded.text()]),
        None => joined.map_or_else(|| json!("unknown"), |reply| json!([reply.author_name, reply.excerpt])),
    }
}

/// What a message shows beside its text.
fn extras(page: &Page, message: &Message) -> Map<String, Value> {
    let content = &message.content;
    let mut extras = Map::new();
    if content.edited.is_some() {
        extras.insert("edited".to_owned(), json!(true));
    }
    if !content.attachments.is_empty() {
        let names = content.attachments.iter().map(|file| &*file.name);
        extras.insert("files".to_owned(), names.collect());
    }
    let mut kinds: Vec<(String, usize)> = Vec::new();
    for reaction in Reactions::of(&content.reactions, message.version, false).shown() {
        match kinds.iter_mut().find(|(emoji, _)| **emoji == *reaction.emoji) {
            Some((_, count)) => *count += 1,
            None => kinds.push((reaction.emoji.to_string(), 1)),
        }
    }
    if !kinds.is_empty() {
        extras.insert("kinds".to_owned(), json!(kinds));
    }
    let answers = |other: &Message| other.content.reply_to.as_ref() == Some(&message.id);
    if message.reply_count > 0 || page.messages.iter().any(answers) {
        extras.insert("replies".to_owned(), json!(true));
    }
    if let Some(id) = &content.reply_to {
        extras.insert("reply".to_owned(), answered(page, id, message));
    }
    extras
}

#[test]
fn the_model_shows_the_cases_in_their_order_and_with_what_the_script_draws() {
    for case in cases() {
        let page = read(&case);
        let ids: Vec<_> = page.messages.iter().map(|message| message.id.to_string()).collect();
        assert_eq!(json!(ids), case["order"], "{}", case["name"]);
        let drawn = case["drawn"].as_array().expect("ids");
        let mut shown = Map::new();
        for message in page.messages.iter().filter(|message| drawn.contains(&json!(&*message.id))) {
            assert!(matches!(message.content.body, Body::Text(_)), "{}: {message:?}", case["name"]);
            let words = markup::words(message.text(), usize::MAX / 4);
            assert_eq!(words, message.text(), "{}: the script draws the text as it was written", case["name"]);
            let extras = extras(&page, message);
            if !extras.is_empty() {
                shown.insert(message.id.to_string(), extras.into());
            }
        }
        assert_eq!(Value::from(shown), expected_extras(&case), "{}", case["name"]);
    }
}

fn expected_extras(case: &Value) -> Value {
    case.get("extras").cloned().unwrap_or_else(|| json!({}))
}

#[test]
fn the_script_draws_the_same_of_them() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wire/first-messages.mjs");
    let output = Command::new("node").arg(script).output().expect("Node.js runs the script");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read: Value = serde_json::from_slice(&output.stdout).expect("a list");
    for (case, read) in cases().iter().zip(read.as_array().expect("a list")) {
        assert_eq!(*read, json!([case["order"], case["drawn"], expected_extras(case)]), "{}", case["name"]);
    }
}
