//! A Pusher client, as small as it can be: one connection, one channel.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};

use super::{Caller, KEY, PATIENCE};

/// What the official library asks for.
const QUERY: &str = "protocol=7&client=test&version=1.0";

pub struct Subscriber {
    socket: WebSocketStream<TcpStream>,
    /// The data of `pusher:subscription_succeeded`.
    pub subscribed: Value,
}

impl Subscriber {
    /// Subscribes to the workspace's channel, authorized by the backend for this person.
    pub async fn new(port: u16, person: &Caller) -> Self {
        Self::at(port, KEY, person, "presence-workspace-demo-workspace").await
    }

    /// Subscribes at a server whose app has this key.
    pub async fn at(port: u16, key: &str, person: &Caller, channel: &str) -> Self {
        let mut subscriber = Self::connect(port, key, QUERY).await;
        subscriber.subscribe(person, channel).await;
        subscriber
    }

    /// A connection that is subscribed to nothing.
    pub async fn connect(port: u16, key: &str, query: &str) -> Self {
        Self::over(TcpSocket::new_v4().expect("a socket"), port, key, query).await
    }

    /// The same, on a system that keeps next to nothing for it while it does not read.
    pub async fn with_little_room(port: u16, key: &str) -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_recv_buffer_size(4_096).expect("a small buffer");
        Self::over(socket, port, key, QUERY).await
    }

    async fn over(socket: TcpSocket, port: u16, key: &str, query: &str) -> Self {
        let stream = socket.connect(([127, 0, 0, 1], port).into()).await.expect("a connection");
        let url = format!("ws://127.0.0.1:{port}/app/{key}?{query}");
        let (socket, _) = client_async(url, stream).await.expect("a WebSocket");
        Self { socket, subscribed: Value::Null }
    }

    /// Subscribes a new connection, authorized by the backend for this person.
    pub async fn subscribe(&mut self, person: &Caller, channel: &str) {
        let established = self.event("pusher:connection_established").await;
        let socket_id = established["socket_id"].as_str().expect("a socket id");
        let form = format!("socket_id={socket_id}&channel_name={channel}");
        let mut data = person.form("/api/pusher/auth", &form).await.ok();
        data["channel"] = json!(channel);
        self.send(&json!({ "event": "pusher:subscribe", "data": data })).await;
        self.subscribed = self.event("pusher_internal:subscription_succeeded").await;
    }

    /// The code with which the server closes the connection; what comes before is passed over.
    pub async fn closed(&mut self) -> u16 {
        loop {
            match tokio::time::timeout(PATIENCE, self.socket.next()).await.expect("an end in time") {
                Some(Ok(Message::Close(Some(frame)))) => {
                    // Acknowledges it, as a browser does. The server may have gone meanwhile.
                    let _ = self.socket.flush().await;
                    return frame.code.into();
                }
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
        let frame = self.any_frame().await;
        let name = frame["event"].as_str().expect("an event's name").to_owned();
        // The protocol puts JSON into a text.
        let data = match &frame["data"] {
            Value::String(text) => serde_json::from_str(text).expect("JSON in data"),
            other => other.clone(),
        };
        (name, data)
    }

    /// The next frame, as it came.
    pub async fn any_frame(&mut self) -> Value {
        loop {
            let frame = tokio::time::timeout(PATIENCE, self.socket.next()).await;
            let frame = frame.expect("an event in time").expect("an open connection");
            if let Message::Text(text) = frame.expect("a good frame") {
                return serde_json::from_str(&text).expect("JSON");
            }
        }
    }
}
