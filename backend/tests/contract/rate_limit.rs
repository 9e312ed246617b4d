use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;

use crate::support::{Answer, Backend, Caller, path_of, reaction_path};

async fn say(person: &Caller) -> Answer {
    let body = json!({ "content": "x", "workspaceId": "demo-workspace" });
    person.post("/api/messages", body).await
}

async fn type_a_key(person: &Caller) -> Answer {
    let body = json!({ "workspaceId": "demo-workspace", "channelId": "general", "isTyping": true });
    person.post("/api/messages/typing", body).await
}

#[tokio::test]
async fn over_the_burst_it_is_429_until_retry_after_is_over() {
    let backend = Backend::start(&["--rate", "1"]).await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let mut stored = 0;
    let refused = loop {
        let answer = say(&ada).await;
        if answer.status != 200 {
            break answer;
        }
        stored += 1;
        assert!(stored < 100, "there is no limit");
    };
    assert!(stored >= 2, "no burst");
    assert_eq!(refused.status, 429);
    assert!(refused.json()["error"].as_str().unwrap().contains("Try again in 1 s"));
    assert_eq!(backend.rows().await.len(), stored);
    // Nobody else has to wait, and typing has a limit of its own.
    say(&grace).await.ok();
    type_a_key(&ada).await.ok();
    // Who obeys is let in: this waits as long as the answer says, and no longer.
    let wait: u64 = refused.header("retry-after").parse().expect("whole seconds");
    assert!(wait >= 1);
    tokio::time::sleep(Duration::from_secs(wait)).await;
    say(&ada).await.ok();
}

#[tokio::test]
async fn typing_has_a_limit_too() {
    let backend = Backend::start(&["--rate", "1"]).await;
    let ada = backend.person("Ada").await;
    let mut allowed = 0;
    let refused = loop {
        let answer = type_a_key(&ada).await;
        if answer.status != 200 {
            break answer;
        }
        allowed += 1;
        assert!(allowed < 100, "there is no limit");
    };
    assert!(allowed >= 6, "only {allowed} in a burst");
    assert_eq!((refused.status, refused.header("retry-after")), (429, "1"));
    say(&ada).await.ok();
}

#[tokio::test]
async fn edits_reactions_and_deletions_have_limits_of_their_own() {
    let backend = Backend::start(&["--rate", "1"]).await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let posted = ada.say("x").await;
    let refused = |answer: &Answer| {
        let is_refused = answer.status == 429;
        assert!(is_refused || answer.status == 200, "{}", answer.text());
        assert!(!is_refused || answer.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds >= 1));
        is_refused
    };
    // Three at once are one more than the burst.
    let edit = async |number: u32| ada.patch(&path_of(&posted), json!({ "content": number.to_string() })).await;
    let edits = join_all([0, 1, 2].map(edit)).await;
    assert_eq!(edits.iter().filter(|answer| refused(answer)).count(), 1);
    let reactions = join_all([0, 1, 2].map(async |_| ada.put(&reaction_path(&posted, "👍")).await)).await;
    assert_eq!(reactions.iter().filter(|answer| refused(answer)).count(), 1);
    let deletions = join_all([0, 1, 2].map(async |_| ada.delete(&path_of(&posted)).await)).await;
    assert_eq!(deletions.iter().filter(|answer| refused(answer)).count(), 1);
    // Nobody else has to wait.
    grace.delete(&path_of(&posted)).await.ok();
}
