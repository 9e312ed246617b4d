//! `PATCH` and `DELETE /api/messages/{id}` (extensions `edit`, `delete`), and code shared by all calls on one
//! message.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::attachments;
use crate::app::App;
use crate::error::ApiError;
use crate::message::{Message, Stored};
use crate::params;
use crate::person::Person;
use crate::store::{Operation, Outcome};

#[derive(Deserialize)]
pub struct Edit {
    content: String,
    /// The version that the editor saw.
    rev: Option<i64>,
}

/// The changed message.
#[derive(Serialize)]
pub struct Changed {
    success: bool,
    message: Box<Message>,
}

pub async fn edit(
    person: Person,
    State(app): State<Arc<App>>,
    path: Result<Path<String>, PathRejection>,
    body: Result<Json<Edit>, JsonRejection>,
) -> Result<Json<Changed>, ApiError> {
    app.edit_rate.check(&person)?;
    let Json(body) = body?;
    let id = params::id("id", Some(path?.0))?;
    let message = find(&app, &person, &id).await?;
    require_author(&person, &message)?;
    let content = params::content(&body.content, !message.attachments.is_empty())?;
    change(&app, id, Operation::Edit { content, seen: body.rev }).await
}

pub async fn delete(
    person: Person,
    State(app): State<Arc<App>>,
    path: Result<Path<String>, PathRejection>,
) -> Result<Json<Value>, ApiError> {
    app.delete_rate.check(&person)?;
    let id = params::id("id", Some(path?.0))?;
    let done = |rev| Ok(Json(json!({ "success": true, "rev": rev })));
    // Deleting a message that never existed succeeds.
    let Some(stored) = app.store.find(id.clone()).await? else {
        return done(0);
    };
    app.require_member(&person, stored.workspace_id())?;
    if let Stored::Message(message) = &stored {
        require_author(&person, message)?;
    }
    let outcome = app.store.change(id, Operation::Delete).await?;
    if let Stored::Message(message) = stored {
        attachments::remove_files(&app, message.attachments).await;
    }
    match outcome {
        Outcome::Done(Stored::Gone(tombstone)) => done(tombstone.rev),
        _ => done(0),
    }
}

/// Returns the message with this id. Refuses one that is unknown, deleted or from a workspace that is not the
/// caller's.
pub async fn find(app: &App, person: &Person, id: &str) -> Result<Message, ApiError> {
    let stored = app.store.find(id.to_owned()).await?.ok_or_else(|| unknown(id))?;
    app.require_member(person, stored.workspace_id())?;
    match stored {
        Stored::Message(message) => Ok(*message),
        Stored::Gone(_) => Err(unknown(id)),
    }
}

/// Makes the store change a message, which also publishes the change.
pub async fn change(app: &App, id: String, operation: Operation) -> Result<Json<Changed>, ApiError> {
    match app.store.change(id.clone(), operation).await? {
        Outcome::Done(Stored::Message(message)) => {
            Ok(Json(Changed { success: true, message: app.shown(*message).into() }))
        }
        // Deleted since it was read.
        Outcome::Done(Stored::Gone(_)) | Outcome::NoSuchMessage | Outcome::FileInUse => Err(unknown(&id)),
        Outcome::ContentChanged(message) => Err(ApiError::Conflict {
            text: "The message was changed meanwhile. Read it again, and repeat your change if you still want it.",
            message: Some(app.shown(*message).into()),
        }),
        Outcome::TooManyKinds => Err(ApiError::Conflict {
            text: "This message has 20 different emoji, which is the most that it can have. Choose one of them.",
            message: None,
        }),
    }
}

fn require_author(person: &Person, message: &Message) -> Result<(), ApiError> {
    if message.sender_id == person.id {
        return Ok(());
    }
    Err(ApiError::Forbidden("This is another person's message. You can change only your own.".into()))
}

fn unknown(id: &str) -> ApiError {
    ApiError::NotFound(format!("id is {id:?}; there is no message with that id, or it was deleted."))
}
