//! `GET /api/channels`: the chat channels of a workspace (extension `channels`).

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::App;
use crate::error::ApiError;
use crate::features::Feature;
use crate::params;
use crate::person::Person;
use crate::store::{ChannelKey, Reader};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListQuery {
    workspace_id: Option<String>,
}

pub async fn list(
    person: Person,
    State(app): State<Arc<App>>,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Json<Value>, ApiError> {
    let workspace_id = params::id("workspaceId", query?.0.workspace_id)?;
    app.require_member(&person, &workspace_id)?;
    let mut channels = Vec::new();
    for id in &app.config.channels {
        let key = ChannelKey { workspace_id: workspace_id.clone(), channel_id: id.clone() };
        let mut channel = json!({
            "id": id,
            "name": id,
            "topic": "",
            "lastMessageAt": app.store.last_message_at(key.clone()).await?,
            "unread": 0,
        });
        if app.config.features.has(Feature::Read) {
            let reader = Reader { user_id: person.id.clone(), name: person.name.clone(), channel: key };
            let unread = app.store.unread(reader).await?;
            channel["lastReadId"] = json!(unread.last_read_id);
            channel["unread"] = json!(unread.count);
            channel["mentions"] = json!(unread.mentions);
        }
        channels.push(channel);
    }
    Ok(Json(json!({ "channels": channels })))
}
