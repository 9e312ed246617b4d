//! The contract's Message.

use std::sync::Arc;

use serde_json::Value;

use super::WireError;
use super::address;
use super::json::Object;
use super::person::named;
use crate::model::message::{
    Attachment, AttachmentKind, Body, Can, ChannelId, Content, Edited, Message, Reacted, Reaction, Removal, Reply,
    Version,
};
use crate::model::text::{shown_file_name, shown_name, without_controls};
use crate::model::time::Timestamp;

/// The expected form of an instant.
pub(super) const INSTANT: &str = "an instant of ISO 8601, such as 2026-11-23T12:41:25.123Z";

/// The maximum length of a quoted message's excerpt, in characters.
const EXCERPT: usize = 140;

/// An entry of a list of messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A message.
    Message(Message),
    /// A tombstone.
    Deleted(Removal),
}

/// Reads an entry of a list of messages. Unknown fields are ignored. A bad optional field costs only that field and
/// is reported in `bad`; a name, an avatar or a `clientId` that is not text is dropped silently, as it always was.
///
/// # Errors
/// `id`, `content`, `senderId` or `createdAt` is missing or wrong (only `id`, if it is deleted). `path` is the
/// entry's place in its text, empty if it is the whole.
pub fn entry(value: &Value, path: &str, bad: &mut Vec<WireError>) -> Result<Entry, WireError> {
    let object = Object::of(value, path)?;
    if object.get("isDeleted").and_then(Value::as_bool) == Some(true) {
        return Ok(Entry::Deleted(Removal { id: object.id("id")?.into() }));
    }
    Ok(Entry::Message(message(value, path, bad)?))
}

/// Reads a message, as [`entry`] does.
///
/// # Errors
/// `id`, `content`, `senderId` or `createdAt` is missing or wrong.
pub fn message(value: &Value, path: &str, bad: &mut Vec<WireError>) -> Result<Message, WireError> {
    let object = Object::of(value, path)?;
    let is_cut = object.get("truncated").and_then(Value::as_bool).unwrap_or(false);
    let name = object.text_or_none("senderName").and_then(shown_name);
    let created_at = instant(object)?;
    let mut optional = Optional { object, bad };
    let version = optional.version().unwrap_or(Version::At(created_at));
    let content = Content {
        is_cut,
        edited: optional.edited(),
        reply_to: optional.take(object.id_if_any("replyTo")).map(Into::into),
        reply: optional.reply(),
        attachments: optional.list("attachments", attachment),
        reactions: optional.list("reactions", reaction),
        body: body(object, is_cut)?,
    };
    let can = optional.can();
    let reply_count = optional.count("replyCount");
    Ok(Message {
        id: object.id("id")?.into(),
        created_at,
        author: named(object.id("senderId")?.into(), name, object.text_or_none("senderAvatar")),
        content,
        version,
        client_id: object.text_or_none("clientId").filter(|id| !id.is_empty()).map(Into::into),
        can,
        reply_count,
    })
}

/// A message of an unknown kind, or an encrypted one, need not have text.
fn body(object: Object<'_>, is_cut: bool) -> Result<Body, WireError> {
    let is_text = object.get("kind").is_none_or(|kind| kind == "text");
    if !is_text || object.get("encrypted").is_some_and(|value| *value != Value::Bool(false)) {
        return Ok(Body::Unknown);
    }
    let content = without_controls(object.text("content", "what was written, a text")?);
    // A backend that cuts within a character leaves half of it, which was replaced.
    let text = if is_cut { content.trim_end_matches('\u{fffd}') } else { &*content };
    Ok(Body::Text(text.into()))
}

/// Returns the channel that a message or a typing event names; `None` if it names none.
///
/// # Errors
/// `channelId` is there but is not an id, so the channel is unknown.
pub fn channel_of(value: &Value, path: &str) -> Result<Option<ChannelId>, WireError> {
    Object::of(value, path)?.id_if_any("channelId").map(|id| id.map(Into::into))
}

/// Reads the instant in `createdAt`.
pub(super) fn instant(object: Object<'_>) -> Result<Timestamp, WireError> {
    Timestamp::parse(object.text("createdAt", INSTANT)?).ok_or_else(|| object.wrong("createdAt", INSTANT))
}

/// Reads one change of a reaction: `{"id","rev","emoji","userId","userName","on"}`.
///
/// # Errors
/// Any of these except the name is missing or wrong.
pub(super) fn reacted(value: &Value) -> Result<Reacted, WireError> {
    let object = Object::of(value, "")?;
    let mut bad = Vec::new();
    let version = Optional { object, bad: &mut bad }.version();
    Ok(Reacted {
        id: object.id("id")?.into(),
        version: version.ok_or_else(|| object.wrong("rev", REV))?,
        reaction: reaction(value, "")?,
        on: object.get("on").and_then(Value::as_bool).ok_or_else(|| object.wrong("on", "true or false"))?,
    })
}

const REV: &str = "a whole number from 0 on";

/// Reads the optional fields of a message, so that a bad one costs only itself.
struct Optional<'a, 'b> {
    object: Object<'a>,
    bad: &'b mut Vec<WireError>,
}

