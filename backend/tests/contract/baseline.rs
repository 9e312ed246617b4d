use std::collections::BTreeSet;

use serde_json::json;

use crate::support::{Backend, Caller, Folder, Process, Site, path_of, reaction_path};

#[tokio::test]
async fn no_extension_is_offered() {
    let backend = Backend::start(&["--baseline"]).await;
    let ada = backend.person("Ada").await;
    for path in [
        "/api/capabilities",
        "/api/me",
        "/api/channels?workspaceId=demo-workspace",
        "/api/messages/search?workspaceId=demo-workspace&q=x",
    ] {
        let answer = ada.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.json()["error"].is_string(), "{path}");
    }
}

#[tokio::test]
async fn a_client_id_is_not_looked_at_and_not_echoed() {
    let backend = Backend::start(&["--baseline"]).await;
    let ada = backend.person("Ada").await;
    for client_id in [json!("0190163d-8694-739b-aea5-966c26f8ad91"), json!(7)] {
        for _ in 0..2 {
            let body = json!({ "content": "again", "workspaceId": "demo-workspace", "clientId": client_id });
            let answer = ada.post("/api/messages", body).await.ok();
            assert_eq!(answer["message"].get("clientId"), None);
        }
    }
    let page = ada.history("").await;
    let messages = page["messages"].as_array().unwrap();
    assert_eq!(messages.len(), 4);
    assert!(messages.iter().all(|message| message.get("clientId").is_none()));
}

#[tokio::test]
async fn after_and_around_are_unknown_parameters() {
    let backend = Backend::start(&["--baseline"]).await;
    let ada = backend.person("Ada").await;
    let first = ada.say("first").await;
    ada.say("second").await;
    for id in [first["id"].as_str().unwrap(), "unknown", "%20"] {
        for name in ["after", "around"] {
            let page = ada.history(&format!("&{name}={id}&limit=1")).await;
            assert_eq!(page["messages"][0]["content"], "second", "{name}={id}");
            assert_eq!(page.get("hasMore"), None);
        }
    }
}

#[tokio::test]
async fn messages_do_not_change_and_carry_nothing_of_it() {
    for site in Site::both(&["--baseline"]).await {
        let ada = site.person("Ada").await;
        let mut subscriber = site.subscriber(&ada).await;
        let body = json!({ "content": "Hello", "workspaceId": "demo-workspace", "replyTo": "unknown" });
        let posted = ada.post("/api/messages", body).await.ok()["message"].take();
        for answer in [
            ada.patch(&path_of(&posted), json!({ "content": "x" })).await,
            ada.delete(&path_of(&posted)).await,
            ada.put(&reaction_path(&posted, "👍")).await,
            ada.get("/api/messages/changes?workspaceId=demo-workspace").await,
        ] {
            assert_eq!(answer.status, 404, "{}", answer.text());
        }
        let page = ada.history("").await;
        assert_eq!((page.get("cursor"), posted.get("rev")), (None, None));
        let expected: BTreeSet<&str> = ["channelId", "content", "createdAt", "id", "senderId", "senderName"].into();
        for message in [&page["messages"][0], &subscriber.event("new-message").await] {
            let fields: BTreeSet<&str> = message.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(fields, expected);
        }
    }
}

#[tokio::test]
async fn what_was_deleted_before_stays_left_out() {
    let folder = Folder::new();
    let full = Process::start(folder.path(), None, &[]);
    let ada = Caller::sign_in(&full.url, "Ada").await;
    let (edited, deleted) = (ada.say("one").await, ada.say("two").await);
    ada.edit(&edited, "one, edited").await;
    ada.delete_message(&deleted).await;
    full.kill();
    let baseline = Process::start(folder.path(), None, &["--baseline"]);
    let ada = Caller::sign_in(&baseline.url, "Ada").await;
    assert_eq!(ada.contents("").await, ["one, edited"]);
    assert_eq!(ada.history("").await["messages"][0].get("editedAt"), None);
}

#[tokio::test]
async fn the_baseline_itself_is_all_there() {
    let backend = Backend::start(&["--baseline"]).await;
    let ada = backend.person("Ada").await;
    ada.say("Hello").await;
    assert_eq!(ada.contents("").await, ["Hello"]);
    let typing = json!({ "workspaceId": "demo-workspace", "channelId": "general", "isTyping": true });
    assert_eq!(ada.post("/api/messages/typing", typing).await.ok(), json!({ "success": true }));
    let form = "socket_id=1.2&channel_name=presence-workspace-demo-workspace";
    assert!(ada.form("/api/pusher/auth", form).await.ok()["auth"].is_string());
}
