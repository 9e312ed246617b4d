use serde_json::json;

use crate::support::{Backend, KEY};

#[tokio::test]
async fn the_page_is_told_where_everything_is() {
    let backend = Backend::with_pusher_at(6001, &["--baseline"]).await;
    // The build's own file, for hosting without a backend, gives way.
    backend.built("config.json", b"{}");
    let answer = backend.stranger().get("/config.json").await;
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "no-cache");
    let expected = json!({
        "pusher": { "key": KEY, "wsHost": "127.0.0.1", "wsPort": 6001, "wssPort": 6001, "forceTLS": false },
        "api": { "baseUrl": "/api" },
        "workspaceId": "demo-workspace",
        "channels": [{ "id": "general", "name": "general" }, { "id": "random", "name": "random" }],
        "loginUrl": "/login",
        "userCookie": "collabspace_user",
    });
    assert_eq!(answer.ok(), expected);
    assert!(!answer.text().contains("secret"));
}

#[tokio::test]
async fn what_was_configured_is_in_it() {
    let pattern = "private-{workspaceId}";
    let flags = ["--workspace", "team", "--channel", "news", "--channel-pattern", pattern];
    let backend = Backend::start(&flags).await;
    let config = backend.stranger().get("/config.json").await.ok();
    assert_eq!(config["workspaceId"], "team");
    assert_eq!(config["channels"], json!([{ "id": "news", "name": "news" }]));
    assert_eq!(config["channelPattern"], pattern);
}
