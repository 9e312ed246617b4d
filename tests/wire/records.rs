//! The outbox on disk.

use collabspace_chat::model::message::OrderKey;
use collabspace_chat::model::operations::{OperationRecord, Wish};
use collabspace_chat::model::outbox::Record;
use collabspace_chat::model::reason::Reason;
use collabspace_chat::model::time::Timestamp;
use collabspace_chat::model::upload::OwnFile;
use collabspace_chat::wire::operation_record::{is_operation, operation_from_json, operation_to_json};
use collabspace_chat::wire::record::{
    is_of_unknown_version, is_picked, picked_to_json, record_from_json, record_to_json,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{refuses, with, without};

fn record() -> Record {
    Record {
        id: "5d0f".into(),
        author: Some("u1".into()),
        channel: "general".into(),
        text: "Hello\n\u{0} 😀".into(),
        reply_to: Some("m0".into()),
        files: Vec::new(),
        anchor: Some(Some(OrderKey { at: Timestamp(1_795_437_685_123), id: "m1".into() })),
        refused: Some(Reason::words("too long")),
        is_withdrawn: false,
        needs_consent: false,
    }
}

fn written() -> Value {
    serde_json::from_str(&record_to_json(&record())).expect("JSON")
}

#[test]
fn never_sent_and_sent_from_an_empty_channel_are_kept_apart() {
    let anchors = [None, Some(None), record().anchor, Some(Some(OrderKey { at: Timestamp(-1), id: "".into() }))];
    for anchor in anchors {
        let record = Record { anchor, refused: None, author: None, ..record() };
        assert_eq!(record_from_json(&record_to_json(&record)).expect("a record"), record);
    }
}

#[test]
fn one_that_is_not_to_be_sent_any_more_is_of_a_version_that_older_pages_leave_alone() {
    let record = Record { is_withdrawn: true, ..record() };
    let json = record_to_json(&record);
    assert_eq!(serde_json::from_str::<Value>(&json).expect("JSON")["v"], json!(2));
    assert_eq!(record_from_json(&json).expect("a record"), record);
}

#[test]
fn the_version_is_written_and_no_other_is_guessed_at() {
    assert_eq!(written()["v"], json!(1));
    refuses(record_from_json(&with(written(), "v", json!(3)).to_string()), "v", "3");
    refuses(record_from_json(&with(written(), "v", json!("1")).to_string()), "v", "\"1\"");
    refuses(record_from_json(&without(written(), "v").to_string()), "v", "nothing");
}

#[test]
fn a_damaged_record_names_its_field() {
    for name in ["id", "channel", "text"] {
        refuses(record_from_json(&without(written(), name).to_string()), name, "nothing");
        refuses(record_from_json(&with(written(), name, json!([])).to_string()), name, "a list of 0");
    }
    refuses(record_from_json(&with(written(), "anchor", json!("m1")).to_string()), "anchor", "\"m1\"");
    refuses(record_from_json(&with(written(), "anchor.at", json!(1.5)).to_string()), "anchor.at", "1.5");
    refuses(record_from_json(&with(written(), "anchor.id", json!(null)).to_string()), "anchor.id", "nothing");
    refuses(record_from_json(&with(written(), "refused", json!(true)).to_string()), "refused", "true");
    refuses(record_from_json(&with(written(), "author", json!(7)).to_string()), "author", "7");
    refuses(record_from_json("null"), "the text", "nothing");
    refuses(record_from_json(""), "the text", "nothing");
}

#[test]
fn files_are_kept_under_a_version_that_older_pages_leave_alone() {
    let file = |id: &str, alt: Option<&str>| OwnFile {
        id: id.into(),
        name: "a \"picture\".png".into(),
        size: u64::from(u32::MAX) + 1,
        is_picture: alt.is_some(),
        dimensions: alt.map(|_| (640, 480)),
        thumbhash: alt.map(|_| "3OcRJYB4d3h/iIeHeEh3eIhw+j2w".into()),
        alt: alt.map(Into::into),
    };
    let record = Record { files: vec![file("f1", Some("A moth")), file("f2", None)], ..record() };
    let json = record_to_json(&record);
    assert!(json.starts_with(r#"{"v":4,"#), "{json}");
    assert_eq!(record_from_json(&json), Ok(record));
    refuses(record_from_json(&with(written(), "files", json!([{ "id": "f1" }])).to_string()), "files.size", "nothing");
}

#[test]
fn a_picked_file_is_distinguished_from_a_message() {
    let files = vec![OwnFile {
        id: "f1".into(),
        name: "a.png".into(),
        size: 1,
        is_picture: true,
        dimensions: None,
        thumbhash: None,
        alt: Some("A moth".into()),
    }];
    let record = Record { files, text: "".into(), anchor: None, refused: None, reply_to: None, ..record() };
    assert!(is_picked(&picked_to_json(&record)) && !is_picked(&record_to_json(&record)) && !is_picked("{"));
    assert_eq!(record_from_json(&picked_to_json(&record)), Ok(record));
}

#[test]
fn a_record_of_another_version_is_distinguished_from_a_damaged_one() {
    assert!(is_of_unknown_version(r#"{"v":6,"id":"a","channel":"c","text":"t"}"#));
    assert!(is_of_unknown_version(r#"{"v":"3"}"#));
    for known in [
        record_to_json(&record()),
        r#"{"v":2}"#.to_owned(),
        r#"{"v":3}"#.to_owned(),
        r#"{"id":1}"#.to_owned(),
        "no JSON".to_owned(),
    ] {
        assert!(!is_of_unknown_version(&known), "{known}");
    }
}

#[test]
fn a_change_to_a_stored_message_is_read_again_and_is_no_unsent_message() {
    let edit = |base| Wish::Edit { text: "new \"text\"".into(), base };
    let react = |on| Wish::React { emoji: "👍🏽".into(), on };
    for wish in [edit(None), edit(Some(7)), Wish::Delete, react(true), react(false)] {
        for author in [None, Some("u1".into())] {
            let (id, channel, target) = ("5d0f".into(), "general".into(), "m1".into());
            let record = OperationRecord { id, author, channel, target, wish: wish.clone() };
            let json = operation_to_json(&record);
            assert!(is_operation(&json) && !is_of_unknown_version(&json) && record_from_json(&json).is_err(), "{json}");
            assert_eq!(operation_from_json(&json), Ok(record));
        }
    }
    assert!(!is_operation(&record_to_json(&record())));
}

#[test]
fn a_damaged_change_names_the_field() {
    let written = json!({"v": 3, "id": "a", "channel": "c", "message": "m", "react": "👍", "on": true});
    refuses(operation_from_json(&with(written.clone(), "on", json!("yes")).to_string()), "on", "\"yes\"");
    refuses(operation_from_json(&without(written.clone(), "message").to_string()), "message", "nothing");
    refuses(operation_from_json(&without(written, "react").to_string()), "delete", "nothing");
}

prop_compose! {
    fn order_key()(at in any::<i64>(), id in any::<String>()) -> OrderKey {
        OrderKey { at: Timestamp(at), id: id.into() }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_written_is_read_again(
        id in "[a-f0-9-]{1,36}",
        channel in ".*[^\\s\\p{C}].*",
        text in any::<String>(),
        anchor in prop::option::of(prop::option::of(order_key())),
        refused in prop::option::of(any::<String>()),
        author in prop::option::of(any::<String>()),
        is_withdrawn in any::<bool>(),
        reply_to in prop::option::of(any::<String>()),
    ) {
        let record = Record {
            id: id.into(),
            author: author.map(Into::into),
            channel: channel.into(),
            text: text.into(),
            reply_to: reply_to.map(Into::into),
        files: Vec::new(),
            anchor,
            refused: refused.as_deref().map(Reason::parse),
            is_withdrawn,
            needs_consent: false,
        };
        prop_assert_eq!(record_from_json(&record_to_json(&record)), Ok(record));
    }
}
