use std::collections::BTreeSet;

use futures_util::future::join_all;
use serde_json::json;

use crate::support::{Backend, Kind};

#[tokio::test]
async fn the_answer_has_exactly_the_promised_fields() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let body = json!({ "content": "Hello", "workspaceId": "demo-workspace", "channelId": "general" });
    let answer = ada.post("/api/messages", body).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    let answer = answer.ok();
    assert_eq!(answer["success"], true);
    let message = answer["message"].as_object().unwrap();
    let fields: BTreeSet<&str> = message.keys().map(String::as_str).collect();
    assert_eq!(fields, ["content", "createdAt", "id", "rev", "senderName"].into());
    assert_eq!((&message["content"], &message["senderName"]), (&json!("Hello"), &json!("Ada")));
    let created_at = message["createdAt"].as_str().unwrap();
    assert_eq!((created_at.len(), created_at.ends_with('Z')), (24, true), "{created_at}");
}

#[tokio::test]
async fn content_is_trimmed_and_may_have_5000_characters_of_any_script() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    assert_eq!(ada.say(" \n two\n lines \t").await["content"], "two\n lines");
    // By JavaScript's rule, as the page and mongoose do it: the byte order mark goes, U+0085 stays.
    assert_eq!(ada.say("\u{feff}hello\u{feff}").await["content"], "hello");
    assert_eq!(ada.say("\u{85}hello\u{85}").await["content"], "\u{85}hello\u{85}");
    for unit in ["x", "字", "😀"] {
        let longest = unit.repeat(5_000);
        assert_eq!(ada.say(&format!(" {longest} ")).await["content"], longest);
        assert_eq!(ada.contents("&limit=1").await, [longest]);
    }
}

#[tokio::test]
async fn the_sender_is_the_session_s_whatever_the_body_says() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let body = json!({
        "content": "Hello", "workspaceId": "demo-workspace",
        "id": "x", "senderId": "grace", "senderName": "Grace", "createdAt": "2000-01-01T00:00:00.000Z",
    });
    ada.post("/api/messages", body).await.ok();
    let message = ada.history("").await["messages"][0].take();
    assert_eq!((&message["senderId"], &message["senderName"]), (&json!(ada.id), &json!("Ada")));
    assert_ne!(message["id"], "x");
    assert!(message["createdAt"].as_str().unwrap() > "2026");
}

#[tokio::test]
async fn the_order_of_a_channel_is_created_at_then_id_and_that_of_answers() {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let people = join_all((0..8).map(|number| backend.person(["A", "B", "C", "D", "E", "F", "G", "H"][number]))).await;
    let mut answered = Vec::new();
    for _ in 0..10 {
        let round = join_all(people.iter().map(|person| person.say("x"))).await;
        answered.push(round);
    }
    let stored = people[0].history("&limit=100").await;
    let key = |message: &serde_json::Value| {
        let text = |name: &str| message[name].as_str().unwrap().to_owned();
        (text("createdAt"), text("id"))
    };
    let stored: Vec<_> = stored["messages"].as_array().unwrap().iter().map(key).collect();
    assert_eq!(stored.len(), 80);
    assert!(stored.is_sorted(), "the history is not in order");
    // Whatever was answered in a round comes before whatever was asked for after it.
    for rounds in answered.windows(2) {
        let last = rounds[0].iter().map(key).max();
        let first = rounds[1].iter().map(key).min();
        assert!(last < first, "{last:?} {first:?}");
    }
    let by_id: Vec<_> = stored.iter().map(|(_, id)| id.clone()).collect();
    match Kind::of_this_run() {
        Kind::Sqlite => assert!(by_id.is_sorted() && by_id.iter().all(|id| id.len() == 36)),
        // The id is the backend's, the instant the database's: two of one round may have them the other way round.
        Kind::MongoDb => assert!(by_id.iter().all(|id| id.len() == 24)),
    }
}
