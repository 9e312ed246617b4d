//! `config.json`: the names under which Pusher carries the chat.

use serde_json::{Value, json};

use crate::config::{least, parse, refused};
use crate::support::{refuses, with};

fn channel(pattern: &str, workspace: Value) -> String {
    let value = with(with(least(), "channelPattern", json!(pattern)), "workspaceId", workspace);
    parse(&value).expect("settings").pusher_channel()
}

#[test]
fn the_workspace_is_put_in_its_place() {
    assert_eq!(channel("presence-workspace-{workspaceId}", json!("w1")), "presence-workspace-w1");
    assert_eq!(channel("private-{workspaceId}.{workspaceId}", json!(7)), "private-7.7");
    assert_eq!(channel("presence-all", json!("any thing")), "presence-all");
    assert_eq!(channel(" presence-a_b-c=d@e,f.g;h ", json!("w")), "presence-a_b-c=d@e,f.g;h");
}

#[test]
fn presence_and_private_are_distinguished() {
    let config = |pattern: &str| parse(&with(least(), "channelPattern", json!(pattern))).expect("settings");
    let (presence, private) = (config("presence-x"), config("private-x"));
    assert!(presence.has_presence() && !presence.is_private());
    assert!(!private.has_presence() && private.is_private());
}

#[test]
fn a_public_channel_is_refused_with_the_reason() {
    for pattern in ["workspace-{workspaceId}", "", "{workspaceId}", "presence", "private-", "Presence-x", "presence-"] {
        refused("channelPattern", json!(pattern), &format!("\"{pattern}\""));
    }
    let error = parse(&with(least(), "channelPattern", json!("public-x"))).expect_err("public");
    assert!(error.expected.contains("asks nobody who is listening"), "{error}");
}

#[test]
fn an_encrypted_channel_is_refused() {
    refused("channelPattern", json!("private-encrypted-x"), "\"private-encrypted-x\"");
}

#[test]
fn only_what_pusher_allows_stands_in_a_channel_s_name() {
    for pattern in
        ["presence-a b", "presence-{workspace}", "presence-#x", "presence-é", "private-a:b", "presence-{workspaceId"]
    {
        refused("channelPattern", json!(pattern), &format!("\"{pattern}\""));
    }
    for workspace in ["my workspace", "a/b", "wörk", "{workspaceId}"] {
        refused("workspaceId", json!(workspace), &format!("\"{workspace}\""));
    }
    for (workspace, holds) in
        [(json!(""), "\"\""), (json!({}), "an object"), (json!(true), "true"), (json!(1.5), "1.5")]
    {
        refused("workspaceId", workspace, holds);
    }
}

#[test]
fn a_channel_s_name_has_at_most_164_characters() {
    let longest = "w".repeat(164 - "presence-workspace-".len());
    assert_eq!(channel("presence-workspace-{workspaceId}", json!(longest)).len(), 164);
    let shown = format!("\"{}…\"", "w".repeat(60));
    refused("workspaceId", json!(format!("{longest}w")), &shown);
    let pattern = format!("presence-{}", "x".repeat(156));
    refuses(
        parse(&with(least(), "channelPattern", json!(pattern))),
        "channelPattern",
        &format!("\"{}…\"", &pattern[..60]),
    );
}

#[test]
fn events_have_names_of_their_own() {
    let events = |value: Value| parse(&with(least(), "events", value));
    let names = events(json!({ "typing": "types" })).expect("settings").events;
    assert_eq!((names.new_message.as_str(), names.typing.as_str()), ("new-message", "types"));
    for wrong in ["", "pusher:subscription_succeeded", "pusher_internal:x", "client-message"] {
        refused("events.newMessage", json!(wrong), &format!("\"{wrong}\""));
    }
    refused("events.typing", json!("t".repeat(201)), &format!("\"{}…\"", "t".repeat(60)));
    refuses(events(json!({ "newMessage": "typing" })), "events.typing", "\"typing\"");
    refuses(events(json!({ "newMessage": "a", "typing": "a" })), "events.typing", "\"a\"");
}
