//! The stored channels, as JSON.
//!
//! A snapshot is `{"v":1,"person","channel","asOf","cursor","whole","messages"}`; its messages have the contract's
//! form, so that the contract's own reader reads them. The address of a file is stored without its query, which may
//! hold a signature. The index is
//! `{"v":1,"person","workspace","channels":[{"id","name","topic"}],"entries":[{"id","usedAt","asOf","bytes"}]}`.
//! Another version, or damage, is an error: the caller drops the record.

use std::sync::Arc;

use serde_json::Value;

use super::WireError;
use super::json::{self, Object};
use super::message::{Entry as Read, entry};
use super::written::Written;
use crate::model::message::{Attachment, AttachmentKind, Body, Edited, Message, PersonId, Reaction, Reply, Version};
use crate::model::snapshot::{Entry, Index, MOST_MESSAGES, NamedChannel, Snapshot};
use crate::model::text::shown_name;
use crate::model::time::Timestamp;

const VERSION: i64 = 1;

/// Writes a person's snapshot.
#[must_use]
pub fn snapshot_to_json(person: &PersonId, snapshot: &Snapshot) -> String {
    let mut json = begun(person);
    json.text("channel", &snapshot.channel);
    json.number("asOf", snapshot.as_of.0);
    if let Some(cursor) = &snapshot.cursor {
        json.text("cursor", cursor);
    }
    json.json("whole", flag(snapshot.is_whole));
    json.json("messages", &list(snapshot.messages.iter().map(message)));
    json.finish()
}

/// Reads what [`snapshot_to_json`] wrote, and its owner.
///
/// # Errors
/// It is of another version or damaged, even in just one message.
pub fn snapshot_from_json(text: &str) -> Result<(PersonId, Snapshot), WireError> {
    let value = json::parse(text)?;
    let (object, person) = read(&value)?;
    let mut bad = Vec::new();
    let mut messages = Vec::new();
    for value in object.list("messages", "messages, a list")? {
        if let Read::Message(message) = entry(value, "messages", &mut bad)? {
            messages.push(message);
        }
    }
    if let Some(error) = bad.pop() {
        return Err(error);
    }
    if messages.len() > MOST_MESSAGES {
        return Err(object.wrong("messages", "at most 200 messages"));
    }
    let snapshot = Snapshot {
        channel: object.id("channel")?.into(),
        as_of: instant(object, "asOf")?,
        cursor: object.text_if_any("cursor", "a cursor, a text")?.map(Arc::from),
        is_whole: object.get("whole") == Some(&Value::Bool(true)),
        messages,
    };
    Ok((person, snapshot))
}

/// Writes an index.
#[must_use]
pub fn index_to_json(index: &Index) -> String {
    let mut json = begun(&index.person);
    if let Some(name) = &index.workspace {
        json.text("workspace", name);
    }
    let channels = index.channels.iter().map(|NamedChannel { id, name, topic }| {
        let mut json = Written::new();
        json.text("id", id);
        json.text("name", name);
        if let Some(topic) = topic {
            json.text("topic", topic);
        }
        json.finish()
    });
    json.json("channels", &list(channels));
    let entries = index.entries.iter().map(|entry| {
        let mut json = Written::new();
        json.text("id", &entry.channel);
        json.number("usedAt", entry.used_at.0);
        json.number("asOf", entry.as_of.0);
        json.json("bytes", &entry.bytes.to_string());
        json.finish()
    });
    json.json("entries", &list(entries));
    json.finish()
}

/// Reads what [`index_to_json`] wrote.
///
/// # Errors
/// It is of another version or damaged.
pub fn index_from_json(text: &str) -> Result<Index, WireError> {
    let value = json::parse(text)?;
    let (object, person) = read(&value)?;
    let mut index = Index::of(person);
    index.workspace = object.text_or_none("workspace").and_then(shown_name).map(Arc::from);
    for value in object.list("channels", "the channels, a list")? {
        let channel = Object::of(value, "channels")?;
        let name = channel.text_or_none("name").and_then(shown_name);
        let topic = channel.text_or_none("topic").map(Arc::from);
        let id = channel.id("id")?;
        index.channels.push(NamedChannel { name: name.map_or_else(|| id.clone(), Arc::from), id: id.into(), topic });
    }
    for value in object.list("entries", "what is kept, a list")? {
        let entry = Object::of(value, "entries")?;
        let bytes = entry.get("bytes").and_then(Value::as_u64).and_then(|bytes| usize::try_from(bytes).ok());
        index.put(Entry {
            channel: entry.id("id")?.into(),
            used_at: instant(entry, "usedAt")?,
            as_of: instant(entry, "asOf")?,
            bytes: bytes.ok_or_else(|| entry.wrong("bytes", "a number of bytes"))?,
        });
    }
    Ok(index)
}

