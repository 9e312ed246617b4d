//! `GET /api/messages/changes`: what changed since a cursor (extension `changes`).

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::ApiError;
use crate::limits::PAGE_MAX;
use crate::message::{Message, Tombstone};
use crate::params;
use crate::person::Person;

/// All text, so that a refusal can name malformed values.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangesQuery {
    workspace_id: Option<String>,
    /// Opaque: a text that is not a cursor counts as one of another server.
    since: Option<String>,
    limit: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Listed {
    messages: Vec<Message>,
    deleted: Vec<Tombstone>,
    cursor: String,
    has_more: bool,
}

pub async fn list(
    person: Person,
    State(app): State<Arc<App>>,
    query: Result<Query<ChangesQuery>, QueryRejection>,
) -> Result<Json<Listed>, ApiError> {
    let Query(query) = query?;
    let workspace_id = params::id("workspaceId", query.workspace_id)?;
    let limit = params::page_size(query.limit.as_deref(), PAGE_MAX)?;
    app.require_member(&person, &workspace_id)?;

    let changes = app.store.changes(workspace_id, query.since, limit).await?.ok_or(ApiError::Gone)?;
    Ok(Json(Listed {
        messages: changes.messages.into_iter().map(|message| app.shown(message)).collect(),
        deleted: changes.deleted,
        cursor: changes.cursor,
        has_more: changes.has_more,
    }))
}
