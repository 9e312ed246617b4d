//! The contract's Message.

use serde_json::Value;

use super::WireError;
use super::json::Object;
use super::person::named;
use crate::model::message::{ChannelId, Message};
use crate::model::text::{shown_name, without_controls};
use crate::model::time::Timestamp;

/// What `createdAt` should hold.
pub(super) const INSTANT: &str = "an instant of ISO 8601, such as 2026-11-23T12:41:25.123Z";

/// Reads a message. Unknown fields are ignored, and so are bad ones without which a message can be shown: the sender's name
/// and picture, `clientId`, `truncated`.
///
/// # Errors
/// `id`, `content`, `senderId` or `createdAt` is missing or wrong. `path` is the message's own place in its text, empty
/// where it is the whole.
pub fn message(value: &Value, path: &str) -> Result<Message, WireError> {
    let object = Object::of(value, path)?;
    let truncated = object.get("truncated").and_then(Value::as_bool).unwrap_or(false);
    let content = without_controls(object.text("content", "what was written, a text")?);
    // A backend that cuts in the middle of a character leaves half of one, which was replaced.
    let text = if truncated { content.trim_end_matches('\u{fffd}') } else { &*content };
    let name = object.text_or_none("senderName").and_then(shown_name);
    Ok(Message {
        id: object.id("id")?.into(),
        created_at: instant(object)?,
        author: named(object.id("senderId")?.into(), name, object.text_or_none("senderAvatar")),
        text: text.into(),
        client_id: object.text_or_none("clientId").filter(|id| !id.is_empty()).map(Into::into),
        truncated,
    })
}

/// The channel that a message or a typing event names; `None` where it names none.
///
/// # Errors
/// `channelId` is there, and no id: in which channel it belongs cannot be told.
pub fn channel_of(value: &Value, path: &str) -> Result<Option<ChannelId>, WireError> {
    Object::of(value, path)?.id_if_any("channelId").map(|id| id.map(Into::into))
}

/// The instant that `createdAt` holds.
pub(super) fn instant(object: Object<'_>) -> Result<Timestamp, WireError> {
    Timestamp::parse(object.text("createdAt", INSTANT)?).ok_or_else(|| object.wrong("createdAt", INSTANT))
}
