//! The data of Pusher's events.

use std::sync::Arc;

use serde_json::Value;

use super::WireError;
use super::json::{self, Object};
use super::message::{channel_of, message, reacted};
use super::person::named;
use crate::model::message::{ChannelId, Message, MessageId, Person, Reacted, Removal};
use crate::model::text::shown_name;

/// Somebody types, or has stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypingEvent {
    /// Where; `None` for the default channel.
    pub channel: Option<ChannelId>,
    /// Who. The event carries no picture.
    pub person: Arc<Person>,
    /// Whether they type.
    pub is_typing: bool,
}

/// The data of events that came together, each to be read by itself: `json` is a list of them.
///
/// # Errors
/// It is no list, or something in it is more than can be read.
pub fn data_of_all(json: &str) -> Result<Vec<Value>, WireError> {
    match json::parse(json)? {
        Value::Array(all) => Ok(all),
        other => Err(WireError::new("", Some(&other), "a list")),
    }
}

/// A `new-message` or `message-updated` event: the channel, `None` for the default one, and the message. Optional
/// fields that cannot be read are reported in `bad`.
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
/// It does not say which message, which version of it, whose reaction or whether it is set.
pub fn message_reacted(data: &Value) -> Result<(Option<ChannelId>, Reacted), WireError> {
    Ok((channel_of(data, "")?, reacted(data)?))
}

/// A `read` event: the channel, and the last message that is read, if there is one.
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
/// It does not say who types, or whether they do.
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
