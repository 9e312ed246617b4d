//! The service: sockets in the page whose other end is the test.

use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use crate::support::until;

#[wasm_bindgen(module = "/tests/web/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = Service)]
    type Sockets;
    #[wasm_bindgen(constructor, js_class = "Service")]
    fn new() -> Sockets;
    #[wasm_bindgen(method)]
    fn stop(this: &Sockets);
    #[wasm_bindgen(method)]
    fn block(this: &Sockets);
    #[wasm_bindgen(method)]
    fn count(this: &Sockets) -> usize;
    #[wasm_bindgen(method)]
    fn url(this: &Sockets, socket: usize) -> String;
    #[wasm_bindgen(method)]
    fn state(this: &Sockets, socket: usize) -> u16;
    #[wasm_bindgen(method)]
    fn open(this: &Sockets, socket: usize);
    #[wasm_bindgen(method)]
    fn say(this: &Sockets, socket: usize, data: &str);
    #[wasm_bindgen(method)]
    fn end(this: &Sockets, socket: usize, code: u16, reason: &str);
    #[wasm_bindgen(method)]
    fn sent(this: &Sockets, socket: usize) -> Vec<String>;
}

/// The service. Sockets are numbered from 0, as they come.
pub struct Service(Sockets);

impl Service {
    /// From now on every socket of the page leads here, until this is dropped.
    pub fn start() -> Self {
        Self(Sockets::new())
    }

    /// From now on the browser forbids sockets.
    pub fn block(&self) {
        self.0.block();
    }

    pub fn sockets(&self) -> usize {
        self.0.count()
    }

    pub fn url(&self, socket: usize) -> String {
        self.0.url(socket)
    }

    /// Whether the page has closed a socket, or the service.
    pub fn is_closed(&self, socket: usize) -> bool {
        self.0.state(socket) >= 2
    }

    /// Waits for a socket and takes the connection, without a word.
    pub async fn take(&self, socket: usize) {
        until("a socket", || self.sockets() > socket).await;
        self.0.open(socket);
    }

    /// Waits for a socket and takes the connection. A socket's id is made of its number.
    pub async fn welcome(&self, socket: usize) {
        self.take(socket).await;
        let data = json!({ "socket_id": socket_id(socket), "activity_timeout": 120 });
        self.say(socket, "pusher:connection_established", None, data);
    }

    /// Sends an event. As the service does, its data is text that holds JSON.
    pub fn say(&self, socket: usize, event: &str, channel: Option<&str>, data: Value) {
        let mut message = json!({ "event": event, "data": data.to_string() });
        if let Some(channel) = channel {
            message["channel"] = channel.into();
        }
        self.0.say(socket, &message.to_string());
    }

    /// Sends an error and closes, as the hosted service does.
    pub fn say_error(&self, socket: usize, code: u16, words: &str) {
        let error = json!({ "event": "pusher:error", "data": { "code": code, "message": words } });
        self.0.say(socket, &error.to_string());
    }

    /// Sends this text as it is.
    pub fn say_text(&self, socket: usize, text: &str) {
        self.0.say(socket, text);
    }

    /// Ends a socket; 1006 is what the page sees where the network is gone.
    pub fn end(&self, socket: usize, code: u16, reason: &str) {
        self.0.end(socket, code, reason);
    }

    /// The data of every event of this name that the page sent.
    pub fn heard(&self, socket: usize, event: &str) -> Vec<Value> {
        let messages = self.0.sent(socket).into_iter().map(|text| serde_json::from_str::<Value>(&text).expect("JSON"));
        messages.filter(|message| message["event"] == event).map(|message| message["data"].clone()).collect()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// The id that a socket of this number is welcomed with.
pub fn socket_id(socket: usize) -> String {
    format!("1.{socket}")
}
