use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Kind, Site};

#[tokio::test]
async fn a_subscriber_gets_the_message_as_the_history_has_it() {
    for site in Site::both(&[]).await {
        let (ada, grace) = (site.person("Ada").await, site.person("Grace").await);
        let mut subscriber = site.subscriber(&grace).await;
        ada.say("Grüße \"and\" 字 😀").await;
        let event = subscriber.event("new-message").await;
        assert_eq!(event, grace.history("").await["messages"][0]);
        assert_eq!(event["content"], "Grüße \"and\" 字 😀");
    }
}

#[tokio::test]
async fn the_presence_channel_shows_who_is_there() {
    for site in Site::both(&[]).await {
        let ada = site.person("Ada \"the first\"").await;
        // The longest name, of the longest characters.
        let long = site.person(&"😀".repeat(64)).await;
        let mut first = site.subscriber(&ada).await;
        let second = site.subscriber(&long).await;
        let user_info = |name: &str| json!({ "name": name, "email": "", "avatar": "" });
        let expected = json!({ "user_id": long.id, "user_info": user_info(&long.name) });
        assert_eq!(first.event("pusher_internal:member_added").await, expected);
        let members = &second.subscribed["presence"]["hash"];
        assert_eq!(members[&ada.id], user_info("Ada \"the first\""));
        drop(second);
        let removed = first.event("pusher_internal:member_removed").await;
        assert_eq!(removed["user_id"], long.id);
    }
}

#[tokio::test]
async fn a_private_channel_by_configuration_works_without_members() {
    let flags = ["--channel-pattern", "private-{workspaceId}"];
    for site in Site::both(&flags).await {
        let ada = site.person("Ada").await;
        let channel = "private-demo-workspace";
        let mut subscriber = site.subscriber_of(&ada, channel).await;
        ada.say("Hello").await;
        assert_eq!(subscriber.event("new-message").await["content"], "Hello");
    }
}

#[tokio::test]
async fn another_workspace_hears_nothing() {
    let flags = ["--workspace", "demo-workspace,other"];
    for site in Site::both(&flags).await {
        let ada = site.person("Ada").await;
        let channel = "presence-workspace-other";
        let mut subscriber = site.subscriber_of(&ada, channel).await;
        ada.say("not for you").await;
        let body = json!({ "content": "for you", "workspaceId": "other" });
        ada.post("/api/messages", body).await.ok();
        assert_eq!(subscriber.event("new-message").await["content"], "for you");
    }
}

#[tokio::test]
async fn events_come_in_the_order_of_storing() {
    for site in Site::both(&["--rate", "1000"]).await {
        let people = join_all(["A", "B", "C", "D"].map(|name| site.person(name))).await;
        let mut subscriber = site.subscriber(&people[0]).await;
        join_all(people.iter().flat_map(|person| (0..25).map(|_| person.say("x")))).await;
        let mut published = Vec::new();
        while published.len() < 100 {
            published.push(subscriber.event("new-message").await["id"].clone());
        }
        let stored = people[0].history("&limit=100").await;
        let stored = stored["messages"].as_array().unwrap().iter();
        let mut stored: Vec<Value> = stored.map(|message| message["id"].clone()).collect();
        if Kind::of_this_run() == Kind::MongoDb {
            // Stored beside one another, they may be published so as well; each is, and once.
            let by_text = |id: &Value| id.to_string();
            published.sort_by_key(by_text);
            stored.sort_by_key(by_text);
        }
        assert_eq!(published, stored);
    }
}
