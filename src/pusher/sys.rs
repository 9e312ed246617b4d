//! The names of pusher-js that are used, as they are. What they mean is in [`super::client`].
//!
//! Bound by hand, and only what is used. The class itself is in [`super::Settings`].

use js_sys::{Function, Object};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A client: one connection and its subscriptions. It has the events of all channels, and those of none.
    #[wasm_bindgen(extends = Emitter)]
    #[derive(Clone, Debug)]
    pub type Pusher;

    /// Begins to connect; does nothing where a connection is there or under way.
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

    /// The client's own log. It alone tells of a try to connect that failed.
    #[wasm_bindgen(method, getter)]
    pub fn timeline(this: &Pusher) -> Object;

    /// Anything that events can be bound to.
    #[derive(Clone, Debug)]
    pub type Emitter;

    /// Calls back with each event of this name.
    #[wasm_bindgen(method)]
    pub fn bind(this: &Emitter, event: &str, callback: &Function);

    /// Ends that.
    #[wasm_bindgen(method)]
    pub fn unbind(this: &Emitter, event: &str, callback: &Function);

    /// Sends an event of the protocol; `false` where there is no connection.
    #[wasm_bindgen(method, catch)]
    pub fn send_event(this: &Emitter, event: &str, data: &JsValue) -> Result<bool, JsValue>;

    /// A subscription.
    #[wasm_bindgen(extends = Emitter)]
    #[derive(Clone, Debug)]
    pub type Channel;
}
