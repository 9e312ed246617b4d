//! `POST /api/messages/typing`: published, never stored.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::App;
use crate::error::ApiError;
use crate::person::Person;
use crate::{params, pusher};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Typing {
    workspace_id: Option<String>,
    channel_id: Option<String>,
    is_typing: bool,
}

pub async fn post(
    person: Person,
    State(app): State<Arc<App>>,
    body: Result<Json<Typing>, JsonRejection>,
) -> Result<Json<Value>, ApiError> {
    app.typing_rate.check(&person)?;
    let Json(body) = body?;
    let workspace_id = params::id("workspaceId", body.workspace_id)?;
    let channel_id = params::channel_id(body.channel_id)?;
    app.require_member(&person, &workspace_id)?;
    app.require_channel(&channel_id)?;

    let channel = app.config.pusher_channel(&workspace_id);
    app.publisher.publish_typing(pusher::typing(channel, &person, &channel_id, body.is_typing));
    Ok(Json(json!({ "success": true })))
}
