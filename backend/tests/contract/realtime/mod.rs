//! The embedded Pusher server: one process, nothing else. What it has in common with others is in the tests of each
//! event, which run over both.

mod client_events;
mod ending;
mod limits;
mod subscribing;

use serde_json::{Value, json};

use crate::support::{Backend, Caller, Subscriber};

const CHANNEL: &str = "presence-workspace-demo-workspace";
const QUERY: &str = "protocol=7&client=js&version=8.6.0&flash=false";

async fn backend() -> (Backend, String) {
    let backend = Backend::embedded(&[], |_| ()).await;
    let key = backend.live_key().await;
    (backend, key)
}

/// A connection, and what a person's subscription to the workspace's channel is, signed.
async fn signed(backend: &Backend, key: &str, person: &Caller) -> (Subscriber, Value) {
    let mut socket = Subscriber::connect(backend.port(), key, QUERY).await;
    let established = socket.event("pusher:connection_established").await;
    let socket_id = established["socket_id"].as_str().expect("a socket id");
    let form = format!("socket_id={socket_id}&channel_name={CHANNEL}");
    let mut data = person.form("/api/pusher/auth", &form).await.ok();
    data["channel"] = json!(CHANNEL);
    (socket, data)
}

async fn subscribed(backend: &Backend, key: &str, person: &Caller) -> Subscriber {
    Subscriber::at(backend.port(), key, person, CHANNEL).await
}
