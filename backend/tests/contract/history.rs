use collabspace_backend::message::Timestamp;
use serde_json::Value;

use crate::support::Backend;

fn numbers(range: std::ops::Range<u32>) -> Vec<String> {
    range.map(|number| number.to_string()).collect()
}

async fn filled(count: u32) -> (Backend, crate::support::Caller) {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let ada = backend.person("Ada").await;
    for number in numbers(0..count) {
        ada.say(&number).await;
    }
    (backend, ada)
}

#[tokio::test]
async fn the_newest_fifty_come_oldest_first() {
    let (_backend, ada) = filled(53).await;
    assert_eq!(ada.contents("").await, numbers(3..53));
}

#[tokio::test]
async fn a_limit_takes_the_newest() {
    let (_backend, ada) = filled(5).await;
    assert_eq!(ada.contents("&limit=2").await, numbers(3..5));
    assert_eq!(ada.contents("&limit=100").await, numbers(0..5));
}

#[tokio::test]
async fn before_is_exclusive_and_leads_back_to_the_first_message() {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let ada = backend.person("Ada").await;
    let mut posted: Vec<Value> = Vec::new();
    while posted.len() < 7 {
        let message = ada.say(&posted.len().to_string()).await;
        // Two messages of one millisecond may straddle the edge of a page; not what this shows.
        while Timestamp::now().to_string().as_str() <= message["createdAt"].as_str().unwrap() {
            tokio::task::yield_now().await;
        }
        posted.push(message);
    }
    let mut pages = Vec::new();
    let mut before = String::new();
    loop {
        let page = ada.history(&format!("&limit=3{before}")).await;
        let messages = page["messages"].as_array().unwrap().clone();
        let Some(oldest) = messages.first() else { break };
        before = format!("&before={}", oldest["createdAt"].as_str().unwrap());
        let contents: Vec<String> =
            messages.iter().map(|message| message["content"].as_str().unwrap().to_owned()).collect();
        pages.push(contents);
        assert!(pages.len() < 10, "there is no end: {pages:?}");
    }
    assert_eq!(pages, [numbers(4..7), numbers(1..4), numbers(0..1)]);
}

#[tokio::test]
async fn a_message_has_the_fields_of_the_contract() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let posted = ada.say("Hello").await;
    let page = ada.history("").await;
    assert_eq!(page["success"], true);
    assert_eq!(page.get("hasMore"), None);
    let expected = serde_json::json!([{
        "id": posted["id"],
        "content": "Hello",
        "senderId": ada.id,
        "senderName": "Ada",
        "channelId": "general",
        "createdAt": posted["createdAt"],
        "rev": posted["rev"],
    }]);
    assert_eq!(page["messages"], expected);
    assert!(posted["rev"].is_u64() && page["cursor"].is_string());
}

#[tokio::test]
async fn channels_and_workspaces_are_kept_apart() {
    let backend = Backend::start(&["--workspace", "demo-workspace", "--workspace", "other"]).await;
    let ada = backend.person("Ada").await;
    ada.say("in general").await;
    ada.say_in("random", "in random").await;
    let elsewhere = serde_json::json!({ "content": "elsewhere", "workspaceId": "other" });
    ada.post("/api/messages", elsewhere).await.ok();
    assert_eq!(ada.contents("").await, ["in general"]);
    assert_eq!(ada.contents("&channelId=random").await, ["in random"]);
    let other = ada.get("/api/messages?workspaceId=other").await.ok();
    assert_eq!(other["messages"][0]["content"], "elsewhere");
    assert_eq!(other["messages"].as_array().unwrap().len(), 1);
    assert_eq!(ada.contents("&channelId=empty").await, [""; 0]);
}
