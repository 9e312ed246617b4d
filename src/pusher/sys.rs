//! The names of pusher-js that are used, as they are. [`super::client`] explains them.
//!
//! Bound by hand, as far as used. The class itself is in [`super::Settings`].

use js_sys::{Function, Object};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A client: one connection and its subscriptions. It also receives the events of all channels, and events
    /// without a channel.
    #[wasm_bindgen(extends = Emitter)]
    #[derive(Clone, Debug)]
    pub type Pusher;

    /// Begins to connect; does nothing if a connection exists or is being made.
    #[wasm_bindgen(method, catch)]
    pub fn connect(this: &Pusher) -> Result<(), JsValue>;

    /// Drops the connection and every timer that would make another.
    #[wasm_bindgen(method, catch)]
    pub fn disconnect(this: &Pusher) -> Result<(), JsValue>;

    /// Subscribes, now or when the connection is there.
    #[wasm_bindgen(method, catch)]
    pub fn subscribe(this: &Pusher, channel: &str) -> Result<Channel, JsValue>;

    /// Ends a subscription.
    #[wasm_bindgen(method, catch)]
    pub fn unsubscribe(this: &Pusher, channel: &str) -> Result<(), JsValue>;

    /// The connection with its states and errors.
    #[wasm_bindgen(method, getter)]
    pub fn connection(this: &Pusher) -> Emitter;

    /// The client's own log, the only source about failed attempts to connect.
    #[wasm_bindgen(method, getter)]
    pub fn timeline(this: &Pusher) -> Object;

    /// An object to which events can be bound.
    #[derive(Clone, Debug)]
    pub type Emitter;

    /// Calls back with each event of this name.
    #[wasm_bindgen(method)]
    pub fn bind(this: &Emitter, event: &str, callback: &Function);

    /// Unbinds it.
    #[wasm_bindgen(method)]
    pub fn unbind(this: &Emitter, event: &str, callback: &Function);

    /// Sends an event of the protocol. Returns `false` if there is no connection.
    #[wasm_bindgen(method, catch)]
    pub fn send_event(this: &Emitter, event: &str, data: &JsValue) -> Result<bool, JsValue>;

    /// A subscription.
    #[wasm_bindgen(extends = Emitter)]
    #[derive(Clone, Debug)]
    pub type Channel;
}
