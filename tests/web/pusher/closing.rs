//! Every try that fails and every connection that ends is reported, once, and why where the service says it.

use collabspace_chat::pusher::Event;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use super::line::{CHANNEL, Line};
use super::service::Service;
use crate::support::{turns, until};

fn is_closed(event: &Event) -> bool {
    *event == Event::Closed
}

#[wasm_bindgen_test]
async fn a_real_connection_that_is_refused_is_reported_once() {
    // Puts the browser's own sockets back, which a test that failed could not.
    drop(Service::start());
    // Nothing listens on port 2 of this machine, and no browser forbids it.
    let line = Line::start(CHANNEL, json!({ "wsHost": "127.0.0.1", "wsPort": 2, "enabledTransports": ["ws"] }));
    line.client.connect();
    line.count("the end of the try", 1, is_closed).await;
    turns().await;
    assert_eq!(line.events(), [Event::Closed]);
}

#[wasm_bindgen_test]
async fn a_try_that_fails_is_reported_once() {
    let (service, line) = Line::connecting();
    until("a socket", || service.sockets() == 1).await;
    assert_eq!(line.events(), []);
    service.end(0, 1006, "");
    turns().await;
    assert_eq!(line.events(), [Event::Closed]);
}

#[wasm_bindgen_test]
async fn a_socket_that_the_browser_forbids_is_a_try_that_fails() {
    let service = Service::start();
    service.block();
    let line = Line::start(CHANNEL, json!({}));
    line.client.connect();
    line.count("the end of the try", 1, is_closed).await;
    turns().await;
    assert_eq!(line.events(), [Event::Closed]);
}

#[wasm_bindgen_test]
async fn a_handshake_that_is_none_is_a_try_that_fails() {
    let (service, line) = Line::connecting();
    service.take(0).await;
    service.say_text(0, "HTTP/1.1 200 OK");
    line.count("the end of the try", 1, is_closed).await;
    turns().await;
    assert_eq!(line.events(), [Event::Closed]);
}

#[wasm_bindgen_test]
async fn a_connection_that_closes_is_reported_once() {
    for code in [1000, 1006] {
        let (service, line) = Line::connecting();
        service.welcome(0).await;
        service.end(0, code, "");
        assert_eq!(line.events(), [Event::Connected, Event::Closed]);
        // pusher-js itself leaves its state only when it makes the next socket.
        until("the next try", || service.sockets() == 2).await;
        turns().await;
        assert_eq!(line.events(), [Event::Connected, Event::Closed]);
    }
}

#[wasm_bindgen_test]
async fn a_connection_that_died_silently_is_reported_once() {
    let service = Service::start();
    let line = Line::start(CHANNEL, json!({ "activityTimeout": 50, "pongTimeout": 50 }));
    line.client.connect();
    service.welcome(0).await;
    until("the next try", || service.sockets() == 2).await;
    turns().await;
    assert_eq!(line.events(), [Event::Connected, Event::Closed]);
}

#[wasm_bindgen_test]
async fn every_try_that_fails_is_reported() {
    let (service, line) = Line::connecting();
    for socket in 0..3 {
        until("a socket", || service.sockets() > socket).await;
        service.end(socket, 1006, "");
        line.client.disconnect();
        line.client.connect();
    }
    turns().await;
    assert_eq!(line.events(), [Event::Closed, Event::Closed, Event::Closed]);
}

#[wasm_bindgen_test]
async fn why_it_was_not_taken_comes_before_its_end() {
    for code in [4001, 4004] {
        let expected = [Event::Error(code, "why".to_owned()), Event::Closed];
        let (service, line) = Line::connecting();
        service.take(0).await;
        service.say_error(0, code, "why");
        service.end(0, code, "why");
        turns().await;
        assert_eq!(line.events(), expected, "with a message");

        let (service, line) = Line::connecting();
        service.take(0).await;
        service.end(0, code, "why");
        turns().await;
        assert_eq!(line.events(), expected, "with the closing alone");
    }
}

#[wasm_bindgen_test]
async fn why_a_connection_was_ended_comes_before_its_end() {
    for code in [4001, 4004, 4200] {
        let (service, line) = Line::connecting();
        service.welcome(0).await;
        service.end(0, code, "why");
        turns().await;
        let events = line.events();
        assert_eq!(events, [Event::Connected, Event::Error(code, "why".to_owned()), Event::Closed]);
    }
}

#[wasm_bindgen_test]
async fn an_error_that_ends_nothing_is_reported_each_time() {
    let (service, line) = Line::connecting();
    service.welcome(0).await;
    service.say_error(0, 4009, "no signature");
    service.say_error(0, 4009, "no signature");
    let error = Event::Error(4009, "no signature".to_owned());
    assert_eq!(line.events(), [Event::Connected, error.clone(), error]);
}

/// Without TLS pusher-js tries a second socket, with TLS, beside one that is slow.
#[wasm_bindgen_test]
async fn of_two_tries_side_by_side_one_that_ends_is_not_the_end() {
    let (service, line) = Line::connecting();
    until("the second socket", || service.sockets() == 2).await;
    assert!(service.url(1).starts_with("wss:"));
    service.end(1, 1006, "");
    turns().await;
    assert_eq!(line.events(), [], "the first may still succeed");
    service.end(0, 1006, "");
    turns().await;
    assert_eq!(line.events(), [Event::Closed]);
}

#[wasm_bindgen_test]
async fn the_slower_of_two_tries_does_not_end_the_connection() {
    let (service, line) = Line::connecting();
    until("the second socket", || service.sockets() == 2).await;
    service.welcome(0).await;
    until("the slower one was closed", || service.is_closed(1)).await;
    turns().await;
    assert_eq!(line.events(), [Event::Connected]);
    service.end(0, 1006, "");
    turns().await;
    assert_eq!(line.events(), [Event::Connected, Event::Closed]);
}
