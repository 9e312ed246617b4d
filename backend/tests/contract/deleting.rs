//! `DELETE /api/messages/{id}`, and what is left of the message.

use serde_json::json;

use crate::support::{Backend, path_of};

const NOWHERE: &str = "/api/messages/6b05f18d5513168ca3a710e7";
const ID: &str = "0190163d-8694-739b-aea5-966c26f8ad91";

#[tokio::test]
async fn a_deleted_message_is_in_no_history_and_pages_stay_full() {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let ada = backend.person("Ada").await;
    let mut posted = Vec::new();
    for number in 0..6 {
        posted.push(ada.say(&number.to_string()).await);
    }
    ada.delete_message(&posted[2]).await;
    ada.delete_message(&posted[4]).await;
    assert_eq!(ada.contents("").await, ["0", "1", "3", "5"]);
    assert_eq!(ada.contents("&limit=3").await, ["1", "3", "5"]);
    let around = format!("&limit=3&around={}", posted[3]["id"].as_str().unwrap());
    assert_eq!(ada.contents(&around).await, ["1", "3", "5"]);
}

#[tokio::test]
async fn it_is_still_a_place_to_read_on_from_and_none_to_go_to() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    ada.say("before").await;
    let posted = ada.say("deleted").await;
    ada.say("after").await;
    ada.delete_message(&posted).await;
    let id = posted["id"].as_str().unwrap();
    assert_eq!(ada.contents(&format!("&after={id}")).await, ["after"]);
    let around = ada.get(&format!("/api/messages?workspaceId=demo-workspace&around={id}")).await;
    assert_eq!(around.status, 404);
}

#[tokio::test]
async fn deleting_again_or_deleting_a_missing_message_succeeds() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let posted = ada.say("pasted by mistake").await;
    let edited = ada.edit(&posted, "edited").await;
    let first = ada.delete(&path_of(&posted)).await.ok();
    assert_eq!(first["success"], true);
    assert!(first["rev"].as_i64() > edited["rev"].as_i64());
    assert_eq!(ada.delete(&path_of(&posted)).await.ok(), first);
    assert_eq!(ada.delete(NOWHERE).await.ok(), json!({ "success": true, "rev": 0 }));
}

#[tokio::test]
async fn only_the_author_may_delete() {
    let backend = Backend::start(&[]).await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let posted = ada.say("Ada's").await;
    assert_eq!(grace.delete(&path_of(&posted)).await.status, 403);
    assert_eq!(backend.stranger().delete(&path_of(&posted)).await.status, 401);
    assert_eq!(ada.delete("/api/messages/a%20b").await.status, 400);
    assert_eq!(ada.contents("").await, ["Ada's"]);
}

#[tokio::test]
async fn a_client_id_stays_taken() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let body = json!({ "content": "secret", "workspaceId": "demo-workspace", "clientId": ID });
    let posted = ada.post("/api/messages", body.clone()).await.ok()["message"].take();
    let rev = ada.delete_message(&posted).await;
    let again = ada.post("/api/messages", body).await.ok();
    let expected = json!({ "id": posted["id"], "createdAt": posted["createdAt"], "isDeleted": true, "rev": rev });
    assert_eq!(again["message"], expected);
    assert!(ada.contents("").await.is_empty());
}

#[tokio::test]
async fn the_last_message_of_a_channel_is_one_that_is_there() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let first = ada.say("first").await;
    let last = ada.say("last").await;
    ada.delete_message(&last).await;
    let channels = ada.get("/api/channels?workspaceId=demo-workspace").await.ok();
    assert_eq!(channels["channels"][0]["lastMessageAt"], first["createdAt"]);
}

#[tokio::test]
async fn nothing_of_what_was_said_is_kept() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let posted = ada.say("a pasted password").await;
    ada.react(&posted, "👍").await;
    ada.delete_message(&posted).await;
    assert!(!backend.rows().await.join("\n").contains("password"));
    let changed = ada.changes(&ada.cursor().await).await.to_string();
    assert!(!changed.contains("password"));
}
