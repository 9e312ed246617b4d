//! The events of messages that change.

use serde_json::{Value, json};

use crate::support::{Caller, Folder, Process, Site, Sockudo, Subscriber, reaction_path};

const ID: &str = "0190163d-8694-739b-aea5-966c26f8ad91";

#[tokio::test]
async fn an_edit_publishes_the_whole_message() {
    for site in Site::both(&[]).await {
        let ada = site.person("Ada").await;
        let mut subscriber = site.subscriber(&ada).await;
        let question = ada.say("What?").await;
        let answer = ada.answer(&question, "Thta.").await;
        assert_eq!(subscriber.event("new-message").await, without_joins(ada.stored(&question).await));
        assert_eq!(subscriber.event("new-message").await, without_joins(ada.stored(&answer).await));
        for message in [answer, question] {
            let edited = ada.edit(&message, "edited").await;
            let event = subscriber.event("message-updated").await;
            assert_eq!(event, without_joins(edited));
            assert!(["reply", "replyCount", "can"].iter().all(|name| event.get(*name).is_none()), "{event}");
        }
    }
}

/// A message as an event carries it.
fn without_joins(mut message: Value) -> Value {
    for name in ["reply", "replyCount"] {
        message.as_object_mut().expect("a message").remove(name);
    }
    message
}

#[tokio::test]
async fn a_deletion_and_a_reaction_publish_what_happened() {
    for site in Site::both(&[]).await {
        let (ada, grace) = (site.person("Ada").await, site.person("Grace").await);
        let mut subscriber = site.subscriber(&ada).await;
        let posted = ada.say("Hello").await;
        let set = grace.react(&posted, "❤\u{fe0f}").await;
        let gone = grace.delete(&reaction_path(&posted, "❤")).await.ok()["message"].take();
        for (on, message) in [(true, set), (false, gone)] {
            let expected = json!({
                "id": posted["id"], "channelId": "general", "rev": message["rev"],
                "emoji": "❤", "userId": grace.id, "userName": "Grace", "on": on,
            });
            assert_eq!(subscriber.event("message-reacted").await, expected);
        }
        let rev = ada.delete_message(&posted).await;
        let expected = json!({ "id": posted["id"], "channelId": "general", "rev": rev });
        assert_eq!(subscriber.event("message-deleted").await, expected);
    }
}

#[tokio::test]
async fn what_is_so_already_is_not_published_again() {
    for site in Site::both(&["--rate", "1000"]).await {
        let ada = site.person("Ada").await;
        let mut subscriber = site.subscriber(&ada).await;
        let (kept, deleted) = (ada.say("kept").await, ada.say("deleted").await);
        for _ in 0..3 {
            ada.edit(&kept, "edited").await;
            ada.react(&kept, "👍").await;
            ada.delete_message(&deleted).await;
        }
        // The text that it has had from the start: nothing was ever changed.
        ada.edit(&ada.say("unchanged").await, "unchanged").await;
        ada.say("last").await;
        let mut names = Vec::new();
        loop {
            let (name, data) = subscriber.any_event().await;
            if data["content"] == "last" {
                break;
            }
            names.push(name);
        }
        let expected =
            ["new-message", "new-message", "message-updated", "message-reacted", "message-deleted", "new-message"];
        assert_eq!(names, expected);
    }
}

#[tokio::test]
async fn a_repeated_call_publishes_what_a_killed_process_could_not() {
    let folder = Folder::new();
    let first = Process::start(folder.path(), None, &[]);
    let ada = Caller::sign_in(&first.url, "Ada").await;
    let (kept, deleted) = (ada.say("kept").await, ada.say("deleted").await);
    let edited = ada.edit(&kept, "edited").await;
    let reacted = ada.react(&kept, "👍").await;
    ada.react(&kept, "🎉").await;
    ada.delete(&reaction_path(&kept, "🎉")).await.ok();
    let rev = ada.delete_message(&deleted).await;
    first.kill();

    let sockudo = Sockudo::start().await;
    let second = Process::start(folder.path(), Some(sockudo.port), &[]);
    let ada = Caller::sign_in(&second.url, "Ada").await;
    let mut subscriber = Subscriber::new(sockudo.port, &ada).await;
    assert_eq!(ada.edit(&kept, "edited").await["editedAt"], edited["editedAt"]);
    assert_eq!(subscriber.event("message-updated").await["content"], "edited");
    ada.react(&kept, "👍").await;
    let event = subscriber.event("message-reacted").await;
    assert_eq!((&event["emoji"], &event["on"]), (&json!("👍"), &json!(true)));
    assert!(event["rev"].as_i64() >= reacted["rev"].as_i64());
    ada.delete(&reaction_path(&kept, "🎉")).await.ok();
    let event = subscriber.event("message-reacted").await;
    assert_eq!((&event["emoji"], &event["on"]), (&json!("🎉"), &json!(false)));
    assert_eq!(ada.delete_message(&deleted).await, rev);
    assert_eq!(subscriber.event("message-deleted").await["rev"], rev);
}

#[tokio::test]
async fn a_post_that_is_repeated_after_its_deletion_publishes_nothing() {
    for site in Site::both(&[]).await {
        let ada = site.person("Ada").await;
        let body = json!({ "content": "once", "workspaceId": "demo-workspace", "clientId": ID });
        let posted = ada.post("/api/messages", body.clone()).await.ok()["message"].take();
        let mut subscriber = site.subscriber(&ada).await;
        ada.delete_message(&posted).await;
        ada.post("/api/messages", body).await.ok();
        ada.say("next").await;
        assert_eq!(subscriber.event("message-deleted").await["id"], posted["id"]);
        assert_eq!(subscriber.any_event().await.1["content"], "next");
    }
}

#[tokio::test]
async fn an_edit_over_10_kb_is_published_cut() {
    for site in Site::both(&[]).await {
        let ada = site.person("Ada").await;
        let mut subscriber = site.subscriber(&ada).await;
        let posted = ada.say("short").await;
        let edited = ada.edit(&posted, &"字".repeat(5_000)).await;
        let event = subscriber.event("message-updated").await;
        assert_eq!((&event["truncated"], &event["rev"]), (&json!(true), &edited["rev"]));
        let cut = event["content"].as_str().unwrap();
        assert!(cut.len() > 1_000 && edited["content"].as_str().unwrap().starts_with(cut));
    }
}
