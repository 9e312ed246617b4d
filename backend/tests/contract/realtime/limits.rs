//! What one process takes on, and what a client is told that passes it.

use std::time::Duration;

use serde_json::{Value, json};

use super::{CHANNEL, QUERY, signed, subscribed};
use crate::support::{Backend, Caller, Folder, Process, Subscriber};

const QUICK: Duration = Duration::from_millis(50);

fn subscribe(channel: &str) -> Value {
    json!({ "event": "pusher:subscribe", "data": { "channel": channel } })
}

#[tokio::test]
async fn connections_and_members() {
    let backend = Backend::embedded(&[], |limits| (limits.connections, limits.members) = (3, 1)).await;
    let key = backend.live_key().await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let _ada = subscribed(&backend, &key, &ada).await;
    let (mut second, data) = signed(&backend, &key, &grace).await;
    second.send(&json!({ "event": "pusher:subscribe", "data": data })).await;
    assert_eq!(second.any_event().await.1["code"], 4100);
    let mut third = Subscriber::connect(backend.port(), &key, QUERY).await;
    third.event("pusher:connection_established").await;
    let mut fourth = Subscriber::connect(backend.port(), &key, QUERY).await;
    assert_eq!(fourth.any_event().await.1["code"], 4004);
    assert_eq!(fourth.closed().await, 4004);
    // A place that is given up can be taken.
    drop(third);
    let mut is_in = false;
    while !is_in {
        let mut next = Subscriber::connect(backend.port(), &key, QUERY).await;
        is_in = next.any_event().await.0 == "pusher:connection_established";
    }
}

/// A process that may open 200 files takes 68 of its 136 for calls.
#[cfg(unix)]
#[tokio::test]
async fn open_files() {
    let folder = Folder::new();
    let backend = Process::embedded_with_files(folder.path(), 200);
    let ada = Caller::sign_in(&backend.url, "Ada").await;
    let key = ada.get("/config.json").await.ok()["pusher"]["key"].as_str().expect("a key").to_owned();
    let mut sockets = Vec::new();
    let refused = loop {
        let mut socket = Subscriber::connect(backend.port(), &key, QUERY).await;
        match socket.any_event().await {
            (name, _) if name == "pusher:connection_established" => sockets.push(socket),
            (_, error) => break error,
        }
    };
    assert_eq!((refused["code"].as_i64(), sockets.len()), (Some(4004), 68));
    // Everything else is as it was.
    ada.say("Hello").await;
    assert_eq!(ada.contents("").await, ["Hello"]);
}

#[tokio::test]
async fn channels_of_a_connection() {
    let backend = Backend::embedded(&[], |limits| limits.channels_per_connection = 2).await;
    let mut socket = Subscriber::connect(backend.port(), &backend.live_key().await, QUERY).await;
    socket.event("pusher:connection_established").await;
    for (channel, expected) in [("one", Ok(())), ("two", Ok(())), ("one", Ok(())), ("three", Err(4100))] {
        socket.send(&subscribe(channel)).await;
        let (name, data) = socket.any_event().await;
        match expected {
            Ok(()) => assert_eq!(name, "pusher_internal:subscription_succeeded", "{channel}"),
            Err(code) => assert_eq!(data["code"], code, "{channel}"),
        }
    }
    // The connection goes on, and has room again when it leaves a channel.
    socket.send(&json!({ "event": "pusher:unsubscribe", "data": { "channel": "one" } })).await;
    socket.send(&subscribe("three")).await;
    assert_eq!(socket.any_event().await.0, "pusher_internal:subscription_succeeded");
}

#[tokio::test]
async fn silence() {
    let backend = Backend::embedded(&[], |limits| (limits.activity, limits.pong) = (QUICK, QUICK)).await;
    let mut silent = Subscriber::connect(backend.port(), &backend.live_key().await, QUERY).await;
    silent.event("pusher:ping").await;
    assert_eq!(silent.closed().await, 4201);
}

