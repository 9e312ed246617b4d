//! SIGKILL under load: whatever was acknowledged is there, once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Caller, Folder, Process};

const POSTERS: usize = 8;
const ACKNOWLEDGED: usize = 400;
const FLAGS: [&str; 2] = ["--rate", "100000"];

/// What one person knows when the backend is gone.
struct Outcome {
    name: String,
    /// Message ids by client id.
    acknowledged: BTreeMap<String, String>,
    /// Sent, without an answer.
    unknown: String,
}

async fn post(person: &Caller, client_id: &str) -> reqwest::Result<Value> {
    let body = json!({ "content": client_id, "workspaceId": "demo-workspace", "clientId": client_id });
    let answer = Caller::try_send(person.json_request("/api/messages", &body)).await?;
    Ok(answer.ok()["message"].take())
}

async fn post_until_it_fails(url: String, name: String, count: Arc<AtomicUsize>) -> Outcome {
    let person = Caller::sign_in(&url, &name).await;
    let mut acknowledged = BTreeMap::new();
    loop {
        let client_id = Uuid::now_v7().to_string();
        match post(&person, &client_id).await {
            Ok(message) => {
                let id = message["id"].as_str().expect("an id").to_owned();
                acknowledged.insert(client_id, id);
                count.fetch_add(1, Ordering::Relaxed);
            }
            Err(_) => {
                return Outcome { name, acknowledged, unknown: client_id };
            }
        }
    }
}

/// Every message of #general, through the API.
async fn everything(person: &Caller) -> Vec<Value> {
    let first = person.history("&limit=100").await;
    let mut messages = first["messages"].as_array().expect("messages").clone();
    loop {
        let oldest = messages[0]["createdAt"].as_str().expect("an instant").to_owned();
        let known: BTreeSet<String> = messages.iter().map(|message| message["id"].to_string()).collect();
        // `before` is exclusive: one millisecond later, and drop what is known already.
        let before = collabspace_backend::message::Timestamp::parse(&oldest).expect("an instant");
        let before = collabspace_backend::message::Timestamp(before.0 + 1);
        let page = person.history(&format!("&limit=100&before={before}")).await;
        let mut older = page["messages"].as_array().expect("messages").clone();
        older.retain(|message| !known.contains(&message["id"].to_string()));
        if older.is_empty() {
            return messages;
        }
        older.append(&mut messages);
        messages = older;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_under_load_it_has_lost_and_doubled_nothing() {
    let folder = Folder::new();
    let backend = Process::start(folder.path(), None, &FLAGS);
    let count = Arc::new(AtomicUsize::new(0));
    let posters: Vec<_> = (0..POSTERS)
        .map(|number| {
            let (url, count) = (backend.url.clone(), Arc::clone(&count));
            tokio::spawn(post_until_it_fails(url, format!("poster {number}"), count))
        })
        .collect();
    while count.load(Ordering::Relaxed) < ACKNOWLEDGED {
        assert!(!posters.iter().any(|poster| poster.is_finished()), "a poster failed before the kill");
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    backend.kill();
    let mut outcomes = Vec::new();
    for poster in posters {
        outcomes.push(poster.await.expect("the poster ends"));
    }

    let backend = Process::start(folder.path(), None, &FLAGS);
    let mut expected = BTreeMap::new();
    for outcome in &outcomes {
        let person = Caller::sign_in(&backend.url, &outcome.name).await;
        // What had no answer is sent again, as the page does; it may have been stored or not.
        let again = post(&person, &outcome.unknown).await.expect("an answer");
        expected.insert(outcome.unknown.clone(), again["id"].as_str().expect("an id").to_owned());
        expected.extend(outcome.acknowledged.clone());
    }
    let reader = Caller::sign_in(&backend.url, "reader").await;
    let messages = everything(&reader).await;
    let stored: BTreeMap<String, String> = messages
        .iter()
        .map(|message| (&message["clientId"], &message["id"]))
        .map(|(client_id, id)| (client_id.as_str().unwrap().into(), id.as_str().unwrap().into()))
        .collect();
    assert!(expected.len() >= ACKNOWLEDGED + POSTERS);
    assert_eq!(stored.len(), messages.len(), "a clientId is there twice");
    assert_eq!(stored, expected);
    let order: Vec<(String, String)> =
        messages.iter().map(|message| (message["createdAt"].to_string(), message["id"].to_string())).collect();
    assert!(order.is_sorted());
}
