//! The end of the process: clients are told to come back at once, and those that read nothing do not hold it up.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;
use tokio::time::sleep;

use super::{CHANNEL, backend, subscribed};
use crate::support::{Caller, Folder, PATIENCE, Process, Subscriber};

/// Messages of 9 kB: more than a system keeps for a reader that is slow, fewer than the server does.
const BEHIND: usize = 400;

#[tokio::test]
async fn sends_a_client_back_at_once() {
    let (backend, key) = backend().await;
    let ada = backend.person("Ada").await;
    let mut subscriber = subscribed(&backend, &key, &ada).await;
    drop(backend);
    assert_eq!(subscriber.any_event().await.1["code"], 4200);
    assert_eq!(subscriber.closed().await, 4200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tells_every_client_before_the_process_is_gone_and_its_successor_knows_them() {
    let folder = Folder::new();
    let first = Process::embedded(folder.path(), &[]);
    let ada = Caller::sign_in(&first.url, "Ada").await;
    let key = live_key(&ada).await;
    let mut subscribers = Vec::new();
    for _ in 0..100 {
        subscribers.push(Subscriber::at(first.port(), &key, &ada, CHANNEL).await);
    }
    first.terminate();
    let status = tokio::task::spawn_blocking(|| first.ended());
    for subscriber in &mut subscribers {
        assert_eq!(subscriber.closed().await, 4200);
    }
    assert_eq!(status.await.unwrap().code(), Some(0));

    let second = Process::embedded(folder.path(), &[]);
    let mut again = Caller::stranger(&second.url);
    again.token = ada.token;
    assert_eq!(live_key(&again).await, key);
    Subscriber::at(second.port(), &key, &again, CHANNEL).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn comes_after_what_was_said_before_for_a_client_that_is_behind() {
    let folder = Folder::new();
    let backend = Process::embedded(folder.path(), &["--rate", "10000"]);
    let ada = Caller::sign_in(&backend.url, "Ada").await;
    let key = live_key(&ada).await;
    let mut behind = Subscriber::with_little_room(backend.port(), &key).await;
    behind.subscribe(&ada, CHANNEL).await;
    let content = "字".repeat(3_000);
    join_all((0..8).map(async |_| {
        for _ in 0..BEHIND / 8 {
            ada.say(&content).await;
        }
    }))
    .await;
    backend.terminate();
    let status = tokio::task::spawn_blocking(|| backend.ended());
    // The pause of a bad line is what is tested: without such a client the process would be gone by now.
    sleep(Duration::from_secs(1)).await;
    for _ in 0..BEHIND {
        behind.event("new-message").await;
    }
    assert_eq!(behind.closed().await, 4200);
    assert_eq!(status.await.unwrap().code(), Some(0));
}

#[tokio::test]
async fn does_not_wait_for_a_client_that_reads_nothing() {
    let folder = Folder::new();
    let backend = Process::embedded(folder.path(), &[]);
    let ada = Caller::sign_in(&backend.url, "Ada").await;
    let key = live_key(&ada).await;
    let mut deaf = Subscriber::with_little_room(backend.port(), &key).await;
    deaf.subscribe(&ada, CHANNEL).await;
    backend.terminate();
    let ended = tokio::task::spawn_blocking(|| backend.ended());
    let status = tokio::time::timeout(PATIENCE / 2, ended).await.expect("it ends").unwrap();
    assert_eq!(status.code(), Some(0));
    assert_eq!(deaf.subscribed["presence"]["ids"], json!([ada.id]));
}

/// The key that the page is given.
async fn live_key(person: &Caller) -> String {
    person.get("/config.json").await.ok()["pusher"]["key"].as_str().expect("a key").to_owned()
}
