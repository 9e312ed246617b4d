//! The answers of the extensions: capabilities, `me`, `channels`.

use collabspace_chat::wire::answers::{channels, features, me};
use serde_json::{Value, json};

use crate::support::refuses;

#[test]
fn the_features_are_those_of_version_1() {
    let of = |json: Value| features(&json.to_string());
    assert_eq!(
        of(json!({ "version": 1, "features": ["client-id", "after", "of-the-future"] })),
        Some(vec!["client-id".to_owned(), "after".to_owned(), "of-the-future".to_owned()])
    );
    assert_eq!(of(json!({ "version": 1, "features": [] })), Some(vec![]));
    assert_eq!(of(json!({ "version": 1, "features": ["me", 5, null] })), Some(vec!["me".to_owned()]));
}

#[test]
fn what_is_no_answer_of_version_1_is_the_baseline() {
    for text in [
        "",
        "<!doctype html>",
        "null",
        "[]",
        "\"version\"",
        "{}",
        "{\"version\":1}",
        "{\"features\":[\"me\"]}",
        "{\"version\":2,\"features\":[\"me\"]}",
        "{\"version\":\"1\",\"features\":[\"me\"]}",
        "{\"version\":1,\"features\":{\"me\":true}}",
        "{\"version\":1,\"features\":null}",
    ] {
        assert_eq!(features(text), None, "{text}");
    }
}

#[test]
fn me_is_a_person() {
    let (person, _) =
        me("{\"id\":\"u1\",\"name\":\"Ada\",\"email\":\"a@b.example\",\"avatar\":\"https://p.example/a.png\"}")
            .expect("a person");
    assert_eq!((&*person.id, &*person.name, person.avatar.as_deref()), ("u1", "Ada", Some("https://p.example/a.png")));
    assert_eq!(&*me("{\"id\":1,\"email\":\"ada@b.example\"}").expect("a person").0.name, "ada");
    assert_eq!(&*me("{\"id\":\"u1\",\"name\":null}").expect("a person").0.name, "u1");
    let channel = |name: &str| me(&format!("{{\"id\":1,\"pusherChannel\":\"{name}\"}}")).expect("a person").1;
    assert_eq!(channel("private-user-1").as_deref(), Some("private-user-1"));
    assert_eq!(channel("presence-user-1"), None, "others would see that they are here");
    refuses(me("{\"name\":\"Ada\"}"), "id", "nothing");
    refuses(me("{\"id\":null,\"name\":\"Ada\"}"), "id", "nothing");
    refuses(me("[]"), "the text", "a list of 0");
}

#[test]
fn channels_arrive_in_their_order() {
    let text = json!({ "channels": [
        { "id": "general", "name": "General", "topic": "All of us", "lastMessageAt": null, "unread": 3, "lastReadId": "m1" },
        { "id": 7, "name": "", "topic": " ", "unread": -1, "lastReadId": null },
        { "id": "general", "name": "Again" },
        { "id": "x", "topic": null, "unread": 99_999_999_999_u64 },
    ] });
    let (channels, name) = channels(&text.to_string()).expect("channels");
    assert_eq!(name, None);
    let shown: Vec<_> = channels.iter().map(|one| (&*one.id, &*one.name, one.topic.as_deref(), one.unread)).collect();
    assert_eq!(shown, [("general", "General", Some("All of us"), 3), ("7", "7", None, 0), ("x", "x", None, u32::MAX)]);
    let read: Vec<_> = channels.iter().map(|one| one.last_read.as_deref()).collect();
    assert_eq!(read, [Some("m1"), None, None]);
}

#[test]
fn a_list_of_channels_that_is_none_names_its_field() {
    refuses(channels("{}"), "channels", "nothing");
    refuses(channels("{\"channels\":{}}"), "channels", "an object");
    refuses(channels("{\"success\":false,\"channels\":[]}"), "success", "false");
    refuses(channels("{\"channels\":[{\"id\":\"a\"},{\"name\":\"b\"}]}"), "channels[1].id", "nothing");
    refuses(channels("{\"channels\":[\"general\"]}"), "channels[0]", "\"general\"");
    refuses(channels("{\"channels\":[{\"id\":\"a\",\"name\":5}]}"), "channels[0].name", "5");
    refuses(channels("{\"channels\":[{\"id\":\"a\",\"topic\":[]}]}"), "channels[0].topic", "a list of 0");
}

#[test]
fn the_list_of_channels_may_name_the_workspace() {
    let named = |name: Value| {
        let text = json!({ "channels": [], "workspaceName": name }).to_string();
        let (_, name) = channels(&text).expect("channels");
        name.as_deref().map(str::to_owned)
    };
    assert_eq!(named(json!("Team A")).as_deref(), Some("Team A"));
    for none in [json!(null), json!(7), json!("\u{200b}")] {
        assert_eq!(named(none), None, "a name that cannot be shown is none");
    }
}
