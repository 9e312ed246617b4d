//! `PUT` and `DELETE /api/messages/{id}/reactions/{emoji}` (extension `reactions`).

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};

use super::one_message::{self, Changed};
use crate::app::App;
use crate::error::ApiError;
use crate::message::Reaction;
use crate::params;
use crate::person::Person;
use crate::store::Operation;

type Target = Result<Path<(String, String)>, PathRejection>;

pub async fn put(person: Person, State(app): State<Arc<App>>, target: Target) -> Result<Json<Changed>, ApiError> {
    react(&app, &person, target, true).await
}

pub async fn delete(person: Person, State(app): State<Arc<App>>, target: Target) -> Result<Json<Changed>, ApiError> {
    react(&app, &person, target, false).await
}

async fn react(app: &App, person: &Person, target: Target, on: bool) -> Result<Json<Changed>, ApiError> {
    app.reaction_rate.check(person)?;
    let Path((id, emoji)) = target?;
    let id = params::id("id", Some(id))?;
    let emoji = params::emoji(&emoji)?;
    one_message::find(app, person, &id).await?;
    let reaction = Reaction { emoji, user_id: person.id.clone(), user_name: person.name.clone() };
    one_message::change(app, id, Operation::React { reaction, on }).await
}
