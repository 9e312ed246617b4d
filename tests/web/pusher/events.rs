//! What the channel carries: members that come and go, and the events asked for.

use collabspace_chat::pusher::{Data, Event};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use super::line::{CHANNEL, Line};
use crate::support::Uncaught;

fn parsed(json: &str) -> Value {
    serde_json::from_str(json).expect("JSON")
}

#[wasm_bindgen_test]
async fn members_come_and_go() {
    let (service, line) = Line::subscribed().await;
    let before = line.events().len();
    let grace = json!({ "user_id": "grace", "user_info": { "name": "Grace" } });
    service.say(0, "pusher_internal:member_added", Some(CHANNEL), grace);
    service.say(0, "pusher_internal:member_removed", Some(CHANNEL), json!({ "user_id": "grace" }));
    // One who was never there cannot leave.
    service.say(0, "pusher_internal:member_removed", Some(CHANNEL), json!({ "user_id": "grace" }));
    let events = line.events().split_off(before);
    let [Event::MemberAdded(added), Event::MemberRemoved(removed)] = &events[..] else { panic!("{events:?}") };
    let member = json!({ "id": "grace", "info": { "name": "Grace" } });
    assert_eq!((parsed(added), parsed(removed)), (member.clone(), member));
}

#[wasm_bindgen_test]
async fn the_events_asked_for_come_with_their_data_as_json() {
    let (service, line) = Line::subscribed().await;
    let before = line.events().len();
    let data = json!({ "id": "m1", "content": "Hello\n\"<b>\" \u{0} 😀", "attachments": [null, 1.5, true] });
    service.say(0, "new-message", Some(CHANNEL), data.clone());
    service.say(0, "message-updated", Some(CHANNEL), data.clone());
    service.say(0, "new-message", Some("presence-workspace-other"), data.clone());
    service.say(0, "typing", Some(CHANNEL), json!({ "isTyping": true }));
    let events = line.events().split_off(before);
    let [Event::Named(first, message), Event::Named(second, typing)] = &events[..] else { panic!("{events:?}") };
    // By their places among the events asked for.
    assert_eq!((*first, parsed(&message.json())), (0, data.clone()));
    assert_eq!((*second, parsed(&typing.json())), (1, json!({ "isTyping": true })));
    assert_eq!(parsed(&Data::list([message, typing])), json!([data, { "isTyping": true }]));
}

#[wasm_bindgen_test]
async fn data_of_any_kind_is_json() {
    let uncaught = Uncaught::watch();
    let (service, line) = Line::subscribed().await;
    let before = line.events().len();
    let given = [r#""not JSON""#, r#""7""#, "null", "[]", r#"{"a":1}"#];
    for data in given {
        service.say_text(0, &format!(r#"{{"event":"typing","channel":"{CHANNEL}","data":{data}}}"#));
    }
    service.say_text(0, &format!(r#"{{"event":"typing","channel":"{CHANNEL}"}}"#));
    let events = line.events().split_off(before);
    let data: Vec<_> =
        events.iter().filter_map(|event| if let Event::Named(1, data) = event { Some(data) } else { None }).collect();
    let expected = [r#""not JSON""#, "7", "null", "[]", r#"{"a":1}"#, "null"];
    assert_eq!(data.iter().map(|data| data.json()).collect::<Vec<_>>(), expected);
    assert_eq!(Data::list(data), ["[", &expected.join(","), "]"].concat());
    uncaught.assert_none();
}
