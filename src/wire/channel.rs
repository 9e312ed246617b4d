//! A channel, as settings and answers list it.

use serde_json::Value;

use super::WireError;
use super::json::Object;
use crate::model::session::ChannelInfo;
use crate::model::text::{shown_name, without_controls};
use crate::model::time::Timestamp;

/// Reads `{"id","name","topic","lastMessageAt","unread","mentions"}`, of which only the id is required; it replaces a
/// missing name.
pub(super) fn channel(value: &Value, path: &str) -> Result<ChannelInfo, WireError> {
    let object = Object::of(value, path)?;
    let id = object.id("id")?;
    let name = object.text_if_any("name", "the channel's name, a text")?.and_then(shown_name);
    let topic = object.text_if_any("topic", "what the channel is about, a text")?.map(without_controls);
    let topic = topic.as_ref().map(|topic| topic.trim()).filter(|topic| !topic.is_empty());
    let count =
        |name: &str| object.get(name).and_then(Value::as_u64).map_or(0, |n| u32::try_from(n).unwrap_or(u32::MAX));
    Ok(ChannelInfo {
        name: name.map_or_else(|| id.clone(), Into::into),
        id: id.into(),
        topic: topic.map(Into::into),
        unread: count("unread"),
        mentions: count("mentions"),
        last_at: object.text_or_none("lastMessageAt").and_then(Timestamp::parse),
        last_read: object.id_if_any("lastReadId")?.map(Into::into),
        has_news: false,
    })
}
