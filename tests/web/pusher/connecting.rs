//! Connecting, and only when told to.

use collabspace_chat::pusher::Event;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use super::line::{CHANNEL, Line};
use super::service::Service;
use crate::support::{function, turns, until};

#[wasm_bindgen_test]
async fn it_connects_when_it_is_told_to_and_once() {
    let service = Service::start();
    let line = Line::start(CHANNEL, json!({}));
    turns().await;
    assert_eq!(service.sockets(), 0, "nobody told it to");
    line.client.connect();
    service.welcome(0).await;
    line.client.connect();
    turns().await;
    assert_eq!(service.sockets(), 1);
    assert!(service.url(0).starts_with("ws://service.test:80/app/app-key?protocol=7"), "{}", service.url(0));
    assert_eq!(line.events(), [Event::Connected]);
}

#[wasm_bindgen_test]
async fn the_host_pages_own_clients_connect_as_ever() {
    let service = Service::start();
    let line = Line::start(CHANNEL, json!({}));
    let body =
        "return new Pusher('other-key', { cluster: '', wsHost: 'other.test', enabledTransports: ['ws', 'wss'] })";
    let other = js_sys::Function::from(function("", body)).call0(&wasm_bindgen::JsValue::NULL).expect("a client");
    until("the other's socket", || service.sockets() == 1).await;
    assert!(service.url(0).contains("other.test"));
    let disconnect = js_sys::Function::from(function("pusher", "pusher.disconnect(); Pusher.instances = []"));
    disconnect.call1(&wasm_bindgen::JsValue::NULL, &other).expect("disconnected");
    drop(line);
}

#[wasm_bindgen_test]
async fn asked_to_disconnect_it_closes_and_does_not_reconnect_until_asked() {
    let (service, line) = Line::connecting();
    service.welcome(0).await;
    line.client.disconnect();
    assert!(service.is_closed(0));
    turns().await;
    line.client.connect();
    service.welcome(1).await;
    line.client.disconnect();
    line.client.connect();
    // The end of the one before comes when the next is already being made.
    until("the socket 2", || service.sockets() == 3).await;
    turns().await;
    service.welcome(2).await;
    turns().await;
    assert_eq!(line.events(), [Event::Connected, Event::Connected, Event::Connected], "what it was told is no news");
}

#[wasm_bindgen_test]
async fn a_ping_is_answered_with_a_pong() {
    let (service, line) = Line::connecting();
    service.welcome(0).await;
    line.client.ping();
    until("a ping", || !service.heard(0, "pusher:ping").is_empty()).await;
    assert_eq!(line.events(), [Event::Connected]);
    service.say(0, "pusher:pong", None, json!({}));
    assert_eq!(line.events(), [Event::Connected, Event::Pong]);
}

#[wasm_bindgen_test]
async fn a_ping_without_a_connection_does_nothing() {
    let service = Service::start();
    let line = Line::start(CHANNEL, json!({}));
    line.client.ping();
    turns().await;
    assert_eq!((service.sockets(), line.events().len()), (0, 0));
}
