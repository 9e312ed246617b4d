use serde_json::json;

use crate::support::Backend;

#[tokio::test]
async fn capabilities_name_the_extensions_to_everybody() {
    let backend = Backend::start(&[]).await;
    let answer = backend.stranger().get("/api/capabilities").await.ok();
    let features = [
        "client-id",
        "after",
        "around",
        "me",
        "channels",
        "changes",
        "edit",
        "delete",
        "reactions",
        "replies",
        "search",
        "read",
        "attachments",
    ];
    assert_eq!((&answer["version"], &answer["features"]), (&json!(1), &json!(features)));
}

#[tokio::test]
async fn me_is_the_person_who_signed_in() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let expected = json!({
        "id": ada.id, "name": "Ada", "email": "", "avatar": "", "pusherChannel": format!("private-user-{}", ada.id)
    });
    assert_eq!(ada.get("/api/me").await.ok(), expected);
}

#[tokio::test]
async fn channels_are_those_configured_with_the_time_of_their_newest_message() {
    let backend = Backend::start(&["--channel", "news", "--channel", "ideas"]).await;
    let ada = backend.person("Ada").await;
    ada.say_in("ideas", "first").await;
    let newest = ada.say_in("ideas", "second").await;
    let answer = ada.get("/api/channels?workspaceId=demo-workspace").await.ok();
    let channel = |id: &str, at: &serde_json::Value| json!({ "id": id, "name": id, "topic": "", "lastMessageAt": at, "unread": 0, "lastReadId": null, "mentions": 0 });
    let expected = [channel("news", &json!(null)), channel("ideas", &newest["createdAt"])];
    assert_eq!(answer, json!({ "channels": expected }));
}
