//! `GET /api/messages/changes`.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{Backend, Caller};

const PATH: &str = "/api/messages/changes?workspaceId=demo-workspace";

fn ids(list: &Value) -> BTreeSet<String> {
    list.as_array().expect("a list").iter().map(|entry| entry["id"].as_str().expect("an id").to_owned()).collect()
}

fn set<const N: usize>(messages: [&Value; N]) -> BTreeSet<String> {
    messages.map(|message| message["id"].as_str().expect("an id").to_owned()).into()
}

/// All that changed, read in steps of `limit`.
async fn read_on(person: &Caller, since: &Value, limit: u32) -> (Vec<Value>, Vec<Value>) {
    let (mut messages, mut deleted, mut since) = (Vec::new(), Vec::new(), since.clone());
    loop {
        let mut answer = person.get(&format!("{PATH}&since={}&limit={limit}", since.as_str().unwrap())).await.ok();
        let entries = [&answer["messages"], &answer["deleted"]].map(|list| list.as_array().unwrap().len());
        assert!(entries.iter().sum::<usize>() <= limit as usize, "{answer}");
        messages.append(answer["messages"].as_array_mut().unwrap());
        deleted.append(answer["deleted"].as_array_mut().unwrap());
        if answer["hasMore"] == false {
            return (messages, deleted);
        }
        assert_ne!(answer["cursor"], since, "it would never end");
        since = answer["cursor"].take();
    }
}

#[tokio::test]
async fn without_since_it_is_the_present_place() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    ada.say("Hello").await;
    let answer = ada.get(PATH).await.ok();
    assert_eq!((&answer["messages"], &answer["deleted"], &answer["hasMore"]), (&json!([]), &json!([]), &json!(false)));
    assert!(answer["cursor"].is_string());
}

#[tokio::test]
async fn all_that_changed_is_there_in_its_present_state() {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let (edited, deleted, reacted) = (ada.say("one").await, ada.say("two").await, ada.say("three").await);
    let cursor = ada.cursor().await;
    let new = ada.say_in("random", "new").await;
    ada.edit(&edited, "one, edited").await;
    ada.edit(&edited, "one, edited twice").await;
    let rev = ada.delete_message(&deleted).await;
    grace.react(&reacted, "👍").await;
    let answer = grace.changes(&cursor).await;
    assert_eq!(answer["hasMore"], false);
    let found = ids(&answer["messages"]);
    assert!(found.is_superset(&set([&new, &edited, &reacted])) && !found.contains(deleted["id"].as_str().unwrap()));
    assert_eq!(answer["deleted"], json!([{ "id": deleted["id"], "channelId": "general", "rev": rev }]));
    for message in answer["messages"].as_array().unwrap() {
        if message["channelId"] == "general" {
            assert_eq!(*message, ada.stored(message).await, "it is as in the history");
        }
    }
}

#[tokio::test]
async fn read_in_steps_it_is_the_same() {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let ada = backend.person("Ada").await;
    let cursor = ada.cursor().await;
    let mut posted = Vec::new();
    for number in 0..9 {
        posted.push(ada.say(&number.to_string()).await);
    }
    for number in [1, 4, 8] {
        ada.delete_message(&posted[number]).await;
    }
    for limit in [1, 2, 4, 100] {
        let (messages, deleted) = read_on(&ada, &cursor, limit).await;
        let contents: BTreeSet<&str> = messages.iter().map(|message| message["content"].as_str().unwrap()).collect();
        assert_eq!(contents, ["0", "2", "3", "5", "6", "7"].into(), "by {limit}");
        assert_eq!(ids(&json!(deleted)), set([&posted[1], &posted[4], &posted[8]]), "by {limit}");
    }
}

#[tokio::test]
async fn what_a_history_answer_s_cursor_is_up_to_is_in_it() {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let ada = backend.person("Ada").await;
    let posted = ada.say("one").await;
    for query in ["", "&limit=1", &format!("&around={}", posted["id"].as_str().unwrap())] {
        let page = ada.history(query).await;
        let edited = ada.edit(&posted, &format!("after {query}")).await;
        let answer = ada.changes(&page["cursor"]).await;
        assert!(answer["messages"].as_array().unwrap().contains(&edited), "{answer} lacks {edited}");
    }
}

#[tokio::test]
async fn a_cursor_that_is_not_of_this_database_is_410() {
    let (one, other) = (Backend::start(&[]).await, Backend::start(&[]).await);
    let (ada, grace) = (one.person("Ada").await, other.person("Grace").await);
    let elsewhere = grace.cursor().await;
    for since in [elsewhere.as_str().unwrap(), "", "x", "x.y.z", "%FF"] {
        let answer = ada.get(&format!("{PATH}&since={since}")).await;
        assert_eq!(answer.status, 410, "{since:?}: {}", answer.text());
        assert!(answer.json()["error"].as_str().unwrap().contains("history"));
    }
}

#[tokio::test]
async fn a_cursor_later_than_the_present_is_410() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    ada.say("Hello").await;
    // As after restoring a backup: the number at the end of the cursor is the position.
    let cursor = ada.cursor().await;
    let (database, position) = cursor.as_str().unwrap().rsplit_once('.').unwrap();
    let later = position.parse::<u64>().unwrap() + 3_600_000;
    assert_eq!(ada.get(&format!("{PATH}&since={database}.{later}")).await.status, 410);
}

#[tokio::test]
async fn bad_parameters_are_400_and_others_workspaces_403() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    for (query, name) in [
        ("", "workspaceId"),
        ("?workspaceId=a%20b", "workspaceId"),
        ("?workspaceId=demo-workspace&limit=0", "limit"),
        ("?workspaceId=demo-workspace&limit=101", "limit"),
        ("?workspaceId=demo-workspace&limit=x", "limit"),
    ] {
        let answer = ada.get(&format!("/api/messages/changes{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.json()["error"].as_str().unwrap().contains(name));
    }
    assert_eq!(ada.get("/api/messages/changes?workspaceId=other").await.status, 403);
    assert_eq!(backend.stranger().get(PATH).await.status, 401);
}

#[tokio::test]
async fn another_workspace_s_changes_are_not_in_it() {
    let backend = Backend::start(&["--workspace", "demo-workspace", "--workspace", "other"]).await;
    let ada = backend.person("Ada").await;
    let cursor = ada.cursor().await;
    let body = json!({ "content": "elsewhere", "workspaceId": "other" });
    ada.post("/api/messages", body).await.ok();
    let here = ada.say("here").await;
    assert_eq!(ids(&ada.changes(&cursor).await["messages"]), set([&here]));
}