impl Optional<'_, '_> {
    fn take<T>(&mut self, read: Result<Option<T>, WireError>) -> Option<T> {
        read.unwrap_or_else(|error| {
            self.bad.push(error);
            None
        })
    }

    fn instant(&mut self, name: &str) -> Option<Timestamp> {
        let object = self.object;
        let read = |text| Timestamp::parse(text).ok_or_else(|| object.wrong(name, INSTANT));
        self.take(object.text_if_any(name, INSTANT).and_then(|text| text.map(read).transpose()))
    }

    /// `rev`, else `updatedAt`.
    fn version(&mut self) -> Option<Version> {
        let object = self.object;
        let rev = object.get("rev").map(|rev| rev.as_u64().ok_or_else(|| object.wrong("rev", REV))).transpose();
        match self.take(rev) {
            Some(rev) => Some(Version::Rev(rev)),
            None => self.instant("updatedAt").map(Version::At),
        }
    }

    fn edited(&mut self) -> Option<Edited> {
        let at = self.instant("editedAt").map(Edited::At);
        let is_edited = self.object.get("isEdited").and_then(Value::as_bool) == Some(true);
        at.or(is_edited.then_some(Edited::Sometime))
    }

    fn reply(&mut self) -> Option<Arc<Reply>> {
        let path = self.object.path_of("reply");
        let value = self.object.get("reply")?;
        let reply = Object::of(value, &path).map(|reply| {
            let excerpt = without_controls(reply.text_or_none("excerpt").unwrap_or_default());
            let name = reply.text_or_none("senderName").and_then(shown_name).unwrap_or_default();
            Arc::new(Reply {
                author_name: name.into(),
                excerpt: excerpt.chars().take(EXCERPT).collect::<String>().into(),
                is_deleted: reply.get("isDeleted").and_then(Value::as_bool).unwrap_or(false),
            })
        });
        self.take(reply.map(Some))
    }

    /// Reads a list, without entries that cannot be read.
    fn list<T>(&mut self, name: &str, read: fn(&Value, &str) -> Result<T, WireError>) -> Vec<T> {
        let Some(value) = self.object.get(name) else { return Vec::new() };
        let Some(list) = value.as_array() else {
            self.bad.push(self.object.wrong(name, "a list"));
            return Vec::new();
        };
        let path = self.object.path_of(name);
        let mut all = Vec::with_capacity(list.len());
        for (at, value) in list.iter().enumerate() {
            match read(value, &format!("{path}[{at}]")) {
                Ok(one) => all.push(one),
                Err(error) => self.bad.push(error),
            }
        }
        all
    }

    fn count(&mut self, name: &str) -> u32 {
        let object = self.object;
        let count = object.get(name).map(|count| count.as_u64().ok_or_else(|| object.wrong(name, REV))).transpose();
        self.take(count).map_or(0, |count| u32::try_from(count).unwrap_or(u32::MAX))
    }

    fn can(&mut self) -> Option<Can> {
        let value = self.object.get("can")?;
        let Some(list) = value.as_array() else {
            self.bad.push(self.object.wrong("can", "a list of \"edit\" and \"delete\""));
            return None;
        };
        let has = |what: &str| list.iter().any(|one| one == what);
        Some(Can { edit: has("edit"), delete: has("delete") })
    }
}

fn reaction(value: &Value, path: &str) -> Result<Reaction, WireError> {
    let object = Object::of(value, path)?;
    let emoji: String = object.text("emoji", EMOJI)?.chars().filter(|c| *c != '\u{fe0f}' && !c.is_control()).collect();
    if emoji.is_empty() || emoji.len() > LONGEST_EMOJI {
        return Err(object.wrong("emoji", EMOJI));
    }
    let name = object.text_or_none("userName").and_then(shown_name).map(Into::into);
    Ok(Reaction { emoji: emoji.into(), person: object.id("userId")?.into(), name })
}

const EMOJI: &str = "one emoji of at most 32 bytes";
const LONGEST_EMOJI: usize = 32;

/// The files of a message.
pub(super) fn attachments(list: &Value) -> Result<Vec<Attachment>, WireError> {
    list.as_array().into_iter().flatten().map(|value| attachment(value, "attachments")).collect()
}

fn attachment(value: &Value, path: &str) -> Result<Attachment, WireError> {
    const FILE: &str = "the address of a file: https://… or a path";
    let object = Object::of(value, path)?;
    let url = object.text("url", FILE)?;
    let text = |name: &str| object.text_or_none(name).filter(|text| !text.is_empty()).map(Arc::from);
    let number = |name: &str| object.get(name).and_then(Value::as_u64);
    let side = |name: &str| number(name).and_then(|side| u32::try_from(side).ok()).filter(|side| *side > 0);
    Ok(Attachment {
        id: object.id_if_any("id")?,
        kind: if object.text_or_none("type") == Some("image") { AttachmentKind::Image } else { AttachmentKind::File },
        url: address::of_site(url).ok_or_else(|| object.wrong("url", FILE))?.into(),
        name: object.text_or_none("name").and_then(shown_file_name).unwrap_or_default().into(),
        mime: text("mime"),
        size: number("size"),
        dimensions: side("width").zip(side("height")),
        thumbhash: text("thumbhash"),
        alt: object.text_or_none("alt").and_then(shown_name).map(Into::into),
    })
}
