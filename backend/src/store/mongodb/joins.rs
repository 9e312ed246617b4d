//! Fields that come from other documents: the message that this one replies to, and the number of its replies.

use std::collections::HashMap;

use futures_util::TryStreamExt;
use mongodb::bson::{Bson, Document, doc};

use super::connection::Connection;
use super::documents;
use crate::message::{Message, Reply};
use crate::store::StoreError;

/// Adds `reply` and `reply_count` to the messages.
pub async fn join(connection: &Connection, messages: &mut [Message]) -> Result<(), StoreError> {
    let originals = originals(connection, messages).await?;
    let counts = counts(connection, messages).await?;
    for message in messages {
        message.reply_count = counts.get(&message.id).copied().unwrap_or(0);
        let Some(id) = message.reply_to.clone() else { continue };
        // Messages that another program linked across channels must not be quoted here.
        let original = originals.get(&id).filter(|original| {
            (&original.workspace_id, &original.channel_id) == (&message.workspace_id, &message.channel_id)
        });
        message.reply = Some(match original {
            Some(original) => Reply::of(id, original.sender_name.clone(), &original.content),
            None => Reply::deleted(id),
        });
    }
    Ok(())
}

/// Returns the answered messages that are not deleted, by id.
async fn originals(connection: &Connection, messages: &[Message]) -> Result<HashMap<String, Message>, StoreError> {
    let ids: Vec<Bson> = messages.iter().filter_map(|message| message.reply_to.as_deref()).map(documents::id).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let filter = doc! { "_id": { "$in": ids }, "isDeleted": { "$ne": true } };
    let found: Vec<Document> =
        connection.run(|collection| async move { collection.find(filter).await?.try_collect().await }).await?;
    Ok(found.iter().map(documents::message).map(|message| (message.id.clone(), message)).collect())
}

/// Returns the number of replies to each of these.
async fn counts(connection: &Connection, messages: &[Message]) -> Result<HashMap<String, u32>, StoreError> {
    let ids: Vec<Bson> = messages.iter().flat_map(|message| documents::forms(&message.id)).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let pipeline = [
        doc! { "$match": { "replyTo": { "$in": ids }, "isDeleted": { "$ne": true } } },
        doc! { "$group": { "_id": "$replyTo", "count": { "$sum": 1_i64 } } },
    ];
    let groups: Vec<Document> =
        connection.run(|collection| async move { collection.aggregate(pipeline).await?.try_collect().await }).await?;
    let mut counts = HashMap::new();
    for group in groups {
        let count = match group.get("count") {
            Some(Bson::Int64(count)) => u32::try_from(*count).unwrap_or(u32::MAX),
            Some(Bson::Int32(count)) => u32::try_from(*count).unwrap_or(0),
            _ => 0,
        };
        // An id may be stored in two forms, which makes two groups.
        *counts.entry(documents::text(&group, "_id")).or_insert(0) += count;
    }
    Ok(counts)
}
