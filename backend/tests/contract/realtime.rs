//! The embedded Pusher server: one process, nothing else.

use serde_json::{Value, json};

use crate::support::{Backend, Caller, Subscriber};

const CHANNEL: &str = "presence-workspace-demo-workspace";
const QUERY: &str = "protocol=7&client=js&version=8.6.0&flash=false";

/// The key that the page is given.
async fn key(backend: &Backend) -> String {
    let config = backend.stranger().get("/config.json").await.ok();
    assert_eq!(config["pusher"]["wsHost"], "self");
    config["pusher"]["key"].as_str().expect("a key").to_owned()
}

async fn backend() -> (Backend, String) {
    let backend = Backend::embedded(&[], |_| ()).await;
    let key = key(&backend).await;
    (backend, key)
}

/// A connection, and what a person's subscription to the workspace's channel is, signed.
async fn signed(backend: &Backend, key: &str, person: &Caller) -> (Subscriber, Value) {
    let mut socket = Subscriber::connect(backend.port(), key, QUERY).await;
    let established = socket.event("pusher:connection_established").await;
    let socket_id = established["socket_id"].as_str().expect("a socket id");
    let form = format!("socket_id={socket_id}&channel_name={CHANNEL}");
    let mut data = person.form("/api/pusher/auth", &form).await.ok();
    data["channel"] = json!(CHANNEL);
    (socket, data)
}

async fn subscribed(backend: &Backend, key: &str, person: &Caller) -> Subscriber {
    Subscriber::at(backend.port(), key, person, CHANNEL).await
}

#[tokio::test]
async fn a_message_and_typing_reach_a_subscriber_as_from_any_pusher_server() {
    let (backend, key) = backend().await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let mut subscriber = subscribed(&backend, &key, &grace).await;
    ada.say("Grüße \"and\" 字 😀").await;
    let event = subscriber.event("new-message").await;
    assert_eq!(event, grace.history("").await["messages"][0]);
    let typing = json!({ "workspaceId": "demo-workspace", "channelId": "general", "isTyping": true });
    ada.post("/api/messages/typing", typing).await.ok();
    assert_eq!(subscriber.event("typing").await["userName"], "Ada");
}

#[tokio::test]
async fn members_come_and_go_and_a_second_tab_is_the_same_person() {
    let (backend, key) = backend().await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let mut watching = subscribed(&backend, &key, &ada).await;
    let one = subscribed(&backend, &key, &grace).await;
    let two = subscribed(&backend, &key, &grace).await;
    assert_eq!(two.subscribed["presence"]["count"], 2);
    assert_eq!(two.subscribed["presence"]["hash"][&ada.id]["name"], "Ada");
    assert_eq!(watching.event("pusher_internal:member_added").await["user_id"], grace.id);
    drop(one);
    drop(two);
    let (name, data) = watching.any_event().await;
    assert_eq!((name.as_str(), &data["user_id"]), ("pusher_internal:member_removed", &json!(grace.id)));
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
async fn another_key_or_version_is_told_by_its_code_and_hears_nothing() {
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
async fn limits_are_told_by_the_services_codes() {
    let backend = Backend::embedded(&[], |limits| (limits.connections, limits.members) = (3, 1)).await;
    let key = key(&backend).await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let _ada = subscribed(&backend, &key, &ada).await;
    let (mut second, data) = signed(&backend, &key, &grace).await;
    second.send(&json!({ "event": "pusher:subscribe", "data": data })).await;
    assert_eq!(second.any_event().await.1["code"], 4100);
    let mut third = Subscriber::connect(backend.port(), &key, QUERY).await;
    third.event("pusher:connection_established").await;
    let mut fourth = Subscriber::connect(backend.port(), &key, QUERY).await;
    assert_eq!(fourth.closed().await, 4004);
}

#[tokio::test]
async fn who_floods_or_never_answers_is_closed_and_may_come_back() {
    let quick = std::time::Duration::from_millis(50);
    let backend = Backend::embedded(&[], |limits| {
        (limits.activity, limits.pong, limits.frames_per_second) = (quick, quick, 20);
    })
    .await;
    let key = key(&backend).await;
    let mut silent = Subscriber::connect(backend.port(), &key, QUERY).await;
    silent.event("pusher:ping").await;
    assert_eq!(silent.closed().await, 4201);
    let mut flooding = Subscriber::connect(backend.port(), &key, QUERY).await;
    for _ in 0..40 {
        flooding.send(&json!({ "event": "pusher:ping", "data": {} })).await;
    }
    assert_eq!(flooding.closed().await, 4100);
}

#[tokio::test]
async fn client_events_are_refused_unless_switched_on() {
    for (flags, is_on) in [(&[][..], false), (&["--client-events"][..], true)] {
        let backend = Backend::embedded(flags, |_| ()).await;
        let key = key(&backend).await;
        let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
        let mut from = subscribed(&backend, &key, &ada).await;
        let mut to = subscribed(&backend, &key, &grace).await;
        from.event("pusher_internal:member_added").await;
        from.send(&json!({ "event": "client-wave", "channel": CHANNEL, "data": { "hand": "left" } })).await;
        if is_on {
            assert_eq!(to.event("client-wave").await, json!({ "hand": "left" }));
        } else {
            assert_eq!(from.any_event().await.1["code"], 4301);
        }
    }
}

#[tokio::test]
async fn the_end_of_the_process_sends_clients_back_at_once() {
    let (backend, key) = backend().await;
    let ada = backend.person("Ada").await;
    let mut subscriber = subscribed(&backend, &key, &ada).await;
    drop(backend);
    assert_eq!(subscriber.closed().await, 4200);
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
