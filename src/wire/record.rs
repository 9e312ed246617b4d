//! The messages of the outbox as they are kept on disk.
//!
//! `{"v":1,"id","author","channel","text","replyTo","anchor","refused"}`. `author` is absent if the visitor was not
//! known. `anchor` is absent for a message that was never sent; else it is where the history stood when it was: `null`
//! if no message was known, or `{"at","id"}` with the instant in milliseconds. A message that is not to be sent any
//! more has `"v":2`, because the first version would send it. A record of a later version is an error, not a guess: it
//! may mean something that this version does not know, so it is left where it is.

use serde_json::Value;

use super::WireError;
use super::json::{self, Object};
use super::operation_record;
use super::written::Written;
use crate::model::message::OrderKey;
use crate::model::outbox::{Anchor, Record};
use crate::model::time::Timestamp;

const VERSION: i64 = 1;

/// The version of a record that is not to be sent any more.
const WITHDRAWN: i64 = 2;

const KNOWN: [i64; 2] = [VERSION, WITHDRAWN];

/// The record as JSON.
#[must_use]
pub fn record_to_json(record: &Record) -> String {
    let mut json = Written::new();
    json.number("v", if record.is_withdrawn { WITHDRAWN } else { VERSION });
    json.text("id", &record.id);
    json.text("channel", &record.channel);
    json.text("text", &record.text);
    if let Some(message) = &record.reply_to {
        json.text("replyTo", message);
    }
    if let Some(anchor) = &record.anchor {
        json.json("anchor", &anchor.as_ref().map_or_else(|| "null".to_owned(), anchor_to_json));
    }
    if let Some(author) = &record.author {
        json.text("author", author);
    }
    if let Some(why) = &record.refused {
        json.text("refused", why);
    }
    json.finish()
}

fn anchor_to_json(key: &OrderKey) -> String {
    let mut json = Written::new();
    json.number("at", key.at.0);
    json.text("id", &key.id);
    json.finish()
}

/// The record that [`record_to_json`] wrote.
///
/// # Errors
/// It is of another version or damaged.
pub fn record_from_json(json: &str) -> Result<Record, WireError> {
    let value = json::parse(json)?;
    let object = Object::of(&value, "")?;
    let version = object.get("v").and_then(Value::as_i64).filter(|version| KNOWN.contains(version));
    let is_withdrawn =
        version.ok_or_else(|| object.wrong("v", "1 or 2, the versions that this page writes"))? == WITHDRAWN;
    Ok(Record {
        id: object.id("id")?.into(),
        author: object.text_if_any("author", "who wrote it, an id")?.map(Into::into),
        channel: object.id("channel")?.into(),
        text: object.text("text", "what was written, a text")?.into(),
        reply_to: object.text_if_any("replyTo", "the message that it answers, an id")?.map(Into::into),
        anchor: object.map.get("anchor").map(anchor).transpose()?,
        refused: object.text_if_any("refused", "why it was refused, a text")?.map(Into::into),
        is_withdrawn,
        needs_consent: false,
    })
}

/// Returns `true` if a record is whole but of a version that this release does not know: a later one wrote it.
#[must_use]
pub fn is_of_unknown_version(json: &str) -> bool {
    let value = json::parse(json).ok();
    let version = value.as_ref().and_then(|value| value.as_object()?.get("v"));
    let is_known = |version: i64| KNOWN.contains(&version) || version == operation_record::VERSION;
    version.is_some_and(|version| !version.as_i64().is_some_and(is_known))
}

fn anchor(value: &Value) -> Result<Anchor, WireError> {
    if value.is_null() {
        return Ok(None);
    }
    let object = Object::of(value, "anchor")?;
    let at = object.get("at").and_then(Value::as_i64).ok_or_else(|| object.wrong("at", "milliseconds since 1970"))?;
    // An id of no message, and so empty, is right: the place may lie between two.
    Ok(Some(OrderKey { at: Timestamp(at), id: object.text("id", "an id, a text")?.into() }))
}
