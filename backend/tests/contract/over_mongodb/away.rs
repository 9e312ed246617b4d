//! A database that is away: clear words, 503 with `Retry-After`, and back by itself.

use std::time::Instant;

use serde_json::json;

use crate::support::gate::Gate;
use crate::support::{Answer, Backend, Caller, Folder, PATIENCE, free_port, mongodb};

/// A backend whose way to its database leads through a gate, which is closed.
async fn behind_a_gate() -> (Gate, Folder, String) {
    let server = mongodb::server();
    let hosts = server.split("://").nth(1).unwrap().split(['/', '?']).next().unwrap();
    let host = hosts.split(',').next().unwrap().rsplit('@').next().unwrap();
    let gate = Gate::closed(host);
    let folder = Folder::new();
    let through = server.replace(hosts, &hosts.replace(host, &format!("127.0.0.1:{}", gate.port)));
    let address = mongodb::address_at(&through, folder.path());
    (gate, folder, address)
}

async fn say(person: &Caller, content: &str) -> Answer {
    let body = json!({ "content": content, "workspaceId": "demo-workspace" });
    person.post("/api/messages", body).await
}

/// 503 in the contract's form, with whole seconds to wait.
#[track_caller]
fn is_away(answer: &Answer) {
    assert_eq!(answer.status, 503, "{}", answer.text());
    assert!(answer.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds >= 1), "{:?}", answer.headers);
    let body = answer.json();
    let text = body["error"].as_str().expect("error is text");
    assert!(text.contains("message store") && text.contains("Try again"), "{text}");
}

async fn until_it_is_back(person: &Caller) {
    let begin = Instant::now();
    while person.get("/healthz").await.status != 200 {
        assert!(begin.elapsed() < PATIENCE, "it does not come back");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn at_the_start() {
    let (mut gate, folder, address) = behind_a_gate().await;
    let backend = Backend::in_folder(folder, free_port(), &["--store", &address]).await;
    let ada = backend.person("Ada").await;
    is_away(&ada.get("/healthz").await);
    is_away(&ada.get("/api/messages?workspaceId=demo-workspace").await);
    is_away(&say(&ada, "too early").await);
    // Whether a session was signed out is not known either.
    is_away(&ada.get("/api/me").await);
    gate.open().await;
    until_it_is_back(&ada).await;
    say(&ada, "now").await.ok();
    assert_eq!(ada.get("/api/me").await.ok()["name"], "Ada");
    assert_eq!(ada.contents("").await, ["now"]);
}

#[tokio::test]
async fn later_on() {
    let (mut gate, folder, address) = behind_a_gate().await;
    gate.open().await;
    let backend = Backend::in_folder(folder, free_port(), &["--store", &address]).await;
    let ada = backend.person("Ada").await;
    say(&ada, "before").await.ok();
    gate.close().await;
    is_away(&say(&ada, "lost").await);
    is_away(&ada.get("/api/messages?workspaceId=demo-workspace").await);
    gate.open().await;
    until_it_is_back(&ada).await;
    say(&ada, "after").await.ok();
    assert_eq!(ada.contents("").await, ["before", "after"]);
}
