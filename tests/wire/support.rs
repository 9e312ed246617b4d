//! What several tests need.

use std::fmt::Debug;

use collabspace_chat::wire::WireError;
use serde_json::{Value, json};

/// A Message of the contract with every field that it has.
pub fn whole_message() -> Value {
    json!({
        "id": "m1",
        "content": "Hello, Ada",
        "senderId": "u1",
        "senderName": "Grace",
        "senderAvatar": "https://pictures.example/grace.png",
        "channelId": "general",
        "createdAt": "2026-11-23T12:41:25.123Z",
    })
}

/// The value with a field set, at a path such as `api.baseUrl`.
pub fn with(mut value: Value, path: &str, field: Value) -> Value {
    let pointer = format!("/{}", path.replace('.', "/"));
    match value.pointer_mut(&pointer) {
        Some(place) => *place = field,
        None => {
            let (parent, name) = pointer.rsplit_once('/').expect("a path");
            let parent = value.pointer_mut(parent).expect("the parent is there");
            parent.as_object_mut().expect("the parent is an object").insert(name.to_owned(), field);
        }
    }
    value
}

/// The value without a field.
pub fn without(mut value: Value, name: &str) -> Value {
    value.as_object_mut().expect("an object").remove(name).expect("the field was there");
    value
}

/// Requires that exactly this field was refused, and that the refusal can be shown to a person.
#[track_caller]
pub fn refuses<T: Debug>(result: Result<T, WireError>, field: &str, holds: &str) {
    let error = result.expect_err("it should have been refused");
    assert_eq!((error.field.as_str(), error.holds.as_str()), (field, holds), "{error}");
    assert_presentable(&error);
}

/// Requires one line of a bearable length that says all three things.
#[track_caller]
pub fn assert_presentable(error: &WireError) {
    let shown = error.to_string();
    assert!(!error.field.is_empty() && !error.holds.is_empty() && !error.expected.is_empty(), "{error:?}");
    assert!(shown.contains(&error.field) && shown.contains(&error.holds) && shown.contains(&error.expected), "{shown}");
    assert!(!shown.contains(char::is_control), "{shown:?}");
    assert!(shown.chars().count() < 600, "{} characters: {shown}", shown.chars().count());
}

/// JSON that is never what a text field should hold, and how it is described.
pub fn no_texts() -> Vec<(Value, &'static str)> {
    vec![
        (Value::Null, "nothing"),
        (json!(true), "true"),
        (json!(12.5), "12.5"),
        (json!([1, 2, 3]), "a list of 3"),
        (json!({"$gt": ""}), "an object"),
    ]
}
