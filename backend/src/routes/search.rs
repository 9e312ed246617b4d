//! `GET /api/messages/search`: messages with these words, newest first (extension `search`).

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::ApiError;
use crate::limits::SEARCH_DEFAULT;
use crate::message::Message;
use crate::params;
use crate::person::Person;
use crate::store::Search;

/// All text, so that a refusal can name malformed values.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SearchQuery {
    workspace_id: Option<String>,
    q: Option<String>,
    channel_id: Option<String>,
    sender_id: Option<String>,
    limit: Option<String>,
    before: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Listed {
    messages: Vec<Message>,
    has_more: bool,
}

pub async fn list(
    person: Person,
    State(app): State<Arc<App>>,
    query: Result<Query<SearchQuery>, QueryRejection>,
) -> Result<Json<Listed>, ApiError> {
    app.search_rate.check(&person)?;
    let Query(query) = query?;
    let optional = |name, value: Option<String>| value.map(|value| params::id(name, Some(value))).transpose();
    let workspace_id = params::id("workspaceId", query.workspace_id)?;
    let words = params::words(query.q.as_deref())?;
    let channel_id = optional("channelId", query.channel_id)?;
    let sender_id = optional("senderId", query.sender_id)?;
    let before = optional("before", query.before)?;
    let limit = params::page_size(query.limit.as_deref(), SEARCH_DEFAULT)?;
    app.require_member(&person, &workspace_id)?;

    let mut channel_ids = app.readable_channels(&person, &workspace_id);
    if let Some(id) = channel_id {
        if !channel_ids.contains(&id) {
            return Err(ApiError::NotFound(format!("channelId is {id:?}; there is no such channel.")));
        }
        channel_ids = vec![id];
    }
    let place = before.clone().unwrap_or_default();
    let search = Search { workspace_id, channel_ids, sender_id, words, before, limit };
    let unknown = || ApiError::NotFound(format!("before is {place:?}; there is no message with that id."));
    let found = app.store.search(search).await?.ok_or_else(unknown)?;
    let messages = found.messages.into_iter().map(|message| app.shown(message)).collect();
    Ok(Json(Listed { messages, has_more: found.has_more }))
}
