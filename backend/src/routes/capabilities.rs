//! `GET /api/capabilities`: the enabled extensions. Open to everyone, since a page asks before its user has signed
//! in.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::app::App;
use crate::limits;

pub async fn get(State(app): State<Arc<App>>) -> Json<Value> {
    let search = json!({ "folds": app.store.search_folds() });
    let mut capabilities = json!({ "version": 1, "features": app.config.features.names(), "search": search });
    if let Some(files) = &app.config.attachments {
        capabilities["attachments"] =
            json!({ "maxBytes": files.max_bytes, "maxCount": limits::ATTACHMENTS, "types": ["*/*"] });
    }
    Json(capabilities)
}
