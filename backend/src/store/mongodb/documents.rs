//! A message as a document of the original application, including old documents without our fields.
//!
//! A missing or wrongly typed field reads as empty, so that it does not affect the rest of the page.

use mongodb::bson::oid::ObjectId;
use mongodb::bson::{Bson, Document, doc};

use crate::emoji;
use crate::message::{Attachment, Message, Reaction, Stored, Timestamp, Tombstone};
use crate::store::{ChannelKey, NewMessage};

/// Converts an id to the original application's form: 24 hexadecimal digits are an ObjectId, others are text.
pub fn id(text: &str) -> Bson {
    object_id(text).map_or_else(|| text.into(), Bson::ObjectId)
}

/// Uppercase digits are text: an ObjectId would not read back as it was written.
fn object_id(text: &str) -> Option<ObjectId> {
    let is_lower_case = !text.bytes().any(|byte| byte.is_ascii_uppercase());
    ObjectId::parse_str(text).ok().filter(|_| is_lower_case)
}

/// Returns the forms in which an id may be stored, since other programs may have filled the database.
pub fn forms(text: &str) -> Vec<Bson> {
    object_id(text).map(Bson::ObjectId).into_iter().chain([text.into()]).collect()
}

/// Matches an id in any of its forms.
pub fn any_form(text: &str) -> Bson {
    match &forms(text)[..] {
        [only] => only.clone(),
        forms => doc! { "$in": forms }.into(),
    }
}

/// Matches the messages of a channel that are not deleted.
pub fn of_channel(channel: &ChannelKey) -> Document {
    doc! {
        "workspaceId": any_form(&channel.workspace_id),
        "channelId": any_form(&channel.channel_id),
        "isDeleted": { "$ne": true },
    }
}

/// Matches the messages of some channels of a workspace that are not deleted.
pub fn of_channels(workspace_id: &str, channel_ids: &[String]) -> Document {
    let channels: Vec<Bson> = channel_ids.iter().flat_map(|id| forms(id)).collect();
    doc! {
        "workspaceId": any_form(workspace_id),
        "channelId": { "$in": channels },
        "isDeleted": { "$ne": true },
    }
}

/// Matches the messages of a workspace, including deleted ones.
pub fn of_workspace(workspace_id: &str) -> Document {
    doc! { "workspaceId": any_form(workspace_id) }
}

/// Returns the update that creates a message's document. The database sets the times.
pub fn insertion(message: NewMessage) -> Document {
    let mut fields = doc! {
        "content": message.content,
        "senderId": id(&message.sender_id),
        "senderName": message.sender_name,
        "senderAvatar": message.sender_avatar,
        "workspaceId": id(&message.workspace_id),
        "channelId": id(&message.channel_id),
        "attachments": message.attachments.iter().map(attachment_entry).collect::<Vec<_>>(),
        "reactions": [],
        "isEdited": false,
        "isDeleted": false,
    };
    if let Some(client_id) = message.client_id {
        fields.insert("clientId", client_id);
    }
    if let Some(reply_to) = message.reply_to {
        fields.insert("replyTo", id(&reply_to));
    }
    doc! { "$setOnInsert": fields, "$currentDate": { "createdAt": true, "updatedAt": true } }
}

/// Reads a message or a tombstone.
pub fn stored(document: &Document) -> Stored {
    if !is_deleted(document) {
        return Stored::Message(message(document).into());
    }
    Stored::Gone(Tombstone {
        id: text(document, "_id"),
        workspace_id: text(document, "workspaceId"),
        channel_id: text(document, "channelId"),
        sender_id: text(document, "senderId"),
        created_at: created_at(document),
        rev: rev(document),
    })
}

/// Reads a message, without joined fields.
pub fn message(document: &Document) -> Message {
    let rev = rev(document);
    let is_edited = document.get_bool("isEdited").unwrap_or(false);
    let edited_at = document.get_datetime("editedAt").ok().map(|at| Timestamp(at.timestamp_millis()));
    Message {
        id: text(document, "_id"),
        workspace_id: text(document, "workspaceId"),
        channel_id: text(document, "channelId"),
        content: text(document, "content"),
        sender_id: text(document, "senderId"),
        sender_name: text(document, "senderName"),
        sender_avatar: text(document, "senderAvatar"),
        created_at: created_at(document),
        client_id: document.get_str("clientId").ok().map(str::to_owned),
        rev: Some(rev),
        // The original application does not record when it edited; it was not after the document's last change.
        edited_rev: edited_at.map_or(if is_edited { rev } else { 0 }, |at| at.0),
        is_edited: is_edited || edited_at.is_some(),
        edited_at,
        reactions: reactions(document),
        reply_to: Some(text(document, "replyTo")).filter(|id| !id.is_empty()),
        attachments: documents_of(document, "attachments").filter_map(attachment).collect(),
        ..Message::default()
    }
}

