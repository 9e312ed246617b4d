//! Who gets in, and what they hear.

use serde_json::json;

use super::{CHANNEL, QUERY, backend, signed, subscribed};
use crate::support::{Site, Subscriber};

/// By person, not by tab.
#[tokio::test]
async fn a_second_tab_is_the_same_person_who_leaves_with_the_last_one() {
    for site in Site::both(&[]).await {
        let (ada, grace) = (site.person("Ada").await, site.person("Grace").await);
        let mut watching = site.subscriber(&ada).await;
        let one = site.subscriber(&grace).await;
        let mut two = site.subscriber(&grace).await;
        assert_eq!(two.subscribed["presence"]["count"], 2);
        assert_eq!(two.subscribed["presence"]["hash"][&ada.id]["name"], "Ada");
        assert_eq!(watching.event("pusher_internal:member_added").await["user_id"], grace.id);
        drop(one);
        // Had the first tab's end been a leave, it would stand before this.
        ada.say("still there").await;
        assert_eq!(two.any_event().await.0, "new-message");
        assert_eq!(watching.any_event().await.0, "new-message");
        drop(two);
        let (name, data) = watching.any_event().await;
        assert_eq!((name.as_str(), &data["user_id"]), ("pusher_internal:member_removed", &json!(grace.id)));
    }
}

#[tokio::test]
async fn no_one_hears_anything_without_a_signature() {
    let (backend, key) = backend().await;
    let ada = backend.person("Ada").await;
    let mut member = subscribed(&backend, &key, &ada).await;
    let (mut stranger, signed) = signed(&backend, &key, &ada).await;
    let auth = signed["auth"].as_str().expect("a signature");
    let mut wrong = signed.clone();
    wrong["auth"] = json!(auth.replace(|digit: char| digit.is_ascii_digit(), "0"));
    let mut of_another = signed.clone();
    of_another["channel_data"] = json!(r#"{"user_id":"somebody-else"}"#);
    for data in [
        json!({ "channel": CHANNEL }),
        wrong,
        of_another,
        json!({ "channel": "*" }),
        json!({ "channel": "presence-*" }),
    ] {
        stranger.send(&json!({ "event": "pusher:subscribe", "data": data })).await;
        let (name, error) = stranger.any_event().await;
        assert_eq!((name.as_str(), &error["code"]), ("pusher:error", &json!(4009)), "{data}");
    }
    ada.say("not for strangers").await;
    member.event("new-message").await;
    // Had the stranger been sent anything, it would stand before this.
    stranger.send(&json!({ "event": "pusher:ping", "data": {} })).await;
    assert_eq!(stranger.any_event().await.0, "pusher:pong");
}

#[tokio::test]
async fn another_key_or_version_gets_a_code_and_no_events() {
    let (backend, key) = backend().await;
    for (key, query, code) in [
        ("another-key", QUERY, 4001),
        (&key, "client=js", 4008),
        (&key, "protocol=2", 4007),
        (&key, "protocol=02", 4007),
        (&key, "protocol=%2B2", 4007),
        (&key, "%70rotocol=2", 4008),
        (&key, "PROTOCOL=7&protocol=2", 4007),
    ] {
        let mut socket = Subscriber::connect(backend.port(), key, query).await;
        let (name, error) = socket.any_event().await;
        assert_eq!((name.as_str(), &error["code"]), ("pusher:error", &json!(code)), "{query}");
        assert_eq!(socket.closed().await, code, "{query}");
    }
}

#[tokio::test]
async fn no_channel_has_a_name_that_the_service_would_refuse() {
    let (backend, key) = backend().await;
    let mut socket = Subscriber::connect(backend.port(), &key, QUERY).await;
    socket.event("pusher:connection_established").await;
    let (longest, longer) = ("x".repeat(164), "x".repeat(165));
    for name in ["", "a b", "#private-x", "*", "private-encrypted-x", "naïve", &longer] {
        socket.send(&json!({ "event": "pusher:subscribe", "data": { "channel": name } })).await;
        assert_eq!(socket.any_event().await.1["code"], 4009, "{name:?}");
    }
    for name in ["news", "a_b-c=d@e,f.g;h", &longest] {
        socket.send(&json!({ "event": "pusher:subscribe", "data": { "channel": name } })).await;
        assert_eq!(socket.any_event().await.0, "pusher_internal:subscription_succeeded", "{name:?}");
    }
}

#[tokio::test]
async fn the_pages_policy_names_the_socket_at_its_own_host() {
    let (backend, _) = backend().await;
    backend.built("index.html", b"<!doctype html>");
    let page = backend.stranger().get("/").await;
    let policy = page.header("content-security-policy");
    let host = backend.url.trim_start_matches("http://");
    assert!(policy.contains(&format!("connect-src 'self' ws://{host} wss://{host};")), "{policy}");
}
