//! `POST /api/pusher/auth`: lets a member subscribe to their workspace's Pusher channel, and a person
//! to their own.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::app::App;
use crate::error::ApiError;
use crate::features::Feature;
use crate::params;
use crate::person::Person;

#[derive(Deserialize)]
pub struct Subscription {
    socket_id: String,
    channel_name: String,
}

#[derive(Serialize)]
pub struct Authorization {
    auth: String,
    /// JSON as text, exactly as signed; for a presence channel only.
    #[serde(skip_serializing_if = "Option::is_none")]
    channel_data: Option<String>,
}

pub async fn post(
    person: Person,
    State(app): State<Arc<App>>,
    body: Result<Form<Subscription>, FormRejection>,
) -> Result<Json<Authorization>, ApiError> {
    let Form(Subscription { socket_id, channel_name }) = body?;
    // The socket id becomes part of the signed text. Any other form could turn that text into one for another
    // channel.
    if !is_socket_id(&socket_id) {
        let form = "two numbers with a dot between, such as 123.456";
        return Err(params::bad("socket_id", &socket_id, form));
    }
    let config = &app.config;
    if config.features.has(Feature::Read) && channel_name == person.pusher_channel() {
        let auth = config.pusher.authorize(&socket_id, &channel_name, None);
        return Ok(Json(Authorization { auth, channel_data: None }));
    }
    let workspace_id = config
        .workspaces
        .iter()
        .find(|id| config.pusher_channel(id) == channel_name)
        .ok_or_else(|| ApiError::Forbidden("You may not subscribe to this channel.".into()))?;
    app.require_member(&person, workspace_id)?;

    let channel_data = channel_name.starts_with("presence-").then(|| {
        json!({
            "user_id": person.id,
            "user_info": { "name": person.name, "email": person.email, "avatar": person.avatar },
        })
        .to_string()
    });
    let auth = config.pusher.authorize(&socket_id, &channel_name, channel_data.as_deref());
    Ok(Json(Authorization { auth, channel_data }))
}

fn is_socket_id(text: &str) -> bool {
    let is_number = |part: &str| (1..=20).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('.').is_some_and(|(left, right)| is_number(left) && is_number(right))
}
