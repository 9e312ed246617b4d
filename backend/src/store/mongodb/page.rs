//! Pages of a channel, read along the index (`workspaceId`, `channelId`, `createdAt`, `_id`).

use futures_util::TryStreamExt;
use mongodb::bson::oid::ObjectId;
use mongodb::bson::{DateTime, Document, doc};

use super::{MongoStore, documents, joins};
use crate::message::{Message, Timestamp};
use crate::store::{ChannelKey, Page, StoreError, before_it};

/// The last instant of the year 9999, the end of ISO 8601. Every message is older, and a document without an instant
/// does not match.
pub const END: Timestamp = Timestamp(253_402_300_799_999);

/// A position in the order of a channel.
pub type Place = (DateTime, ObjectId);

impl MongoStore {
    pub async fn before(&self, channel: &ChannelKey, instant: Timestamp, limit: u32) -> Result<Page, StoreError> {
        let mut filter = documents::of_channel(channel);
        filter.insert("createdAt", doc! { "$lt": DateTime::from_millis(instant.0) });
        let mut messages = self.select(filter, -1, limit).await?;
        messages.reverse();
        Ok(Page::of(messages))
    }

    pub async fn after(&self, channel: &ChannelKey, id: &str, limit: u32) -> Result<Option<Page>, StoreError> {
        // A message that was deleted since is still a position in the order.
        let mut known = documents::of_channel(channel);
        known.remove("isDeleted");
        let Some(place) = self.place(known, id).await? else {
            return Ok(None);
        };
        // Asks for one more than needed, to find out if there are more.
        let mut messages = self.select(later(channel, place), 1, limit + 1).await?;
        let has_more = Some(messages.len() > limit as usize);
        messages.truncate(limit as usize);
        Ok(Some(Page { has_more, ..Page::of(messages) }))
    }

    pub async fn around(&self, channel: &ChannelKey, id: &str, limit: u32) -> Result<Option<Page>, StoreError> {
        // A message that was deleted since cannot be a target.
        let Some(place) = self.place(documents::of_channel(channel), id).await? else {
            return Ok(None);
        };
        let up_to_it = before_it(limit) + 1;
        let mut messages = self.select(up_to(channel, place), -1, up_to_it).await?;
        messages.reverse();
        // The driver takes a limit of 0 as no limit.
        if let rest @ 1.. = limit.saturating_sub(up_to_it) {
            messages.extend(self.select(later(channel, place), 1, rest).await?);
        }
        Ok(Some(Page::of(messages)))
    }

    /// Returns the position of the message `id`, if it is among these.
    pub async fn place(&self, mut among: Document, id: &str) -> Result<Option<Place>, StoreError> {
        let Ok(id) = ObjectId::parse_str(id) else {
            return Ok(None);
        };
        among.insert("_id", id);
        let found = self.connection.run(|collection| async move { collection.find_one(among).await }).await?;
        Ok(found.map(|document| (DateTime::from_millis(documents::created_at(&document).0), id)))
    }

    async fn select(&self, filter: Document, sort: i32, limit: u32) -> Result<Vec<Message>, StoreError> {
        let documents = self.documents(filter, sort, limit).await?;
        let mut messages: Vec<Message> = documents.iter().map(documents::message).collect();
        joins::join(&self.connection, &mut messages).await?;
        Ok(messages)
    }

    /// When the newest message was stored.
    pub async fn newest(&self, channel: &ChannelKey) -> Result<Option<Timestamp>, StoreError> {
        let mut filter = documents::of_channel(channel);
        filter.insert("createdAt", doc! { "$lt": DateTime::from_millis(END.0) });
        Ok(self.documents(filter, -1, 1).await?.first().map(documents::created_at))
    }

    async fn documents(&self, filter: Document, sort: i32, limit: u32) -> Result<Vec<Document>, StoreError> {
        self.connection
            .run(|collection| async move {
                let sort = doc! { "createdAt": sort, "_id": sort };
                let found = collection.find(filter).sort(sort).limit(i64::from(limit)).batch_size(limit).await?;
                found.try_collect().await
            })
            .await
    }
}

/// Matches the messages of a channel after this position.
pub fn later(channel: &ChannelKey, (created_at, id): Place) -> Document {
    let mut filter = documents::of_channel(channel);
    filter.insert("createdAt", doc! { "$gte": created_at });
    filter.insert("$or", vec![doc! { "createdAt": { "$gt": created_at } }, doc! { "_id": { "$gt": id } }]);
    filter
}

/// Matches the messages of a channel before this position, and the one at it.
fn up_to(channel: &ChannelKey, (created_at, id): Place) -> Document {
    let mut filter = documents::of_channel(channel);
    filter.insert("createdAt", doc! { "$lte": created_at });
    filter.insert("$or", vec![doc! { "createdAt": { "$lt": created_at } }, doc! { "_id": { "$lte": id } }]);
    filter
}
