//! The data of Pusher events.

use std::sync::Arc;

use serde_json::Value;

use super::WireError;
use super::json::{self, Object};
use super::message::{channel_of, message, reacted};
use super::person::named;
use crate::model::message::{ChannelId, Message, MessageId, Person, Reacted, Removal};
use crate::model::text::shown_name;

/// A person types, or has stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypingEvent {
    /// The channel; `None` for the default channel.
    pub channel: Option<ChannelId>,
    /// The person. The event has no avatar.
    pub person: Arc<Person>,
    /// True if they type.
    pub is_typing: bool,
}

/// Splits the data of events that arrived together, for reading each by itself: `json` is a list of them.
///
/// # Errors
/// It is not a list, or something in it is too large to read.
pub fn data_of_all(json: &str) -> Result<Vec<Value>, WireError> {
    match json::parse(json)? {
        Value::Array(all) => Ok(all),
        other => Err(WireError::new("", Some(&other), "a list")),
    }
}

/// Reads a `new-message` or `message-updated` event: the channel, `None` for the default one, and the message.
/// Optional fields that cannot be read are reported in `bad`.
///
/// # Errors
/// It is not a Message of the contract.
pub fn whole_message(data: &Value, bad: &mut Vec<WireError>) -> Result<(Option<ChannelId>, Message), WireError> {
    Ok((channel_of(data, "")?, message(data, "", bad)?))
}

/// A `message-deleted` event.
///
/// # Errors
/// It does not say which message.
pub fn message_deleted(data: &Value) -> Result<(Option<ChannelId>, Removal), WireError> {
    Ok((channel_of(data, "")?, Removal { id: Object::of(data, "")?.id("id")?.into() }))
}

/// A `message-reacted` event.
///
/// # Errors
/// The message, its version, the person or the state of the reaction is missing.
pub fn message_reacted(data: &Value) -> Result<(Option<ChannelId>, Reacted), WireError> {
    Ok((channel_of(data, "")?, reacted(data)?))
}

/// Reads a `read` event: the channel, and the last message that is read, if there is one.
///
/// # Errors
/// It names no channel.
pub fn read(json: &str) -> Result<(ChannelId, Option<MessageId>), WireError> {
    let data = json::parse(json)?;
    let object = Object::of(&data, "")?;
    Ok((object.id("channelId")?.into(), object.id_if_any("messageId")?.map(Into::into)))
}

/// A `typing` event.
///
/// # Errors
/// It does not say who types, or if they do.
pub fn typing(data: &Value) -> Result<TypingEvent, WireError> {
    let object = Object::of(data, "")?;
    let name = object.text_or_none("userName").and_then(shown_name);
    Ok(TypingEvent {
        channel: channel_of(data, "")?,
        person: named(object.id("userId")?.into(), name, None),
        is_typing: object
            .get("isTyping")
            .and_then(Value::as_bool)
            .ok_or_else(|| object.wrong("isTyping", "true or false"))?,
    })
}
