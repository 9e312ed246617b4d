use std::collections::BTreeSet;

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Backend, Caller, Folder, Process, Site, Sockudo, Subscriber};

const ID: &str = "0190163d-8694-739b-aea5-966c26f8ad91";

fn body(content: &str, client_id: &str) -> Value {
    json!({ "content": content, "workspaceId": "demo-workspace", "clientId": client_id })
}

async fn post(person: &Caller, content: &str) -> Value {
    person.post("/api/messages", body(content, ID)).await.ok()
}

#[tokio::test]
async fn a_second_post_answers_the_first_s_message_and_stores_nothing() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let first = post(&ada, "once").await;
    assert_eq!(first["message"]["clientId"], ID);
    assert_eq!(post(&ada, "twice").await, first);
    let page = ada.history("").await;
    assert_eq!(page["messages"].as_array().unwrap().len(), 1);
    assert_eq!(page["messages"][0]["clientId"], ID);
    assert_eq!(page["messages"][0]["content"], "once");
}

#[tokio::test]
async fn it_holds_when_both_race() {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let ada = backend.person("Ada").await;
    let answers = join_all((0..30).map(|_| post(&ada, "race"))).await;
    let ids: BTreeSet<&str> = answers.iter().map(|answer| answer["message"]["id"].as_str().unwrap()).collect();
    assert_eq!((ids.len(), backend.rows().await.len()), (1, 1));
}

#[tokio::test]
async fn another_sender_s_same_id_is_another_message() {
    let backend = Backend::start(&[]).await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    post(&ada, "Ada's").await;
    assert_eq!(post(&grace, "Grace's").await["message"]["content"], "Grace's");
    assert_eq!(ada.contents("").await, ["Ada's", "Grace's"]);
}

#[tokio::test]
async fn a_second_post_publishes_nothing() {
    for site in Site::both(&[]).await {
        let ada = site.person("Ada").await;
        let mut subscriber = site.subscriber(&ada).await;
        post(&ada, "once").await;
        post(&ada, "once").await;
        ada.say("next").await;
        let first = subscriber.event("new-message").await;
        assert_eq!((&first["content"], &first["clientId"]), (&json!("once"), &json!(ID)));
        assert_eq!(subscriber.event("new-message").await["content"], "next");
    }
}

#[tokio::test]
async fn a_second_post_publishes_what_the_process_that_stored_it_could_not() {
    let folder = Folder::new();
    let first = Process::start(folder.path(), None, &[]);
    let ada = Caller::sign_in(&first.url, "Ada").await;
    let stored = post(&ada, "once").await;
    first.kill();

    let sockudo = Sockudo::start().await;
    let second = Process::start(folder.path(), Some(sockudo.port), &[]);
    let ada = Caller::sign_in(&second.url, "Ada").await;
    let mut subscriber = Subscriber::new(sockudo.port, &ada).await;
    assert_eq!(post(&ada, "once").await, stored);
    assert_eq!(subscriber.event("new-message").await["id"], stored["message"]["id"]);
    // From here on it is published.
    post(&ada, "once").await;
    ada.say("next").await;
    assert_eq!(subscriber.event("new-message").await["content"], "next");
}
