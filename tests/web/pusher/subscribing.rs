//! Subscribing: what the backend and the service are asked for, and who is there.

use collabspace_chat::pusher::Event;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use super::line::{CHANNEL, Line, authorization, members};
use super::service::{Service, socket_id};
use crate::support::until;

#[wasm_bindgen_test]
async fn the_backend_is_asked_and_its_answer_is_what_the_service_gets() {
    let (service, line) = Line::connecting();
    service.welcome(0).await;
    until("the backend is asked", || line.asked().len() == 1).await;
    assert_eq!(line.asked(), [(socket_id(0), CHANNEL.to_owned())]);
    assert_eq!(service.heard(0, "pusher:subscribe"), [Value::Null; 0], "not before there is an answer");
    line.answer(Ok(authorization().to_string()));
    until("the service is asked", || !service.heard(0, "pusher:subscribe").is_empty()).await;
    let mut expected = authorization();
    expected["channel"] = CHANNEL.into();
    assert_eq!(service.heard(0, "pusher:subscribe"), [expected]);
    assert_eq!(line.events(), [Event::Connected], "asked is not subscribed");
}

#[wasm_bindgen_test]
async fn a_subscription_comes_with_the_members_and_who_i_am() {
    let (service, line) = Line::connecting();
    service.welcome(0).await;
    line.answer(Ok(authorization().to_string()));
    until("the service is asked", || !service.heard(0, "pusher:subscribe").is_empty()).await;
    service.say(0, "pusher_internal:subscription_succeeded", Some(CHANNEL), members(&["ada", "grace"]));
    line.count("the subscription", 1, |event| matches!(event, Event::Subscribed(_))).await;
    let events = line.events();
    let [Event::Connected, Event::Subscribed(json)] = &events[..] else { panic!("{events:?}") };
    let subscribed: Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(subscribed["members"], json!({ "ada": { "name": "ada" }, "grace": { "name": "grace" } }));
    assert_eq!(subscribed["me"], json!({ "id": "ada", "info": { "name": "ada" } }));
}

#[wasm_bindgen_test]
async fn a_private_channel_needs_no_member_data() {
    for answer in [json!({ "auth": "app-key:signature" }), json!({ "auth": "app-key:signature", "channel_data": null })]
    {
        let service = Service::start();
        let line = Line::start("private-workspace-demo", json!({}));
        line.client.connect();
        service.welcome(0).await;
        line.answer(Ok(answer.to_string()));
        until("the service is asked", || !service.heard(0, "pusher:subscribe").is_empty()).await;
        service.say(0, "pusher_internal:subscription_succeeded", Some("private-workspace-demo"), json!({}));
        assert_eq!(line.events(), [Event::Connected, Event::Subscribed("{}".to_owned())]);
    }
}

#[wasm_bindgen_test]
async fn after_a_reconnect_the_new_socket_is_subscribed() {
    let (service, line) = Line::subscribed().await;
    service.end(0, 1006, "");
    service.welcome(1).await;
    until("the backend is asked again", || line.asked().len() == 2).await;
    assert_eq!(line.asked()[1], (socket_id(1), CHANNEL.to_owned()));
    line.answer(Ok(authorization().to_string()));
    until("the service is asked", || !service.heard(1, "pusher:subscribe").is_empty()).await;
    service.say(1, "pusher_internal:subscription_succeeded", Some(CHANNEL), members(&["ada"]));
    line.count("the second subscription", 2, |event| matches!(event, Event::Subscribed(_))).await;
}
