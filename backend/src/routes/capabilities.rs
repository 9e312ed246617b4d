//! `GET /api/capabilities`: which extensions there are. Open to everybody, since a page asks it
//! before its visitor has signed in.

use axum::Json;
use serde_json::{Value, json};

pub async fn get() -> Json<Value> {
    Json(json!({ "version": 1, "features": ["client-id", "after", "around", "me", "channels"] }))
}
