//! `GET /config.json`: the demo page's whole configuration.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, HeaderValue};
use serde_json::{Value, json};

use super::page::for_other_origins;
use crate::app::App;
use crate::config::DEFAULT_PATTERN;
use crate::pusher::Server;
use crate::session::cookie;

pub async fn get(State(app): State<Arc<App>>) -> (HeaderMap, Json<Value>) {
    let config = &app.config;
    let key = &config.pusher.key;
    let pusher = match &config.pusher.server {
        Server::Hosted { cluster } => json!({ "key": key, "cluster": cluster }),
        Server::Own { host, port, tls } => json!({
            "key": key, "wsHost": host, "wsPort": port, "wssPort": port, "forceTLS": tls,
        }),
        Server::Embedded => json!({ "key": key, "wsHost": "self" }),
    };
    let channels: Vec<Value> = config.channels.iter().map(|id| json!({ "id": id, "name": id })).collect();
    let mut page = json!({
        "pusher": pusher,
        "api": { "baseUrl": "/api" },
        "workspaceId": config.workspaces.first(),
        "channels": channels,
        "loginUrl": "/login",
    });
    if config.workspaces.len() > 1 {
        page["workspaces"] = json!(config.workspaces);
    }
    if config.demo_sign_in {
        page["userCookie"] = json!(cookie::USER);
    }
    if config.channel_pattern != DEFAULT_PATTERN {
        page["channelPattern"] = json!(config.channel_pattern);
    }
    if !config.frame_ancestors.is_empty() {
        page["frameAncestors"] = json!(config.frame_ancestors);
    }
    let mut headers = HeaderMap::from_iter([(CACHE_CONTROL, HeaderValue::from_static("no-cache"))]);
    for_other_origins(&mut headers);
    (headers, Json(page))
}
