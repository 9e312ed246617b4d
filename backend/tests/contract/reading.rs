//! How far a person has read, on whatever device (extension `read`).

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Backend, Caller, Site};

async fn mark(person: &Caller, channel: &str, body: Value) -> Answer {
    let mut body = body;
    body["workspaceId"] = json!("demo-workspace");
    let request = person.request(Method::PUT, &format!("/api/channels/{channel}/read"));
    Caller::send(request.header("content-type", "application/json").body(body.to_string())).await
}

async fn reads(person: &Caller, message: &Value) {
    assert_eq!(mark(person, "general", json!({ "messageId": message["id"] })).await.ok(), json!({ "success": true }));
}

/// What `channels` says of a channel: the last message read, unread ones, mentions.
async fn state(person: &Caller, channel: usize) -> (Value, u64, u64) {
    let mut answer = person.get("/api/channels?workspaceId=demo-workspace").await.ok();
    let channel = answer["channels"][channel].take();
    let number = |name: &str| channel[name].as_u64().expect("a number");
    (channel["lastReadId"].clone(), number("unread"), number("mentions"))
}

async fn backend() -> (Backend, Caller, Caller) {
    let backend = Backend::start(&["--rate", "1000", "--channel", "general", "--channel", "news"]).await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    (backend, ada, grace)
}

#[tokio::test]
async fn a_position_goes_forward_only_and_counts_what_others_wrote_after_it() {
    let (_backend, ada, grace) = backend().await;
    let mut said = Vec::new();
    for text in ["one", "two @ADA", "three"] {
        said.push(grace.say(text).await);
    }
    assert_eq!(state(&ada, 0).await, (json!(null), 0, 0), "who never was there is not told that all is new");
    reads(&ada, &said[0]).await;
    assert_eq!(state(&ada, 0).await, (said[0]["id"].clone(), 2, 1));
    ada.say("an own one").await;
    assert_eq!(state(&ada, 0).await, (said[0]["id"].clone(), 2, 1));
    reads(&ada, &said[2]).await;
    reads(&ada, &said[1]).await;
    assert_eq!(state(&ada, 0).await, (said[2]["id"].clone(), 0, 0));
    // Each has their own.
    assert_eq!(state(&grace, 0).await, (json!(null), 0, 0));
    // In a channel that she never opened, what came since she began to read is new.
    grace.say_in("news", "for @Ada").await;
    assert_eq!(state(&ada, 1).await, (json!(null), 1, 1));
}

#[tokio::test]
async fn unread_from_here_goes_back_also_to_the_beginning() {
    let (_backend, ada, grace) = backend().await;
    let (one, two) = (grace.say("one").await, grace.say("two").await);
    reads(&ada, &two).await;
    mark(&ada, "general", json!({ "unreadFrom": two["id"] })).await.ok();
    assert_eq!(state(&ada, 0).await, (one["id"].clone(), 1, 0));
    mark(&ada, "general", json!({ "unreadFrom": one["id"] })).await.ok();
    assert_eq!(state(&ada, 0).await, (json!(null), 2, 0));
    reads(&ada, &one).await;
    assert_eq!(state(&ada, 0).await, (one["id"].clone(), 1, 0));
    // A deleted message is still a place, and is not counted.
    let three = grace.say("three").await;
    grace.delete_message(&two).await;
    assert_eq!(state(&ada, 0).await, (one["id"].clone(), 1, 0));
    reads(&ada, &two).await;
    assert_eq!(state(&ada, 0).await, (two["id"].clone(), 1, 0));
    reads(&ada, &three).await;
    assert_eq!(state(&ada, 0).await.1, 0);
}

#[tokio::test]
async fn no_more_than_a_hundred_are_counted() {
    let (_backend, ada, grace) = backend().await;
    let first = grace.say("first").await;
    reads(&ada, &first).await;
    for _ in 0..101 {
        grace.say("more").await;
    }
    assert_eq!(state(&ada, 0).await.1, 100);
}

#[tokio::test]
async fn other_devices_of_that_person_alone_are_told_once() {
    for site in Site::both(&[]).await {
        let (ada, grace) = (site.person("Ada").await, site.person("Grace").await);
        let channel = ada.get("/api/me").await.ok()["pusherChannel"].as_str().expect("a channel").to_owned();
        assert_eq!(channel, format!("private-user-{}", ada.id));
        let form = format!("socket_id=1.2&channel_name={channel}");
        assert_eq!(grace.form("/api/pusher/auth", &form).await.status, 403);
        let mut device = site.subscriber_of(&ada, &channel).await;
        let (one, two) = (grace.say("one").await, grace.say("two").await);
        reads(&ada, &one).await;
        reads(&ada, &one).await;
        reads(&ada, &two).await;
        mark(&ada, "general", json!({ "unreadFrom": one["id"] })).await.ok();
        for id in [&one["id"], &two["id"], &json!(null)] {
            assert_eq!(device.any_event().await, ("read".into(), json!({ "channelId": "general", "messageId": id })));
        }
    }
}

#[tokio::test]
async fn what_cannot_be_marked_is_named() {
    let (backend, ada, grace) = backend().await;
    let message = grace.say("one").await;
    let id = &message["id"];
    for (channel, body, status, name) in [
        ("general", json!({}), 400, "messageId"),
        ("general", json!({ "messageId": id, "unreadFrom": id }), 400, "unreadFrom"),
        ("general", json!({ "messageId": "a/b" }), 400, "messageId"),
        ("general", json!({ "messageId": "unknown" }), 404, "messageId"),
        ("news", json!({ "unreadFrom": id }), 404, "unreadFrom"),
        ("elsewhere", json!({ "messageId": id }), 404, "channelId"),
    ] {
        let answer = mark(&ada, channel, body).await;
        assert_eq!(answer.status, status, "{}", answer.text());
        assert!(answer.json()["error"].as_str().unwrap().contains(name), "{}", answer.text());
    }
    let stranger = mark(&backend.stranger(), "general", json!({ "messageId": id })).await;
    assert_eq!(stranger.status, 401);
}