fn begun(person: &PersonId) -> Written {
    let mut json = Written::new();
    json.number("v", VERSION);
    json.text("person", person);
    json
}

/// Reads the object of a version that this release knows, and its owner.
fn read(value: &Value) -> Result<(Object<'_>, PersonId), WireError> {
    let object = Object::of(value, "")?;
    if object.get("v").and_then(Value::as_i64) != Some(VERSION) {
        return Err(object.wrong("v", "1, the version that this page writes"));
    }
    Ok((object, object.id("person")?.into()))
}

fn instant(object: Object<'_>, name: &str) -> Result<Timestamp, WireError> {
    let at = object.get(name).and_then(Value::as_i64);
    at.map(Timestamp).ok_or_else(|| object.wrong(name, "milliseconds since 1970"))
}

fn flag(is_set: bool) -> &'static str {
    if is_set { "true" } else { "false" }
}

fn list(of: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = of.collect();
    ["[", &all.join(","), "]"].concat()
}

fn message(message: &Message) -> String {
    let mut json = Written::new();
    json.text("id", &message.id);
    json.text("createdAt", &message.created_at.to_iso());
    json.text("senderId", &message.author.id);
    json.text("senderName", &message.author.name);
    if let Some(avatar) = &message.author.avatar {
        json.text("senderAvatar", avatar);
    }
    let content = &message.content;
    match &content.body {
        Body::Text(text) => json.text("content", text),
        Body::Unknown => json.text("kind", "unknown"),
    }
    if content.is_cut {
        json.json("truncated", flag(true));
    }
    match message.version {
        Version::Rev(rev) => json.json("rev", &rev.to_string()),
        Version::At(at) => json.text("updatedAt", &at.to_iso()),
    }
    match content.edited {
        Some(Edited::At(at)) => json.text("editedAt", &at.to_iso()),
        Some(Edited::Sometime) => json.json("isEdited", flag(true)),
        None => {}
    }
    if let Some(id) = &content.reply_to {
        json.text("replyTo", id);
    }
    if let Some(reply) = &content.reply {
        json.json("reply", &self::reply(reply));
    }
    json.json("attachments", &list(content.attachments.iter().map(attachment)));
    json.json("reactions", &list(content.reactions.iter().map(reaction)));
    if let Some(id) = &message.client_id {
        json.text("clientId", id);
    }
    if let Some(can) = message.can {
        let names = [("\"edit\"", can.edit), ("\"delete\"", can.delete)];
        json.json("can", &list(names.into_iter().filter(|(_, can)| *can).map(|(name, _)| name.to_owned())));
    }
    json.json("replyCount", &message.reply_count.to_string());
    json.finish()
}

fn reply(reply: &Reply) -> String {
    let mut json = Written::new();
    json.text("senderName", &reply.author_name);
    json.text("excerpt", &reply.excerpt);
    json.json("isDeleted", flag(reply.is_deleted));
    json.finish()
}

fn reaction(reaction: &Reaction) -> String {
    let mut json = Written::new();
    json.text("emoji", &reaction.emoji);
    json.text("userId", &reaction.person);
    if let Some(name) = &reaction.name {
        json.text("userName", name);
    }
    json.finish()
}

fn attachment(file: &Attachment) -> String {
    let mut json = Written::new();
    let end = file.url.bytes().position(|byte| matches!(byte, b'?' | b'#'));
    json.text("url", file.url.get(..end.unwrap_or(file.url.len())).unwrap_or_default());
    json.text("type", if file.kind == AttachmentKind::Image { "image" } else { "file" });
    json.text("name", &file.name);
    let texts = [("id", &file.id), ("mime", &file.mime), ("thumbhash", &file.thumbhash), ("alt", &file.alt)];
    for (name, text) in texts {
        if let Some(text) = text {
            json.text(name, text);
        }
    }
    if let Some(size) = file.size {
        json.json("size", &size.to_string());
    }
    if let Some((width, height)) = file.dimensions {
        json.number("width", width.into());
        json.number("height", height.into());
    }
    json.finish()
}
