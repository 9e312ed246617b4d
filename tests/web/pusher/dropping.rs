//! A client that is dropped leaves nothing behind.

use collabspace_chat::model::reason::Reason;
use collabspace_chat::pusher::Refusal;
use js_sys::{Array, Function, Reflect};
use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::line::{CHANNEL, Line, authorization};
use super::service::Service;
use crate::support::{Uncaught, function, next_frame, turns, until};

/// The clients that pusher-js knows.
fn instances() -> Array {
    let pusher = Reflect::get(&js_sys::global(), &"Pusher".into()).expect("pusher-js");
    Array::from(&Reflect::get(&pusher, &"instances".into()).expect("its clients"))
}

/// Has pusher-js call whatever is still bound to a client and its channel.
fn emit_everything(client: &JsValue) {
    let body = "for (const emitter of [client.connection, client.channel(channel)]) {
        for (const event of ['connected', 'state_change', 'error', 'message', 'pusher:subscription_succeeded',
            'pusher:subscription_error', 'pusher:member_added', 'pusher:member_removed', 'new-message', 'typing'])
            emitter.emit(event, { event: 'pusher:pong', previous: 'connected', data: { code: 4009, message: '' } });
    }";
    let emit = Function::from(function("client, channel", body));
    emit.call2(&JsValue::NULL, client, &CHANNEL.into()).expect("no callback that throws");
}

#[wasm_bindgen_test]
async fn whatever_comes_afterwards_does_nothing() {
    let uncaught = Uncaught::watch();
    let (service, line) = Line::subscribed().await;
    let client = instances().pop();
    emit_everything(&client);
    let before = line.events();
    assert!(before.len() > 10, "what is bound is called: {before:?}");
    let ears = line.hang_up();
    assert!(service.is_closed(0));
    emit_everything(&client);
    service.say(0, "new-message", Some(CHANNEL), json!({}));
    service.say(0, "pusher_internal:member_added", Some(CHANNEL), json!({ "user_id": "grace" }));
    service.say(0, "pusher:pong", None, json!({}));
    service.say_error(0, 4009, "late");
    turns().await;
    let network = web_sys::Event::new("online").expect("an event");
    crate::support::window().dispatch_event(&network).expect("dispatched");
    turns().await;
    assert_eq!(ears.events(), before);
    assert_eq!(service.sockets(), 1);
    // A callback that is still bound, but gone, would throw.
    uncaught.assert_none();
}

#[wasm_bindgen_test]
async fn a_try_under_way_is_given_up() {
    let uncaught = Uncaught::watch();
    let (service, line) = Line::connecting();
    until("a socket", || service.sockets() == 1).await;
    let ears = line.hang_up();
    assert!(service.is_closed(0));
    turns().await;
    assert_eq!(ears.events(), []);
    uncaught.assert_none();
}

#[wasm_bindgen_test]
async fn an_authorization_that_comes_too_late_is_dropped() {
    let uncaught = Uncaught::watch();
    let late = [
        Err(Refusal { status: Some(403), why: Reason::words("too late") }),
        Ok(authorization().to_string()),
        Ok("not JSON".to_owned()),
    ];
    for answer in late {
        let (service, line) = Line::connecting();
        service.welcome(0).await;
        until("the backend is asked", || line.asked().len() == 1).await;
        let before = line.events();
        let ears = line.hang_up();
        ears.answers.borrow_mut().push_back(answer);
        until("the answer was taken", || ears.answers.borrow().is_empty()).await;
        next_frame().await;
        turns().await;
        assert_eq!(ears.events(), before);
        assert!(service.heard(0, "pusher:subscribe").is_empty());
    }
    uncaught.assert_none();
}

#[wasm_bindgen_test]
async fn pusher_js_keeps_no_client_that_is_gone() {
    let _service = Service::start();
    let first = Line::start(CHANNEL, json!({}));
    let before = instances().length();
    let second = Line::start(CHANNEL, json!({}));
    assert_eq!(instances().length(), before + 1);
    drop(first);
    assert_eq!(instances().length(), before);
    drop(second);
    assert_eq!(instances().length(), before - 1);
}
