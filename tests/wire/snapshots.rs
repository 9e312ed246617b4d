//! What the browser keeps of channels.

use std::sync::Arc;

use collabspace_chat::model::message::{
    Attachment, AttachmentKind, Body, Can, Content, Edited, Message, Person, Reaction, Reply, Version,
};
use collabspace_chat::model::snapshot::{Entry, Index, NamedChannel, Snapshot};
use collabspace_chat::model::time::Timestamp;
use collabspace_chat::wire::snapshot::{index_from_json, index_to_json, snapshot_from_json, snapshot_to_json};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{refuses, with, without};

fn message(id: &str, text: &str) -> Message {
    let grace = Person { id: "u1".into(), name: "Grace".into(), avatar: Some("https://p.example/g.png".into()) };
    Message::plain(id.into(), Timestamp(1_795_437_685_123), Arc::new(grace), text.into())
}

/// A message with everything that one can have.
fn rich() -> Message {
    let photo = Attachment {
        id: Some("a1".into()),
        kind: AttachmentKind::Image,
        url: "https://files.example/a1".into(),
        name: "photo.png".into(),
        mime: Some("image/png".into()),
        size: Some(5_000_000_000),
        dimensions: Some((640, 480)),
        thumbhash: Some("1QcSHQRnh493V4dIh4eXh1h4kJUI".into()),
        alt: Some("A \"photo\"".into()),
    };
    let reply = Reply { author_name: "Ada".into(), excerpt: "the first".into(), is_deleted: true };
    let content = Content {
        body: Body::Text("Hello\n😀".into()),
        is_cut: true,
        edited: Some(Edited::At(Timestamp(1_795_437_700_000))),
        reply_to: Some("m0".into()),
        reply: Some(Arc::new(reply)),
        attachments: vec![photo],
        reactions: vec![Reaction { emoji: "👍".into(), person: "u2".into(), name: Some("Ada".into()) }],
    };
    Message {
        content,
        version: Version::Rev(u64::MAX),
        client_id: Some("c1".into()),
        can: Some(Can { edit: false, delete: true }),
        reply_count: 3,
        ..message("m2", "")
    }
}

fn snapshot(messages: Vec<Message>) -> Snapshot {
    let as_of = Timestamp(1_795_437_800_000);
    Snapshot { channel: "general".into(), as_of, cursor: Some("9:1".into()), is_whole: true, messages }
}

fn written(snapshot: &Snapshot) -> Value {
    serde_json::from_str(&snapshot_to_json(&"u1".into(), snapshot)).expect("JSON")
}

#[test]
fn what_is_kept_comes_back_as_it_was() {
    let mut unknown = message("m1", "");
    unknown.content.body = Body::Unknown;
    unknown.content.edited = Some(Edited::Sometime);
    let whole = snapshot(vec![unknown, rich()]);
    for snapshot in [whole.clone(), Snapshot { cursor: None, is_whole: false, messages: Vec::new(), ..whole }] {
        assert_eq!(snapshot_from_json(&written(&snapshot).to_string()), Ok(("u1".into(), snapshot)));
    }
}

#[test]
fn a_signature_in_the_address_of_a_file_is_not_kept() {
    let mut signed = rich();
    signed.content.attachments[0].url = "https://files.example/a1?signature=secret#part".into();
    let json = written(&snapshot(vec![signed])).to_string();
    assert!(!json.contains("secret") && json.contains("https://files.example/a1\""), "{json}");
}

#[test]
fn another_version_or_damage_is_refused() {
    let whole = written(&snapshot(vec![rich()]));
    let read = |value: Value| snapshot_from_json(&value.to_string());
    refuses(read(with(whole.clone(), "v", json!(2))), "v", "2");
    refuses(read(without(whole.clone(), "v")), "v", "nothing");
    refuses(read(without(whole.clone(), "person")), "person", "nothing");
    refuses(read(with(whole.clone(), "asOf", json!("now"))), "asOf", "\"now\"");
    refuses(read(with(whole.clone(), "messages", json!(7))), "messages", "7");
    assert!(read(with(whole.clone(), "messages.0.createdAt", json!(7))).is_err());
    assert!(read(with(whole.clone(), "messages.0.reactions", json!(7))).is_err(), "a part of a message is no message");
    assert!(read(with(whole, "messages", json!(vec![crate::support::whole_message(); 201]))).is_err());
    assert!(snapshot_from_json("").is_err());
}

fn index() -> Index {
    let channel = NamedChannel { id: "general".into(), name: "General".into(), topic: Some("All".into()) };
    let at = Timestamp(1_795_437_800_000);
    let entry = Entry { channel: "general".into(), used_at: at, as_of: at, bytes: 4_000 };
    Index { person: "u1".into(), workspace: Some("Team".into()), channels: vec![channel], entries: vec![entry] }
}

#[test]
fn the_index_comes_back_as_it_was_or_not_at_all() {
    let json = index_to_json(&index());
    assert_eq!(index_from_json(&json), Ok(index()));
    let whole: Value = serde_json::from_str(&json).expect("JSON");
    let read = |value: Value| index_from_json(&value.to_string());
    refuses(read(with(whole.clone(), "v", json!(0))), "v", "0");
    refuses(read(with(whole, "entries.0.bytes", json!(-1))), "entries.bytes", "-1");
}

proptest! {
    #[test]
    fn any_text_comes_back(text in "\\PC*", name in "\\PC+", id in "[a-z0-9]{1,9}") {
        let mut message = message(&id, &text);
        message.content.reply_to = Some("m0".into());
        let snapshot = Snapshot { cursor: Some(name.as_str().into()), ..snapshot(vec![message]) };
        prop_assert_eq!(snapshot_from_json(&written(&snapshot).to_string()).map(|(_, read)| read), Ok(snapshot));
    }
}
