//! `GET /api/messages` and `POST /api/messages`: the history, and adding to it.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};

use super::attachments;
use crate::app::App;
use crate::error::ApiError;
use crate::features::Feature;
use crate::limits::PAGE_DEFAULT;
use crate::message::{Attachment, Message, Stored, Timestamp};
use crate::params;
use crate::person::Person;
use crate::store::{ChannelKey, Cursor, NewMessage, Outcome, Page};

/// All text, so that a refusal can name malformed values.
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
    /// Only with `after`.
    #[serde(skip_serializing_if = "Option::is_none")]
    has_more: Option<bool>,
    /// The position in the feed that these messages are up to (extension `changes`).
    #[serde(skip_serializing_if = "Option::is_none")]
    cursor: Option<String>,
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
    let limit = params::page_size(query.limit.as_deref(), PAGE_DEFAULT)?;
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
    let Page { messages, has_more, cursor } = app.store.page(channel, cursor, limit).await?.ok_or(unknown)?;
    let messages = messages.into_iter().map(|message| app.shown(message)).collect();
    Ok(Json(Listed { success: true, messages, has_more, cursor: features.only(Feature::Changes, Some(cursor)) }))
}

/// Refuses a page at a message that the channel does not have.
fn unknown(cursor: &Cursor) -> ApiError {
    let (name, id) = match cursor {
        Cursor::After(id) => ("after", &**id),
        Cursor::Around(id) => ("around", &**id),
        Cursor::Newest | Cursor::Before(_) => ("channelId", ""),
    };
    ApiError::NotFound(format!("{name} is {id:?}; this channel has no message with that id."))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Post {
    content: String,
    workspace_id: Option<String>,
    channel_id: Option<String>,
    /// Of any type here, since a baseline backend does not read these.
    client_id: Option<serde_json::Value>,
    reply_to: Option<serde_json::Value>,
    attachments: Option<serde_json::Value>,
}

/// Exactly what the contract promises: a page that needs more would fail on another backend.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PostedMessage {
    id: String,
    created_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sender_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rev: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_to: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment>,
    /// It was sent before, and deleted since.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    is_deleted: bool,
}

impl PostedMessage {
    fn of(stored: Stored, app: &App) -> Self {
        match stored {
            Stored::Message(message) => {
                let message = app.shown(*message);
                Self {
                    id: message.id,
                    created_at: message.created_at,
                    content: Some(message.content),
                    sender_name: Some(message.sender_name),
                    client_id: message.client_id,
                    rev: message.rev,
                    reply_to: message.reply_to,
                    attachments: message.attachments,
                    is_deleted: false,
                }
            }
            Stored::Gone(tombstone) => Self {
                id: tombstone.id,
                created_at: tombstone.created_at,
                content: None,
                sender_name: None,
                client_id: None,
                rev: Some(tombstone.rev),
                reply_to: None,
                attachments: Vec::new(),
                is_deleted: true,
            },
        }
    }
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
    let features = app.config.features;
    let file_ids = params::file_ids(features.only(Feature::Attachments, body.attachments))?;
    let mut new = NewMessage {
        workspace_id: params::id("workspaceId", body.workspace_id)?,
        channel_id: params::channel_id(body.channel_id)?,
        content: params::content(&body.content, !file_ids.is_empty())?,
        client_id: features.only(Feature::ClientId, body.client_id).map(text).map(params::client_id).transpose()?,
        reply_to: features
            .only(Feature::Replies, body.reply_to)
            .map(|id| params::id("replyTo", Some(text(id))))
            .transpose()?,
        sender_id: person.id.clone(),
        sender_name: person.name.clone(),
        sender_avatar: person.avatar.clone(),
        attachments: Vec::new(),
    };
    app.require_member(&person, &new.workspace_id)?;
    app.require_channel(&new.channel_id)?;
    require_original(&app, &new).await?;

    match attachments::own_files(&app, &person, file_ids).await {
        Ok(files) => new.attachments = files,
        // A repeated message is recognised by its client id. Its files are gone if it was deleted since.
        Err(refusal) => {
            let Some(client_id) = new.client_id else { return Err(refusal) };
            let first = app.store.sent(new.sender_id, client_id).await?.ok_or(refusal)?;
            return Ok(posted(&app, first));
        }
    }
    // The store also has it published, in the order of storing; the caller does not wait for that.
    match app.store.insert(new).await? {
        Outcome::Done(stored) => Ok(posted(&app, stored)),
        _ => Err(ApiError::BadRequest("attachments names a file that another message has already.".into())),
    }
}

fn posted(app: &App, stored: Stored) -> Json<Posted> {
    Json(Posted { success: true, message: PostedMessage::of(stored, app) })
}

/// Refuses a reply to a message that the channel never had. A deleted one may be answered.
async fn require_original(app: &App, new: &NewMessage) -> Result<(), ApiError> {
    let Some(id) = &new.reply_to else { return Ok(()) };
    let original = app.store.find(id.clone()).await?;
    let is_here =
        |stored: Stored| (stored.workspace_id(), stored.channel_id()) == (&*new.workspace_id, &*new.channel_id);
    if original.is_some_and(is_here) {
        return Ok(());
    }
    Err(ApiError::BadRequest(format!("replyTo is {id:?}; this channel never had a message with that id.")))
}

/// A value as text, for refusing one that is not text.
fn text(value: serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}
