//! A message as a document of the original application: its fields, and old documents without ours.
//!
//! What is not there, or not of its type, reads as empty: the rest of the page goes on.

use mongodb::bson::oid::ObjectId;
use mongodb::bson::{Bson, Document, doc};

use crate::message::{Message, Timestamp};
use crate::store::{ChannelKey, NewMessage};

/// An id as the original application stores it: 24 hexadecimal digits are an ObjectId, others are text.
pub fn id(text: &str) -> Bson {
    object_id(text).map_or_else(|| text.into(), Bson::ObjectId)
}

/// Capitals are no ObjectId's: it would not read back as it was written.
fn object_id(text: &str) -> Option<ObjectId> {
    let is_lower_case = !text.bytes().any(|byte| byte.is_ascii_uppercase());
    ObjectId::parse_str(text).ok().filter(|_| is_lower_case)
}

/// What an id may be stored as: a database that was filled by other programs too may hold either.
fn any_form(text: &str) -> Bson {
    object_id(text).map_or_else(|| text.into(), |id| doc! { "$in": [id, text] }.into())
}

/// Finds the messages of a channel that are not deleted.
pub fn of_channel(channel: &ChannelKey) -> Document {
    doc! {
        "workspaceId": any_form(&channel.workspace_id),
        "channelId": any_form(&channel.channel_id),
        "isDeleted": { "$ne": true },
    }
}

/// The update that makes a new document of a message. The instants are the database's.
pub fn insertion(message: NewMessage) -> Document {
    let mut fields = doc! {
        "content": message.content,
        "senderId": id(&message.sender_id),
        "senderName": message.sender_name,
        "senderAvatar": message.sender_avatar,
        "workspaceId": id(&message.workspace_id),
        "channelId": id(&message.channel_id),
        "attachments": [],
        "reactions": [],
        "isEdited": false,
        "isDeleted": false,
    };
    if let Some(client_id) = message.client_id {
        fields.insert("clientId", client_id);
    }
    doc! { "$setOnInsert": fields, "$currentDate": { "createdAt": true, "updatedAt": true } }
}

/// Reads a message.
pub fn message(document: &Document) -> Message {
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
    }
}

/// When it was stored.
pub fn created_at(document: &Document) -> Timestamp {
    Timestamp(document.get_datetime("createdAt").map_or(0, |at| at.timestamp_millis()))
}

/// A text, an id or a number, as text.
fn text(document: &Document, name: &str) -> String {
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
