//! The answer to a POST.

use collabspace_chat::model::session::{Changed, Posted};
use collabspace_chat::model::time::Timestamp;
use collabspace_chat::wire::answers::{changed, is_conflict, posted};
use serde_json::{Value, json};

use crate::support::{no_texts, refuses, with, without};

/// Only these four fields are promised.
fn stored() -> Value {
    json!({ "id": "m9", "content": "Hi", "senderName": "Grace", "createdAt": "2026-11-23T12:41:25.123Z" })
}

fn answer(message: Value) -> String {
    json!({ "success": true, "message": message }).to_string()
}

fn name_in(message: Value) -> String {
    posted(&answer(message)).expect("an answer").author_name.to_string()
}

#[test]
fn what_was_stored_arrives() {
    let expected = Posted {
        id: "m9".into(),
        text: "Hi".into(),
        author_name: "Grace".into(),
        created_at: Timestamp(1_795_437_685_123),
        attachments: Vec::new(),
        rev: None,
        is_deleted: false,
    };
    assert_eq!(posted(&answer(stored())).expect("an answer"), expected);
    assert_eq!(posted(&answer(with(stored(), "channelId", json!("general")))).expect("an answer"), expected);
}

#[test]
fn an_answer_that_does_not_say_what_was_stored_is_an_error() {
    for name in ["id", "content", "createdAt"] {
        refuses(posted(&answer(without(stored(), name))), &format!("message.{name}"), "nothing");
        for (value, holds) in no_texts() {
            refuses(posted(&answer(with(stored(), name, value))), &format!("message.{name}"), holds);
        }
    }
    refuses(posted("{\"success\":true}"), "message", "nothing");
    refuses(posted("{\"success\":true,\"message\":\"ok\"}"), "message", "\"ok\"");
    refuses(posted(&json!({ "success": false, "message": stored() }).to_string()), "success", "false");
    refuses(posted("<html>"), "the text", "a page of HTML");
}

#[test]
fn a_sender_without_a_name_still_has_one_to_show() {
    assert_eq!(name_in(with(stored(), "senderName", json!(" Grace\nHopper "))), "Grace Hopper");
    assert_eq!(name_in(with(without(stored(), "senderName"), "senderId", json!("u1"))), "u1");
    for name in [json!(""), Value::Null, json!(3)] {
        assert_eq!(name_in(with(stored(), "senderName", name)), "?");
    }
}

#[test]
fn an_own_change_is_distinguished_from_another_persons() {
    let message = json!({ "id": "m1", "content": "new", "senderId": "u1", "senderName": "Ada", "channelId": "general",
        "createdAt": "2026-11-23T14:01:25.123Z", "rev": 7 });
    let text = |answer: Changed| match answer {
        Changed::Done(message) => ("changed", message.text().to_owned()),
        Changed::Conflict(message) => ("conflict", message.text().to_owned()),
    };
    let done = json!({ "success": true, "message": message }).to_string();
    assert_eq!(text(changed(&done).expect("it was changed")), ("changed", "new".to_owned()));
    assert!(!is_conflict(&done));
    let conflict = json!({ "error": "changed meanwhile", "message": message }).to_string();
    assert_eq!(text(changed(&conflict).expect("it says what is there")), ("conflict", "new".to_owned()));
    assert!(is_conflict(&conflict));
    for other in [r#"{"error":"20 kinds at most"}"#, r#"{"success":true}"#, "<html>", ""] {
        assert!(changed(other).is_err() && !is_conflict(other), "{other}");
    }
}
