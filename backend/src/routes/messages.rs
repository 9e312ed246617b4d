//! `GET /api/messages` and `POST /api/messages`: the history, and adding to it.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::ApiError;
use crate::features::Feature;
use crate::message::{Message, Timestamp};
use crate::params;
use crate::person::Person;
use crate::store::{ChannelKey, Cursor, NewMessage, Page};

/// All text: what is not of its form is to be named in the refusal.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListQuery {
    workspace_id: Option<String>,
    channel_id: Option<String>,
    limit: Option<String>,
    before: Option<String>,
    after: Option<String>,
    around: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Listed {
    success: bool,
    messages: Vec<Message>,
    /// With `after` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    has_more: Option<bool>,
}

pub async fn list(
    person: Person,
    State(app): State<Arc<App>>,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Json<Listed>, ApiError> {
    let Query(query) = query?;
    let channel = ChannelKey {
        workspace_id: params::id("workspaceId", query.workspace_id)?,
        channel_id: params::channel_id(query.channel_id)?,
    };
    let limit = params::page_size(query.limit.as_deref())?;
    let before = query.before.as_deref().map(params::before).transpose()?;
    let features = app.config.features;
    let after = features.only(Feature::After, query.after);
    let around = features.only(Feature::Around, query.around);
    app.require_member(&person, &channel.workspace_id)?;

    let cursor = match (before, after, around) {
        (None, None, None) => Cursor::Newest,
        (Some(instant), None, None) => Cursor::Before(instant),
        (None, Some(id), None) => Cursor::After(params::id("after", Some(id))?),
        (None, None, Some(id)) => Cursor::Around(params::id("around", Some(id))?),
        _ => {
            let text = "Of before, after and around, more than one is given; give one of them.";
            return Err(ApiError::BadRequest(text.into()));
        }
    };
    let unknown = unknown(&cursor);
    let Page { mut messages, has_more } = app.store.page(channel, cursor, limit).await?.ok_or(unknown)?;
    if !features.has(Feature::ClientId) {
        for message in &mut messages {
            message.client_id = None;
        }
    }
    Ok(Json(Listed { success: true, messages, has_more }))
}

/// The refusal of a page at a message that the channel does not have.
fn unknown(cursor: &Cursor) -> ApiError {
    let (name, id) = match cursor {
        Cursor::After(id) => ("after", &**id),
        Cursor::Around(id) => ("around", &**id),
        Cursor::Newest | Cursor::Before(_) => ("channelId", ""),
    };
    ApiError::NotFound(format!("{name} is {id:?}; this channel has no message of that id."))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Post {
    content: String,
    workspace_id: Option<String>,
    channel_id: Option<String>,
    /// Of any type here: a baseline backend does not look at it.
    client_id: Option<serde_json::Value>,
}

/// Only what the contract promises: a page that needs more would fail elsewhere.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PostedMessage {
    id: String,
    content: String,
    sender_name: String,
    created_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
}

#[derive(Serialize)]
pub struct Posted {
    success: bool,
    message: PostedMessage,
}

pub async fn post(
    person: Person,
    State(app): State<Arc<App>>,
    body: Result<Json<Post>, JsonRejection>,
) -> Result<Json<Posted>, ApiError> {
    app.message_rate.check(&person)?;
    let Json(body) = body?;
    let new = NewMessage {
        workspace_id: params::id("workspaceId", body.workspace_id)?,
        channel_id: params::channel_id(body.channel_id)?,
        content: params::content(&body.content)?,
        client_id: client_id(app.config.features.only(Feature::ClientId, body.client_id))?,
        sender_id: person.id.clone(),
        sender_name: person.name.clone(),
        sender_avatar: person.avatar.clone(),
    };
    app.require_member(&person, &new.workspace_id)?;
    app.require_channel(&new.channel_id)?;

    // The store has it published too, in the order of storing; the caller does not wait for that.
    let message = app.store.insert(new).await?;
    Ok(Json(Posted {
        success: true,
        message: PostedMessage {
            id: message.id,
            content: message.content,
            sender_name: message.sender_name,
            created_at: message.created_at,
            client_id: message.client_id,
        },
    }))
}

fn client_id(value: Option<serde_json::Value>) -> Result<Option<String>, ApiError> {
    match value {
        None => Ok(None),
        Some(serde_json::Value::String(text)) => params::client_id(text).map(Some),
        Some(other) => params::client_id(other.to_string()).map(Some),
    }
}
