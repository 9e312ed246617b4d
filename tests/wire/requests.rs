//! What is sent.

use collabspace_chat::model::history::{Cursor, PageQuery};
use collabspace_chat::model::message::OrderKey;
use collabspace_chat::model::reading::Position;
use collabspace_chat::model::time::Timestamp;
use collabspace_chat::wire::requests::{edit, page_query, post, read, typing};
use serde_json::{Value, json};

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn a_post_has_the_baseline_s_fields_and_no_others() {
    let text = "\"quoted\"\nЖ 😀 \u{2028} </script>";
    assert_eq!(
        parsed(&post("w1", &"general".into(), text, None, None, &[])),
        json!({ "content": text, "workspaceId": "w1", "channelId": "general" })
    );
    assert_eq!(
        parsed(&post("w1", &"general".into(), "hi", Some("c-1"), None, &[])),
        json!({ "content": "hi", "workspaceId": "w1", "channelId": "general", "clientId": "c-1" })
    );
}

#[test]
fn a_post_names_what_it_answers() {
    let body = parsed(&post("w1", &"general".into(), "hi", Some("c-1"), Some("m-1"), &[]));
    assert_eq!(body["replyTo"], "m-1");
}

#[test]
fn a_post_names_its_files() {
    let body = parsed(&post("w1", &"general".into(), "", Some("c-1"), None, &["f\"1".into(), "f2".into()]));
    assert_eq!((&body["content"], &body["attachments"]), (&json!(""), &json!(["f\"1", "f2"])));
}

#[test]
fn an_edit_names_the_version_that_was_edited() {
    assert_eq!(parsed(&edit("new \"text\"", Some(u64::MAX))), json!({ "content": "new \"text\"", "rev": u64::MAX }));
    assert_eq!(parsed(&edit("new", None)), json!({ "content": "new" }));
}

#[test]
fn a_position_is_the_last_that_is_read_or_the_first_that_is_not() {
    let read = |position| parsed(&read("w1", &position));
    assert_eq!(read(Position::ReadUpTo("m1".into())), json!({ "workspaceId": "w1", "messageId": "m1" }));
    assert_eq!(read(Position::UnreadFrom("m1".into())), json!({ "workspaceId": "w1", "unreadFrom": "m1" }));
}

#[test]
fn typing_says_whether() {
    for is_typing in [true, false] {
        assert_eq!(
            parsed(&typing("w1", &"general".into(), is_typing)),
            json!({ "workspaceId": "w1", "channelId": "general", "isTyping": is_typing })
        );
    }
}

#[test]
fn a_page_is_asked_for_by_its_cursor() {
    let query = |cursor| page_query("w 1", &"a&b".into(), &PageQuery { cursor, limit: 50 });
    let base = vec![("workspaceId", "w 1".to_owned()), ("channelId", "a&b".to_owned()), ("limit", "50".to_owned())];
    assert_eq!(query(Cursor::Newest), base);

    let before = [base.clone(), vec![("before", "2026-11-23T12:41:25.123Z".to_owned())]].concat();
    assert_eq!(query(Cursor::Before(Timestamp(1_795_437_685_123))), before);

    let after = [base, vec![("after", "m7".to_owned())]].concat();
    assert_eq!(query(Cursor::After(OrderKey { at: Timestamp(0), id: "m7".into() })), after);
}
