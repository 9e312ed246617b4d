//! Messages with files.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::files::png;
use crate::support::{Backend, PATIENCE, age_file, count_files, path_of};

fn body(files: &Value, client_id: Option<&str>) -> Value {
    let mut body = json!({ "content": "", "workspaceId": "demo-workspace", "attachments": files });
    if let Some(client_id) = client_id {
        body["clientId"] = client_id.into();
    }
    body
}

#[tokio::test]
async fn a_message_carries_its_files_in_every_answer() {
    let backend = Backend::start(&[]).await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let cursor = ada.cursor().await;
    let (one, two) = (ada.upload("one.png", &png()).await, ada.upload("two.txt", b"two").await);
    let sent = ada.say_with("", &[&one, &two]).await;
    assert_eq!((&sent["content"], &sent["attachments"]), (&json!(""), &json!([one, two])));
    let changed = grace.changes(&cursor).await["messages"][0].take();
    let edited = ada.edit(&sent, "words").await;
    let reacted = grace.react(&sent, "👍").await;
    for message in [grace.stored(&sent).await, changed, edited, reacted] {
        assert_eq!(message["attachments"], json!([one, two]));
    }
    // The text may go again, as long as there is something left.
    assert_eq!(ada.edit(&sent, " ").await["content"], "");
    let text = ada.say("only words").await;
    assert_eq!(ada.patch(&path_of(&text), json!({ "content": " " })).await.status, 400);
    assert_eq!(ada.post("/api/messages", body(&json!([]), None)).await.status, 400);
}

#[tokio::test]
async fn sent_again_it_is_one_message_also_when_it_was_deleted() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let file = ada.upload("a.png", &png()).await;
    let client_id = uuid::Uuid::now_v7().to_string();
    let body = body(&json!([file["id"]]), Some(&client_id));
    let first = ada.post("/api/messages", body.clone()).await.ok();
    assert_eq!(ada.post("/api/messages", body.clone()).await.ok()["message"], first["message"]);
    ada.delete_message(&first["message"]).await;
    let again = ada.post("/api/messages", body).await.ok();
    assert_eq!((&again["message"]["id"], &again["message"]["isDeleted"]), (&first["message"]["id"], &true.into()));
}

#[tokio::test]
async fn only_one_s_own_unused_files_can_be_sent() {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let (used, hers) = (ada.upload("used.png", &png()).await, grace.upload("hers.png", &png()).await);
    ada.say_with("first", &[&used]).await;
    let free = ada.upload("free.txt", b"free").await;
    let unknown = format!("{}-{}", "0".repeat(16), "0".repeat(32));
    for (ids, words) in [
        (json!([used["id"]]), "another message has"),
        (json!([free["id"], used["id"]]), "another message has"),
        (json!([hers["id"]]), "no unused file"),
        (json!([unknown]), "no unused file"),
        (json!([free["id"], free["id"]]), "each once"),
        (json!(["../../x"]), "ids of files"),
        (json!("x"), "ids of files"),
        (json!([7]), "ids of files"),
        (json!(vec![&free["id"]; 11]), "at most 10"),
    ] {
        let refused = ada.post("/api/messages", body(&ids, None)).await;
        let text = refused.json()["error"].as_str().unwrap().to_owned();
        assert_eq!(refused.status, 400, "{text}");
        assert!(text.contains("attachments") && text.contains(words), "{text}");
    }
    assert_eq!(ada.contents("").await, ["first"]);
    // A refusal has used nothing up.
    ada.say_with("second", &[&free]).await;
}

#[tokio::test]
async fn a_deleted_message_s_files_are_gone() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let file = ada.upload("a.png", &png()).await;
    let sent = ada.say_with("look", &[&file]).await;
    assert_eq!(count_files(&backend), 1);
    ada.delete_message(&sent).await;
    assert_eq!(count_files(&backend), 0);
    let url = file["url"].as_str().unwrap();
    assert_eq!((ada.get(url).await.status, backend.stranger().get(url).await.status), (404, 404));
}

#[tokio::test]
async fn files_that_no_message_uses_are_removed_and_the_others_stay() {
    let backend = Backend::sweeping_every(Duration::from_millis(100)).await;
    let ada = backend.person("Ada").await;
    let (used, unused) = (ada.upload("used.png", &png()).await, ada.upload("unused.txt", b"unused").await);
    ada.say_with("look", &[&used]).await;
    let fresh = ada.upload("fresh.txt", b"fresh").await;
    for file in [&used, &unused] {
        age_file(&backend, file, Duration::from_secs(25 * 60 * 60));
    }
    let begin = Instant::now();
    while ada.get(unused["url"].as_str().unwrap()).await.status == 200 {
        assert!(begin.elapsed() < PATIENCE, "it is still there");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for file in [&used, &fresh] {
        assert_eq!(ada.get(file["url"].as_str().unwrap()).await.status, 200);
    }
    assert_eq!(count_files(&backend), 2);
}
