//! The data of Pusher's events.

use collabspace_chat::model::message::{ChannelId, Message};
use collabspace_chat::wire::WireError;
use collabspace_chat::wire::events::{read, typing, whole_message as read_message};
use serde_json::{Value, json};

use crate::support::{no_texts, refuses, whole_message, with, without};

fn typing_event() -> Value {
    json!({ "userId": "u1", "userName": "Grace", "channelId": "random", "isTyping": true })
}

fn new_message(data: &Value) -> Result<(Option<ChannelId>, Message), WireError> {
    read_message(data, &mut Vec::new())
}

#[test]
fn a_new_message_comes_with_its_channel() {
    let (channel, message) = new_message(&whole_message()).expect("a message");
    assert_eq!(channel.as_deref(), Some("general"));
    assert_eq!(message.text(), "Hello, Ada");
    let (channel, _) = new_message(&without(whole_message(), "channelId")).expect("a message");
    assert_eq!(channel, None);
}

#[test]
fn a_message_that_is_none_names_its_field() {
    refuses(new_message(&without(whole_message(), "id")), "id", "nothing");
    refuses(new_message(&with(whole_message(), "channelId", json!(true))), "channelId", "true");
    refuses(new_message(&Value::Null), "the text", "nothing");
    refuses(new_message(&json!("{}")), "the text", "\"{}\"");
}

#[test]
fn what_was_read_may_be_nothing_and_names_its_channel() {
    let read = |data: Value| read(&data.to_string());
    let (channel, last) = read(json!({ "channelId": "random", "messageId": 7 })).expect("an event");
    assert_eq!((&*channel, last.as_deref()), ("random", Some("7")));
    assert_eq!(read(json!({ "channelId": "random", "messageId": null })).expect("an event").1, None);
    refuses(read(json!({ "messageId": "m1" })), "channelId", "nothing");
}

#[test]
fn typing_names_the_person_the_channel_and_the_state() {
    let event = typing(&typing_event()).expect("an event");
    assert_eq!(event.channel.as_deref(), Some("random"));
    assert_eq!((&*event.person.id, &*event.person.name, &event.person.avatar), ("u1", "Grace", &None));
    assert!(event.is_typing);
    let stopped = typing(&with(typing_event(), "isTyping", json!(false))).expect("an event");
    assert!(!stopped.is_typing);
}

#[test]
fn typing_without_a_channel_is_in_the_default_one() {
    for event in [without(typing_event(), "channelId"), with(typing_event(), "channelId", Value::Null)] {
        assert_eq!(typing(&event).expect("an event").channel, None);
    }
}

#[test]
fn who_types_without_a_name_is_shown_by_the_id() {
    for name in [json!(""), json!(7), Value::Null] {
        let event = typing(&with(typing_event(), "userName", name)).expect("an event");
        assert_eq!(&*event.person.name, "u1");
    }
    let event = typing(&with(typing_event(), "userId", json!(7))).expect("an event");
    assert_eq!(&*event.person.id, "7");
}

#[test]
fn typing_that_cannot_be_told_is_refused() {
    for (value, holds) in no_texts() {
        refuses(typing(&with(typing_event(), "userId", value.clone())), "userId", holds);
        if value != json!(true) {
            refuses(typing(&with(typing_event(), "isTyping", value)), "isTyping", holds);
        }
    }
    refuses(typing(&with(typing_event(), "isTyping", json!("true"))), "isTyping", "\"true\"");
    refuses(typing(&with(typing_event(), "channelId", json!([]))), "channelId", "a list of 0");
}
