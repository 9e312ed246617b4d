//! The contract's events, each within Pusher's size limit.

use serde::Serialize;
use serde_json::json;

use super::Event;
use crate::message::{Message, Reaction, Tombstone};
use crate::person::Person;

/// The largest data of one event, in bytes (Pusher's limit).
pub const EVENT_BYTES: usize = 10_240;

/// `new-message`.
pub fn new_message(channel: String, message: Message) -> Event {
    Event { channel, name: "new-message", data: whole(message) }
}

/// `message-updated`.
pub fn message_updated(channel: String, message: Message) -> Event {
    Event { channel, name: "message-updated", data: whole(message) }
}

/// `message-deleted`.
pub fn message_deleted(channel: String, tombstone: &Tombstone) -> Event {
    Event { channel, name: "message-deleted", data: json!(tombstone).to_string() }
}

/// `message-reacted`: the reaction was `on` or off when the message had this `rev`.
pub fn message_reacted(channel: String, message: &Message, reaction: &Reaction, rev: i64, on: bool) -> Event {
    let data = json!({
        "id": message.id,
        "channelId": message.channel_id,
        "rev": rev,
        "emoji": reaction.emoji,
        "userId": reaction.user_id,
        "userName": reaction.user_name,
        "on": on,
    });
    Event { channel, name: "message-reacted", data: data.to_string() }
}

/// Converts a message to an event's data, without fields that are joined for one answer. A message that does not fit
/// is cut and marked `truncated`; the page then fetches the whole message from the history.
fn whole(message: Message) -> String {
    let message = Message { reply: None, reply_count: 0, ..message };
    let data = json!(message).to_string();
    if data.len() > EVENT_BYTES { cut(message) } else { data }
}

/// `typing`.
pub fn typing(channel: String, person: &Person, channel_id: &str, is_typing: bool) -> Event {
    let data = json!({
        "userId": person.id,
        "userName": person.name,
        "channelId": channel_id,
        "isTyping": is_typing,
    });
    Event { channel, name: "typing", data: data.to_string() }
}

/// `read`, on a person's own channel: this message is now the last that they have read; `None` if nothing is read.
pub fn read(channel: String, channel_id: &str, message_id: Option<&str>) -> Event {
    let data = json!({ "channelId": channel_id, "messageId": message_id });
    Event { channel, name: "read", data: data.to_string() }
}

#[derive(Serialize)]
struct Truncated {
    #[serde(flatten)]
    message: Message,
    truncated: bool,
}

/// Returns the longest beginning of the content with which the data fits. Lists that leave no room for content are
/// dropped.
fn cut(mut message: Message) -> String {
    let with = |message: &Message, end: usize| {
        let mut message = message.clone();
        message.content.truncate(end);
        json!(Truncated { message, truncated: true }).to_string()
    };
    if with(&message, 0).len() > EVENT_BYTES {
        message = Message { reactions: Vec::new(), attachments: Vec::new(), ..message };
    }
    // Character boundaries; escapes make a character's length in JSON differ from its length here.
    let mut ends: Vec<usize> = message.content.char_indices().map(|(at, _)| at).collect();
    ends.push(message.content.len());
    let fitting = ends.partition_point(|end| with(&message, *end).len() <= EVENT_BYTES);
    with(&message, fitting.checked_sub(1).map_or(0, |last| ends[last]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Timestamp;

    fn message(content: String) -> Message {
        Message {
            id: "0190163d-8694-739b-aea5-966c26f8ad91".into(),
            workspace_id: "w".into(),
            channel_id: "general".into(),
            content,
            sender_id: "ada".into(),
            sender_name: "Ada".into(),
            created_at: Timestamp(1_800_000_000_000),
            ..Message::default()
        }
    }

    fn published(content: &str) -> (usize, serde_json::Value) {
        let event = new_message("c".into(), message(content.into()));
        (event.data.len(), serde_json::from_str(&event.data).expect("an event's data is JSON"))
    }

    #[test]
    fn what_fits_to_the_last_byte_is_whole_and_one_more_is_cut() {
        let empty = published("").0;
        let fits = "x".repeat(EVENT_BYTES - empty);
        let (length, data) = published(&fits);
        assert_eq!(length, EVENT_BYTES);
        assert_eq!(data["content"], fits);
        assert_eq!(data.get("truncated"), None);
        let (length, data) = published(&(fits + "x"));
        assert_eq!((length, &data["truncated"]), (EVENT_BYTES, &true.into()));
    }

    #[test]
    fn a_cut_is_between_characters_and_as_late_as_can_be() {
        for unit in ["字", "é", "😀", "\"", "\n", "\u{1}", "a字\""] {
            let content = unit.repeat(5_000);
            let (length, data) = published(&content);
            if length < EVENT_BYTES && data.get("truncated").is_none() {
                assert_eq!(data["content"], content, "{unit:?} was cut for nothing");
                continue;
            }
            let cut = data["content"].as_str().unwrap_or_default();
            assert!(content.starts_with(cut) && cut.len() < content.len());
            assert!(length <= EVENT_BYTES, "{unit:?}: {length} bytes");
            assert!(length > EVENT_BYTES - 6, "{unit:?}: only {length} bytes");
            assert_eq!(data["truncated"], true);
        }
    }

    #[test]
    fn reactions_that_leave_no_room_for_the_content_are_left_out() {
        let of = |number: usize| Reaction {
            emoji: "👍".into(),
            user_id: format!("{number:024}"),
            user_name: "A name of some length".into(),
        };
        let message = Message { reactions: (0..200).map(of).collect(), ..message("Hello".into()) };
        let event = message_updated("c".into(), message);
        let data: serde_json::Value = serde_json::from_str(&event.data).expect("an event's data is JSON");
        assert!(event.data.len() <= EVENT_BYTES);
        assert_eq!(
            (&data["content"], &data["truncated"], data.get("reactions")),
            (&"Hello".into(), &true.into(), None)
        );
    }
}