/// Returns `true` if the message was deleted.
fn is_deleted(document: &Document) -> bool {
    document.get_bool("isDeleted").unwrap_or(false)
}

/// Returns `updatedAt` in milliseconds since 1970; 0 if there is none.
pub fn rev(document: &Document) -> i64 {
    document.get_datetime("updatedAt").map_or(0, |at| at.timestamp_millis().max(0))
}

/// Returns the reactions, one per person and emoji.
fn reactions(document: &Document) -> Vec<Reaction> {
    let mut found: Vec<Reaction> = Vec::new();
    for entry in documents_of(document, "reactions") {
        let (emoji, user_id) = (emoji::strip(&text(entry, "emoji")), text(entry, "userId"));
        let is_known = found.iter().any(|other| (&other.emoji, &other.user_id) == (&emoji, &user_id));
        if !is_known && !emoji.is_empty() && !user_id.is_empty() {
            found.push(Reaction { emoji, user_id, user_name: text(entry, "userName") });
        }
    }
    found
}

/// Returns the spellings of an emoji in a document's reactions: with and without U+FE0F.
pub fn emoji_forms(document: &Document, key: &str) -> Vec<String> {
    let texts = documents_of(document, "reactions").map(|entry| text(entry, "emoji"));
    let mut forms: Vec<String> = texts.filter(|text| emoji::strip(text) == key).collect();
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// Returns the stored entry of a reaction. The original application does not know the name in it, and ignores it.
pub fn reaction(reaction: &Reaction) -> Document {
    doc! { "emoji": &reaction.emoji, "userId": id(&reaction.user_id), "userName": &reaction.user_name }
}

/// Returns the stored entry of a file. The original application knows `type`, `url`, `name` and `size`.
fn attachment_entry(file: &Attachment) -> Document {
    let mut entry = doc! { "type": &file.kind, "url": &file.url, "name": &file.name, "size": file.size };
    let texts = [("id", &file.id), ("mime", &file.mime), ("alt", &file.alt), ("thumbhash", &file.thumbhash)];
    entry.extend(texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), Bson::from(text.as_ref()?)))));
    let sides = [("width", file.width), ("height", file.height)];
    entry.extend(sides.into_iter().filter_map(|(name, side)| Some((name.to_owned(), i64::from(side?).into()))));
    entry
}

fn attachment(entry: &Document) -> Option<Attachment> {
    let some = |name: &str| Some(text(entry, name)).filter(|text| !text.is_empty());
    let number = |name: &str| match entry.get(name) {
        Some(Bson::Int32(number)) => Some(i64::from(*number)),
        Some(Bson::Int64(number)) => Some(*number),
        Some(Bson::Double(number)) => Some(*number as i64),
        _ => None,
    };
    let side = |name: &str| number(name).and_then(|side| u32::try_from(side).ok()).filter(|side| *side > 0);
    Some(Attachment {
        id: some("id"),
        kind: text(entry, "type"),
        url: some("url")?,
        name: text(entry, "name"),
        size: number("size").filter(|size| *size >= 0),
        mime: some("mime"),
        width: side("width"),
        height: side("height"),
        alt: some("alt"),
        thumbhash: some("thumbhash"),
    })
}

/// Returns the entries of a list that are documents.
fn documents_of<'a>(document: &'a Document, name: &str) -> impl Iterator<Item = &'a Document> {
    document.get_array(name).into_iter().flatten().filter_map(Bson::as_document)
}

/// Returns when it was stored.
pub fn created_at(document: &Document) -> Timestamp {
    Timestamp(document.get_datetime("createdAt").map_or(0, |at| at.timestamp_millis()))
}

/// Returns a text, an id or a number as text.
pub fn text(document: &Document, name: &str) -> String {
    match document.get(name) {
        Some(Bson::String(text)) => text.clone(),
        Some(Bson::ObjectId(id)) => id.to_hex(),
        Some(number @ (Bson::Int32(_) | Bson::Int64(_))) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_it_was_written() {
        for text in ["6b05f18d5513168ca3a710e7", "6B05F18D5513168CA3A710E7", "demo-workspace", "6b05f18d", ""] {
            assert_eq!(self::text(&doc! { "id": id(text) }, "id"), text);
        }
        assert!(matches!(id("6b05f18d5513168ca3a710e7"), Bson::ObjectId(_)));
    }

    #[test]
    fn what_is_not_there_or_of_another_type_reads_as_empty() {
        let read = message(&doc! { "_id": 7, "content": ["?"], "senderAvatar": null, "createdAt": "yesterday" });
        assert_eq!((&*read.id, &*read.content, &*read.sender_avatar), ("7", "", ""));
        assert_eq!((read.created_at, read.client_id), (Timestamp(0), None));
    }
}
