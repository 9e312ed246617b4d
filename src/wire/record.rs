//! The messages of the outbox, as stored on disk.
//!
//! `{"v":1,"id","author","channel","text","replyTo","files","anchor","refused"}`. `author` is absent if the user was
//! not known. `anchor` is absent for a message that was never sent; otherwise it is the position of the history when
//! it was first sent: `null` if no message was known, or `{"at","id"}` with the instant in milliseconds. A message
//! that must not be sent any more has `"v":2`, because the first version would send it. One with files, whose bytes
//! are stored beside it, has `"v":4`, because earlier versions would send it without them. `"v":5` is a file that was
//! picked and not sent: it belongs to the draft, has no text, and its `id` is the file's. A record of a later version
//! is an error rather than a guess: it may have a meaning that this version does not know, so it is left alone.

use serde_json::Value;

use super::WireError;
use super::json::{self, Object};
use super::operation_record;
use super::written::Written;
use crate::model::message::OrderKey;
use crate::model::outbox::{Anchor, Record};
use crate::model::reason::Reason;
use crate::model::time::Timestamp;
use crate::model::upload::OwnFile;

const VERSION: i64 = 1;

/// The version of a record that must not be sent any more.
const WITHDRAWN: i64 = 2;

/// The version of a record with files. Earlier releases would send it without them.
const WITH_FILES: i64 = 4;

/// The version of a file that was picked and not sent. Earlier releases would send it.
const PICKED: i64 = 5;

const KNOWN: [i64; 4] = [VERSION, WITHDRAWN, WITH_FILES, PICKED];

/// Writes the record as JSON.
#[must_use]
pub fn record_to_json(record: &Record) -> String {
    to_json(
        record,
        match record {
            Record { is_withdrawn: true, .. } => WITHDRAWN,
            Record { files, .. } if !files.is_empty() => WITH_FILES,
            _ => VERSION,
        },
    )
}

/// Writes a picked file as JSON: the record of a message that has nothing else, under the file's id.
#[must_use]
pub fn picked_to_json(record: &Record) -> String {
    to_json(record, PICKED)
}

/// Returns `true` if [`picked_to_json`] wrote a record.
#[must_use]
pub fn is_picked(json: &str) -> bool {
    let value = json::parse(json).ok();
    value.is_some_and(|value| value.get("v").and_then(Value::as_i64) == Some(PICKED))
}

fn to_json(record: &Record, version: i64) -> String {
    let mut json = Written::new();
    json.number("v", version);
    json.text("id", &record.id);
    json.text("channel", &record.channel);
    json.text("text", &record.text);
    if let Some(message) = &record.reply_to {
        json.text("replyTo", message);
    }
    if !record.files.is_empty() && !record.is_withdrawn {
        let files: Vec<String> = record.files.iter().map(file_to_json).collect();
        json.json("files", &["[", &files.join(","), "]"].concat());
    }
    if let Some(anchor) = &record.anchor {
        json.json("anchor", &anchor.as_ref().map_or_else(|| "null".to_owned(), anchor_to_json));
    }
    if let Some(author) = &record.author {
        json.text("author", author);
    }
    if let Some(why) = &record.refused {
        json.text("refused", &why.to_string());
    }
    json.finish()
}

fn file_to_json(file: &OwnFile) -> String {
    let mut json = Written::new();
    json.text("id", &file.id);
    json.text("name", &file.name);
    json.json("size", &file.size.to_string());
    json.json("picture", if file.is_picture { "true" } else { "false" });
    if let Some((width, height)) = file.dimensions {
        json.number("width", width.into());
        json.number("height", height.into());
    }
    if let Some(thumbhash) = &file.thumbhash {
        json.text("thumbhash", thumbhash);
    }
    if let Some(alt) = &file.alt {
        json.text("alt", alt);
    }
    json.finish()
}

fn file(value: &Value) -> Result<OwnFile, WireError> {
    let object = Object::of(value, "files")?;
    let size = object.get("size").and_then(Value::as_u64).ok_or_else(|| object.wrong("size", "a number of bytes"))?;
    let side = |name| object.get(name).and_then(Value::as_u64).and_then(|side| u32::try_from(side).ok());
    Ok(OwnFile {
        id: object.id("id")?.into(),
        name: object.text("name", "a file's name")?.into(),
        size,
        is_picture: object.get("picture") == Some(&Value::Bool(true)),
        dimensions: side("width").zip(side("height")),
        thumbhash: object.text_or_none("thumbhash").map(Into::into),
        alt: object.text_or_none("alt").map(Into::into),
    })
}

fn anchor_to_json(key: &OrderKey) -> String {
    let mut json = Written::new();
    json.number("at", key.at.0);
    json.text("id", &key.id);
    json.finish()
}

/// Reads the record that [`record_to_json`] or [`picked_to_json`] wrote.
///
/// # Errors
/// It is of another version or damaged.
pub fn record_from_json(json: &str) -> Result<Record, WireError> {
    let value = json::parse(json)?;
    let object = Object::of(&value, "")?;
    let version = object.get("v").and_then(Value::as_i64).filter(|version| KNOWN.contains(version));
    let is_withdrawn =
        version.ok_or_else(|| object.wrong("v", "1, 2, 4 or 5, the versions that this page writes"))? == WITHDRAWN;
    Ok(Record {
        id: object.id("id")?.into(),
        author: object.text_if_any("author", "who wrote it, an id")?.map(Into::into),
        channel: object.id("channel")?.into(),
        text: object.text("text", "what was written, a text")?.into(),
        reply_to: object.text_if_any("replyTo", "the message that it answers, an id")?.map(Into::into),
        files: object
            .get("files")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .map(file)
            .collect::<Result<_, _>>()?,
        anchor: object.map.get("anchor").map(anchor).transpose()?,
        refused: object.text_if_any("refused", "why it was refused, a text")?.map(Reason::parse),
        is_withdrawn,
        needs_consent: false,
    })
}

/// Returns `true` if a record is intact but of a version that this release does not know, because a later one wrote
/// it.
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
    // An empty message id is valid: the position may lie between two messages.
    Ok(Some(OrderKey { at: Timestamp(at), id: object.text("id", "an id, a text")?.into() }))
}
