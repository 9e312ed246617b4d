//! `PATCH /api/messages/{id}`.

use collabspace_backend::message::Timestamp;
use futures_util::future::join_all;
use serde_json::json;

use crate::support::{Backend, path_of};

const NOWHERE: &str = "/api/messages/6b05f18d5513168ca3a710e7";

#[tokio::test]
async fn an_edit_changes_content_and_rev_and_says_when() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let posted = ada.say("Helo").await;
    let before = ada.stored(&posted).await;
    assert_eq!((before.get("editedAt"), before.get("isEdited")), (None, None));
    let edited = ada.edit(&posted, " Hello\n").await;
    assert_eq!(edited["content"], "Hello");
    assert!(edited["rev"].as_i64() > before["rev"].as_i64(), "{edited} after {before}");
    assert!(Timestamp::parse(edited["editedAt"].as_str().unwrap()).is_some());
    for name in ["id", "channelId", "createdAt", "senderId", "senderName"] {
        assert_eq!(edited[name], before[name], "{name} never changes");
    }
    assert_eq!(ada.stored(&posted).await, edited);
    assert_eq!(backend.rows().await.len(), 1);
}

#[tokio::test]
async fn the_same_text_again_is_no_change() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let posted = ada.say("Hello").await;
    let before = ada.stored(&posted).await;
    assert_eq!(ada.edit(&posted, "Hello ").await, before);
    let edited = ada.edit(&posted, "Hello, all").await;
    assert_eq!(ada.edit(&posted, "Hello, all").await, edited);
}

#[tokio::test]
async fn a_place_in_the_order_does_not_change() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let first = ada.say("first").await;
    ada.say("second").await;
    ada.edit(&first, "first, edited").await;
    assert_eq!(ada.contents("").await, ["first, edited", "second"]);
}

#[tokio::test]
async fn content_that_changed_since_is_a_conflict_that_tells_the_message() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let posted = ada.say("one").await;
    let seen = ada.stored(&posted).await["rev"].clone();
    let second = ada.edit(&posted, "two").await;
    let refused = ada.patch(&path_of(&posted), json!({ "content": "three", "rev": seen })).await;
    assert_eq!(refused.status, 409);
    let body = refused.json();
    assert!(body["error"].as_str().unwrap().contains("changed meanwhile"));
    assert_eq!(body["message"], second);
    assert_eq!(ada.contents("").await, ["two"]);
    // What was wished is so already, whatever the version.
    ada.patch(&path_of(&posted), json!({ "content": "two", "rev": seen })).await.ok();
    // An edit of the version that was seen is none, and neither is one that names none.
    let body = json!({ "content": "three", "rev": second["rev"] });
    assert_eq!(ada.patch(&path_of(&posted), body).await.ok()["message"]["content"], "three");
    ada.edit(&posted, "four").await;
}

#[tokio::test]
async fn of_several_edits_of_one_version_at_once_one_is_made() {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let ada = backend.person("Ada").await;
    let posted = ada.say("one").await;
    let seen = ada.stored(&posted).await["rev"].clone();
    let edit = async |number: u32| {
        let body = json!({ "content": number.to_string(), "rev": seen });
        ada.patch(&path_of(&posted), body).await.status
    };
    let mut statuses = join_all((0..8).map(edit)).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409, 409, 409, 409, 409]);
}

#[tokio::test]
async fn a_reaction_is_no_conflict() {
    let backend = Backend::start(&[]).await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let posted = ada.say("one").await;
    let edited = ada.edit(&posted, "two").await;
    let reacted = grace.react(&posted, "👍").await;
    assert!(reacted["rev"].as_i64() > edited["rev"].as_i64());
    assert_eq!(reacted["editedAt"], edited["editedAt"]);
    let body = json!({ "content": "three", "rev": edited["rev"] });
    let third = ada.patch(&path_of(&posted), body).await.ok()["message"].take();
    assert_eq!((&third["content"], &third["reactions"]), (&json!("three"), &reacted["reactions"]));
}

#[tokio::test]
async fn only_the_author_may_edit_and_only_what_is_there() {
    let backend = Backend::start(&[]).await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let posted = ada.say("Ada's").await;
    let body = json!({ "content": "Grace's" });
    let refused = grace.patch(&path_of(&posted), body.clone()).await;
    assert_eq!(refused.status, 403);
    assert!(refused.json()["error"].as_str().unwrap().contains("another person's"));
    assert_eq!(backend.stranger().patch(&path_of(&posted), body.clone()).await.status, 401);
    assert_eq!(ada.patch(NOWHERE, body.clone()).await.status, 404);
    assert_eq!(ada.contents("").await, ["Ada's"]);
    ada.delete_message(&posted).await;
    let refused = ada.patch(&path_of(&posted), body).await;
    assert_eq!(refused.status, 404);
    assert!(refused.json()["error"].as_str().unwrap().contains("it was deleted"));
}

#[tokio::test]
async fn a_bad_edit_is_400_and_named() {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let ada = backend.person("Ada").await;
    let path = path_of(&ada.say("Hello").await);
    for (body, name) in [
        (json!({}), "content"),
        (json!({ "content": " " }), "content has 0 characters"),
        (json!({ "content": "\u{200b}" }), "cannot be seen"),
        (json!({ "content": "x".repeat(5_001) }), "5001 characters"),
        (json!({ "content": 7 }), "content"),
        (json!({ "content": "x", "rev": "7" }), "rev"),
        (json!({ "content": "x", "rev": 1.5 }), "rev"),
    ] {
        let refused = ada.patch(&path, body).await;
        let text = refused.json()["error"].as_str().unwrap().to_owned();
        assert_eq!((refused.status, text.contains(name)), (400, true), "{text}");
    }
    let refused = ada.patch("/api/messages/a%20b", json!({ "content": "x" })).await;
    assert_eq!(refused.status, 400);
    assert!(refused.json()["error"].as_str().unwrap().starts_with("id is \"a b\""));
    assert_eq!(ada.contents("").await, ["Hello"]);
}