#[tokio::test]
async fn floods() {
    let backend = Backend::embedded(&[], |limits| limits.frames_per_second = 2).await;
    let mut flooding = Subscriber::connect(backend.port(), &backend.live_key().await, QUERY).await;
    for _ in 0..40 {
        flooding.send(&json!({ "event": "pusher:ping", "data": {} })).await;
    }
    assert_eq!(flooding.closed().await, 4100);
}

#[tokio::test]
async fn whoever_answers_the_pings_stays() {
    let backend = Backend::embedded(&[], |limits| limits.activity = QUICK).await;
    let mut socket = Subscriber::connect(backend.port(), &backend.live_key().await, QUERY).await;
    for _ in 0..5 {
        socket.event("pusher:ping").await;
        socket.send(&json!({ "event": "pusher:pong", "data": {} })).await;
    }
    socket.send(&subscribe("news")).await;
    socket.event("pusher_internal:subscription_succeeded").await;
}

#[tokio::test]
async fn the_size_of_a_frame() {
    let backend = Backend::embedded(&[], |_| ()).await;
    let mut socket = Subscriber::connect(backend.port(), &backend.live_key().await, QUERY).await;
    socket.event("pusher:connection_established").await;
    socket.send(&json!({ "event": "pusher:ping", "data": "x".repeat(24_000) })).await;
    assert_eq!(socket.any_event().await.0, "pusher:pong");
    socket.send(&json!({ "event": "pusher:ping", "data": "x".repeat(25_000) })).await;
    assert_eq!(socket.closed().await, 4100);
}

#[tokio::test]
async fn frames_that_are_none_are_answered_and_do_no_harm() {
    let backend = Backend::embedded(&[], |_| ()).await;
    let mut socket = Subscriber::connect(backend.port(), &backend.live_key().await, QUERY).await;
    socket.event("pusher:connection_established").await;
    for frame in [json!([]), json!({ "data": 1 }), json!({ "event": {} }), json!("pusher:ping")] {
        socket.send(&frame).await;
        assert_eq!(socket.any_event().await.0, "pusher:error", "{frame}");
    }
    for frame in
        [subscribe(""), json!({ "event": "pusher:subscribe" }), json!({ "event": "pusher:subscribe", "data": 1 })]
    {
        socket.send(&frame).await;
        assert_eq!(socket.any_event().await.1["code"], 4009, "{frame}");
    }
    socket.send(&subscribe("news")).await;
    socket.event("pusher_internal:subscription_succeeded").await;
}

/// Events are not kept for a reader that takes none, and the others wait for nothing.
#[tokio::test]
async fn a_slow_reader_is_sent_away_and_the_others_hear_everything() {
    let backend = Backend::embedded(&["--client-events"], |limits| {
        limits.waiting_frames = 8;
        (limits.frames_per_second, limits.client_events_per_second) = (u32::MAX, u32::MAX);
    })
    .await;
    let key = backend.live_key().await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let mut writer = subscribed(&backend, &key, &ada).await;
    let mut quick = subscribed(&backend, &key, &ada).await;
    let mut slow = Subscriber::with_little_room(backend.port(), &key).await;
    slow.subscribe(&grace, CHANNEL).await;
    quick.event("pusher_internal:member_added").await;
    let (mut said, mut is_gone) = (0, false);
    while !is_gone {
        let data = json!({ "number": said, "more": "x".repeat(10_000) });
        writer.send(&json!({ "event": "client-wave", "channel": CHANNEL, "data": data })).await;
        let (mut name, mut data) = quick.any_event().await;
        if name == "pusher_internal:member_removed" {
            assert_eq!(data["user_id"], grace.id);
            is_gone = true;
            (name, data) = quick.any_event().await;
        }
        assert_eq!((name.as_str(), &data["number"]), ("client-wave", &json!(said)));
        said += 1;
        assert!(said < 5_000, "{said} events wait for a reader that takes none");
    }
    // It may come back after a pause.
    assert_eq!(slow.closed().await, 4100);
}
