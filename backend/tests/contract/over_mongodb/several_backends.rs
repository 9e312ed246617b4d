//! Several backends on one database are one: what one stores, another has.

use std::collections::BTreeSet;

use collabspace_backend::message::Timestamp;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Caller, Folder, Kind, Process, Sockudo, Subscriber, reaction_path};

const ID: &str = "0190163d-8694-739b-aea5-966c26f8ad91";
const FLAGS: [&str; 2] = ["--rate", "1000"];

fn start(folder: &Folder, pusher: Option<u16>) -> Process {
    Process::with_store(Kind::MongoDb, folder.path(), pusher, &FLAGS)
}

/// The same person at another backend, by the same session.
fn at(backend: &Process, person: &Caller) -> Caller {
    let mut there = Caller::stranger(&backend.url);
    there.token.clone_from(&person.token);
    there
}

async fn post(person: &Caller, client_id: &str) -> Value {
    let body = json!({ "content": client_id, "workspaceId": "demo-workspace", "clientId": client_id });
    person.post("/api/messages", body).await.ok()["message"].take()
}

#[tokio::test]
async fn a_session_and_a_history_are_good_at_each() {
    let folder = Folder::new();
    let (first, second) = (start(&folder, None), start(&folder, None));
    let here = Caller::sign_in(&first.url, "Ada").await;
    let there = at(&second, &here);
    here.say("one").await;
    there.say("two").await;
    assert_eq!(here.contents("").await, ["one", "two"]);
    assert_eq!(there.contents("").await, ["one", "two"]);
}

#[tokio::test]
async fn a_client_id_is_stored_once_though_all_race() {
    let folder = Folder::new();
    let backends = [start(&folder, None), start(&folder, None), start(&folder, None)];
    let ada = Caller::sign_in(&backends[0].url, "Ada").await;
    let everywhere: Vec<Caller> = backends.iter().map(|backend| at(backend, &ada)).collect();
    let answers = join_all((0..30).map(|number| post(&everywhere[number % 3], ID))).await;
    let ids: BTreeSet<&str> = answers.iter().map(|answer| answer["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(ada.contents("").await, [ID]);
}

#[tokio::test]
async fn what_a_killed_one_stored_and_did_not_publish_another_publishes() {
    let folder = Folder::new();
    let sockudo = Sockudo::start().await;
    let (first, second) = (start(&folder, None), start(&folder, Some(sockudo.port)));
    let here = Caller::sign_in(&first.url, "Ada").await;
    let there = at(&second, &here);
    let mut subscriber = Subscriber::new(sockudo.port, &there).await;
    let stored = post(&here, ID).await;
    first.kill();
    assert_eq!(post(&there, ID).await, stored);
    assert_eq!(subscriber.event("new-message").await["id"], stored["id"]);
}

#[tokio::test]
async fn reading_on_from_any_message_brings_all_that_was_answered_later() {
    let folder = Folder::new();
    let backends = [start(&folder, None), start(&folder, None)];
    let ada = Caller::sign_in(&backends[0].url, "Ada").await;
    let everywhere: Vec<Caller> = backends.iter().map(|backend| at(backend, &ada)).collect();
    let mut rounds = Vec::new();
    for _ in 0..8 {
        rounds.push(join_all((0..10).map(|number| everywhere[number % 2].say("x"))).await);
        // Of two messages of one millisecond, either may be the first.
        let newest = rounds.iter().flatten().map(|message| message["createdAt"].as_str().unwrap()).max().unwrap();
        while Timestamp::now().to_string().as_str() <= newest {
            tokio::task::yield_now().await;
        }
    }
    let id = |message: &Value| message["id"].as_str().unwrap().to_owned();
    for (number, round) in rounds.iter().enumerate() {
        let later: BTreeSet<String> = rounds[number + 1..].iter().flatten().map(id).collect();
        for message in round {
            let page = everywhere[number % 2].history(&format!("&limit=100&after={}", id(message))).await;
            let brought: BTreeSet<String> = page["messages"].as_array().unwrap().iter().map(id).collect();
            assert!(brought.is_superset(&later), "{} are missing", later.difference(&brought).count());
        }
    }
}

#[tokio::test]
async fn no_change_is_lost_when_all_change_one_message_at_once() {
    let folder = Folder::new();
    let backends = [start(&folder, None), start(&folder, None), start(&folder, None)];
    let ada = Caller::sign_in(&backends[0].url, "Ada").await;
    let message = ada.say("Hello").await;
    let cursor = ada.cursor().await;
    let everywhere: Vec<Caller> = backends.iter().map(|backend| at(backend, &ada)).collect();
    let emoji = |number: usize| char::from_u32(0x1f600 + number as u32).unwrap().to_string();
    let revs = join_all((0..15).map(async |number| {
        let person = &everywhere[number % 3];
        match number % 5 {
            0 => person.edit(&message, &number.to_string()).await["rev"].as_i64(),
            _ => person.react(&message, &emoji(number)).await["rev"].as_i64(),
        }
    }))
    .await;
    let distinct: BTreeSet<_> = revs.iter().collect();
    assert_eq!(distinct.len(), 15, "a rev was given twice: {revs:?}");
    let stored = everywhere[1].stored(&message).await;
    assert_eq!(stored["reactions"].as_array().unwrap().len(), 12);
    assert_eq!(stored["rev"].as_i64(), revs.iter().copied().max().flatten());
    assert_eq!(everywhere[2].changes(&cursor).await["messages"], serde_json::json!([stored]));
}

#[tokio::test]
async fn a_reaction_that_a_killed_one_stored_another_publishes() {
    let folder = Folder::new();
    let sockudo = Sockudo::start().await;
    let (first, second) = (start(&folder, None), start(&folder, Some(sockudo.port)));
    let here = Caller::sign_in(&first.url, "Ada").await;
    let there = at(&second, &here);
    let message = here.say("Hello").await;
    let reacted = here.react(&message, "👍").await;
    first.kill();
    let mut subscriber = Subscriber::new(sockudo.port, &there).await;
    there.put(&reaction_path(&message, "👍")).await.ok();
    let event = subscriber.event("message-reacted").await;
    assert_eq!((&event["rev"], &event["on"]), (&reacted["rev"], &serde_json::json!(true)));
}
