//! The data of Pusher's events.

use std::sync::Arc;

use serde_json::Value;

use super::WireError;
use super::json::{self, Object};
use super::message::{channel_of, message};
use super::person::named;
use crate::model::message::{ChannelId, Message, Person};
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

/// A `new-message` event: the channel, `None` for the default one, and the message.
///
/// # Errors
/// It is not a Message of the contract.
pub fn new_message(json: &str) -> Result<(Option<ChannelId>, Message), WireError> {
    let value = json::parse(json)?;
    Ok((channel_of(&value, "")?, message(&value, "")?))
}

/// A `typing` event.
///
/// # Errors
/// It does not say who types, or whether they do.
pub fn typing(json: &str) -> Result<TypingEvent, WireError> {
    let value = json::parse(json)?;
    let object = Object::of(&value, "")?;
    let name = object.text_or_none("userName").and_then(shown_name);
    Ok(TypingEvent {
        channel: channel_of(&value, "")?,
        person: named(object.id("userId")?, name, None),
        is_typing: object
            .get("isTyping")
            .and_then(Value::as_bool)
            .ok_or_else(|| object.wrong("isTyping", "true or false"))?,
    })
}
