//! `GET /api/me`: the caller (extension `me`), and their own Pusher channel (extension `read`).

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::app::App;
use crate::features::Feature;
use crate::person::Person;

pub async fn get(person: Person, State(app): State<Arc<App>>) -> Json<Value> {
    let mut me = json!(person);
    if app.config.features.has(Feature::Read) {
        me["pusherChannel"] = json!(person.pusher_channel());
    }
    Json(me)
}
