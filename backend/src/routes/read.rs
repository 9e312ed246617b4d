//! `PUT /api/channels/{id}/read`: how far the caller has read a channel (extension `read`).

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::App;
use crate::error::ApiError;
use crate::params;
use crate::person::Person;
use crate::pusher;
use crate::store::{ChannelKey, Mark, Reader};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Read {
    workspace_id: Option<String>,
    message_id: Option<String>,
    unread_from: Option<String>,
}

pub async fn put(
    person: Person,
    State(app): State<Arc<App>>,
    path: Result<Path<String>, PathRejection>,
    body: Result<Json<Read>, JsonRejection>,
) -> Result<Json<Value>, ApiError> {
    app.mark_rate.check(&person)?;
    let Json(body) = body?;
    let channel = ChannelKey {
        workspace_id: params::id("workspaceId", body.workspace_id)?,
        channel_id: params::id("id", Some(path?.0))?,
    };
    let (name, mark) = match (body.message_id, body.unread_from) {
        (Some(id), None) => ("messageId", Mark::Read(params::id("messageId", Some(id))?)),
        (None, Some(id)) => ("unreadFrom", Mark::UnreadFrom(params::id("unreadFrom", Some(id))?)),
        _ => return Err(ApiError::BadRequest("Give either messageId or unreadFrom.".into())),
    };
    app.require_member(&person, &channel.workspace_id)?;
    app.require_channel(&channel.channel_id)?;
    let channel_id = channel.channel_id.clone();
    let reader = Reader { user_id: person.id.clone(), name: person.name.clone(), channel };
    let unknown =
        || ApiError::NotFound(format!("{name} is not the id of a message that this channel has or ever had."));
    let marked = app.store.mark(reader, mark).await?.ok_or_else(unknown)?;
    if marked.has_moved {
        let own = person.pusher_channel();
        app.publisher.publish(pusher::read(own, &channel_id, marked.last_read_id.as_deref()));
    }
    Ok(Json(json!({ "success": true })))
}
