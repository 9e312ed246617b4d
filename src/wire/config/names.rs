//! The names of the chat's channel and events at Pusher.

use super::{checked, section, unknown};
use crate::model::text::{position, replaced};
use crate::wire::WireError;
use crate::wire::json::Object;

/// The placeholder of the workspace's id.
const PLACE: &str = "{workspaceId}";

/// The longest channel name that Pusher accepts.
const LONGEST: usize = 164;

/// The names of the events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventNames {
    /// A message was stored.
    pub new_message: String,
    /// A person types, or has stopped.
    pub typing: String,
    /// A message changed.
    pub message_updated: String,
    /// A message was deleted.
    pub message_deleted: String,
    /// A person set or removed a reaction.
    pub message_reacted: String,
}

pub(super) fn filled(pattern: &str, workspace: &str) -> String {
    replaced(pattern, PLACE, workspace)
}

/// The workspace's id and the pattern of its Pusher channel.
pub(super) fn channel(root: Object<'_>) -> Result<(String, String), WireError> {
    let workspace = match root.get("workspaceId") {
        Some(_) => root.id("workspaceId")?.to_string(),
        None => "demo-workspace".to_owned(),
    };
    let pattern = checked(root, "channelPattern", PREFIX, Some)?.unwrap_or("presence-workspace-{workspaceId}");
    let wrong = |expected: &str| Err(root.wrong("channelPattern", expected));
    if pattern.starts_with("private-encrypted-") {
        return wrong("a channel that is not encrypted: the page does not carry what decrypts");
    }
    let rest = pattern.strip_prefix("presence-").or_else(|| pattern.strip_prefix("private-"));
    let Some(rest) = rest.filter(|rest| !rest.is_empty()) else { return wrong(PREFIX) };
    if !is_allowed(&replaced(rest, PLACE, "")) {
        return wrong(CHARACTERS);
    }
    let has_place = position(rest, PLACE).is_some();
    if has_place && !is_allowed(&workspace) {
        return Err(root.wrong("workspaceId", CHARACTERS));
    }
    if filled(pattern, &workspace).len() > LONGEST {
        let field = if has_place { "workspaceId" } else { "channelPattern" };
        return Err(root.wrong(field, "so little that the Pusher channel's name has at most 164 characters"));
    }
    Ok((workspace, pattern.to_owned()))
}

const PREFIX: &str = "a channel's name that begins with presence- or private-, such as presence-workspace-{workspaceId}; \
                      a public channel asks nobody who is listening";

const CHARACTERS: &str = "only what Pusher allows in a channel's name: letters A to Z, digits and _ - = @ , . ; \
                          ({workspaceId} stands for the workspace's id)";

fn is_allowed(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-=@,.;".contains(&byte))
}

/// The fields of `events`, and their defaults.
const EVENTS: [(&str, &str); 5] = [
    ("newMessage", "new-message"),
    ("typing", "typing"),
    ("messageUpdated", "message-updated"),
    ("messageDeleted", "message-deleted"),
    ("messageReacted", "message-reacted"),
];

pub(super) fn events(root: Object<'_>, warnings: &mut Vec<WireError>) -> Result<EventNames, WireError> {
    let mut names = EVENTS.map(|(_, default)| default.to_owned());
    if let Some(events) = section(root, "events")? {
        warnings.extend(unknown(events, &EVENTS.map(|(field, _)| field)));
        for (at, (field, _)) in EVENTS.iter().enumerate() {
            if let Some(name) = checked(events, field, EVENT, |text| is_event(text).then_some(text))? {
                names[at] = name.to_owned();
            }
        }
        for (at, (field, _)) in EVENTS.iter().enumerate() {
            if let Some(same) = names[..at].iter().position(|name| *name == names[at]) {
                let holds = format!("\"{}\"", names[at]);
                let expected = format!("another name than events.{}", EVENTS[same].0);
                return Err(WireError { holds, ..events.wrong(field, &expected) });
            }
        }
    }
    let [new_message, typing, message_updated, message_deleted, message_reacted] = names;
    Ok(EventNames { new_message, typing, message_updated, message_deleted, message_reacted })
}

const EVENT: &str = "an event's name of 1 to 200 characters that begins neither with pusher: (those are the protocol's own) nor with \
     client- (those any member can send, in anybody's name)";

fn is_event(text: &str) -> bool {
    let is_reserved = ["pusher:", "pusher_internal:", "client-"].iter().any(|prefix| text.starts_with(prefix));
    !is_reserved && (1..=200).contains(&text.len()) && !text.contains(char::is_control)
}
