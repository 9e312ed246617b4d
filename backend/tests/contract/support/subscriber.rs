//! A Pusher client, as small as it can be: one connection, one channel.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::{Caller, KEY, PATIENCE};

pub struct Subscriber {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// The data of `pusher:subscription_succeeded`.
    pub subscribed: Value,
}

impl Subscriber {
    /// Subscribes to the workspace's channel, authorized by the backend for this person.
    pub async fn new(port: u16, person: &Caller) -> Self {
        Self::of_channel(port, person, "presence-workspace-demo-workspace").await
    }

    pub async fn of_channel(port: u16, person: &Caller, channel: &str) -> Self {
        Self::at(port, KEY, person, channel).await
    }

    /// Subscribes at a server whose app has this key.
    pub async fn at(port: u16, key: &str, person: &Caller, channel: &str) -> Self {
        let mut subscriber = Self::connect(port, key, "protocol=7&client=test&version=1.0").await;
        let established = subscriber.event("pusher:connection_established").await;
        let socket_id = established["socket_id"].as_str().expect("a socket id");
        let form = format!("socket_id={socket_id}&channel_name={channel}");
        let mut data = person.form("/api/pusher/auth", &form).await.ok();
        data["channel"] = json!(channel);
        subscriber.send(&json!({ "event": "pusher:subscribe", "data": data })).await;
        subscriber.subscribed = subscriber.event("pusher_internal:subscription_succeeded").await;
        subscriber
    }

    /// A connection that is subscribed to nothing.
    pub async fn connect(port: u16, key: &str, query: &str) -> Self {
        let (socket, _) =
            connect_async(format!("ws://127.0.0.1:{port}/app/{key}?{query}")).await.expect("a connection");
        Self { socket, subscribed: Value::Null }
    }

    /// The code with which the server closes the connection; what comes before is passed over.
    pub async fn closed(&mut self) -> u16 {
        loop {
            match tokio::time::timeout(PATIENCE, self.socket.next()).await.expect("an end in time") {
                Some(Ok(Message::Close(Some(frame)))) => return frame.code.into(),
                Some(Ok(_)) => {}
                ended => panic!("the connection ended without a code: {ended:?}"),
            }
        }
    }

    pub async fn send(&mut self, frame: &Value) {
        let frame = Message::text(frame.to_string());
        self.socket.send(frame).await.expect("the frame is sent");
    }

    /// The data of the next event of that name; others are passed over.
    pub async fn event(&mut self, name: &str) -> Value {
        loop {
            let (event, data) = self.any_event().await;
            assert_ne!(event, "pusher:error", "{data}");
            if event == name {
                return data;
            }
        }
    }

    /// The data of the next event, whatever it is, with its name.
    pub async fn any_event(&mut self) -> (String, Value) {
        loop {
            let frame = tokio::time::timeout(PATIENCE, self.socket.next()).await;
            let frame = frame.expect("an event in time").expect("an open connection");
            let Message::Text(text) = frame.expect("a good frame") else {
                continue;
            };
            let frame: Value = serde_json::from_str(&text).expect("JSON");
            let name = frame["event"].as_str().expect("an event's name").to_owned();
            // The protocol puts JSON into a text.
            let data = match &frame["data"] {
                Value::String(text) => serde_json::from_str(text).expect("JSON in data"),
                other => other.clone(),
            };
            return (name, data);
        }
    }
}
