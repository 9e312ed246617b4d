//! `GET /app/{key}`: a live connection, if this process serves the Pusher Channels protocol itself.

use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;

use crate::realtime::Realtime;

pub async fn connect(
    State(realtime): State<Realtime>,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
    upgrade: WebSocketUpgrade,
) -> Response {
    realtime.connect(&key, query.as_deref().unwrap_or_default(), upgrade)
}
