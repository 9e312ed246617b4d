//! How far people have read, in a collection separate from the original application's.

use async_trait::async_trait;
use futures_util::TryStreamExt;
use mongodb::Collection;
use mongodb::bson::oid::ObjectId;
use mongodb::bson::{DateTime, Document, doc};

use super::page::{Place, later};
use super::{MongoStore, documents, failure};
use crate::limits::UNREAD_MAX;
use crate::store::{Mark, Marked, Reader, Reading, StoreError, Unread};

const COLLECTION: &str = "collabspace_read_positions";

/// Returns the collection in the database that the messages are in.
fn beside(messages: &Collection<Document>) -> Collection<Document> {
    messages.client().database(&messages.namespace().db).collection(COLLECTION)
}

#[async_trait]
impl Reading for MongoStore {
    async fn mark(&self, reader: Reader, mark: Mark) -> Result<Option<Marked>, StoreError> {
        let (Mark::Read(id) | Mark::UnreadFrom(id)) = &mark;
        // A message that was deleted since is still a position in the order.
        let mut known = documents::of_channel(&reader.channel);
        known.remove("isDeleted");
        let Some(place) = self.place(known, id).await? else { return Ok(None) };
        let is_forward = matches!(mark, Mark::Read(_));
        let place = if is_forward { Some(place) } else { self.right_before(&reader.channel, place).await? };
        let (at, id) = place.map_or((DateTime::from_millis(0), None), |(at, id)| (at, Some(id)));
        let has_moved = self.connection.run(|messages| set(messages, key(&reader), (at, id), is_forward)).await?;
        let last = if has_moved { id } else { self.position(&reader).await?.and_then(|(_, id)| id) };
        Ok(Some(Marked { last_read_id: last.map(|id| id.to_hex()), has_moved }))
    }

    async fn unread(&self, reader: Reader) -> Result<Unread, StoreError> {
        let (place, last) = match self.position(&reader).await? {
            Some((at, id)) => ((at, id.unwrap_or_else(lowest)), id.map(|id| id.to_hex())),
            None => match self.first_mark(&reader).await? {
                Some(since) => ((since, lowest()), None),
                // A person who has read nothing yet has no unread messages, instead of all.
                None => return Ok(Unread::default()),
            },
        };
        let mut filter = later(&reader.channel, place);
        filter.insert("senderId", doc! { "$nin": documents::forms(&reader.user_id) });
        let found: Vec<Document> = self
            .connection
            .run(|messages| async move {
                let order = doc! { "createdAt": 1, "_id": 1 };
                let found = messages.find(filter).sort(order).limit(UNREAD_MAX as i64);
                found.projection(doc! { "content": 1 }).await?.try_collect().await
            })
            .await?;
        let texts: Vec<String> = found.iter().map(|document| documents::text(document, "content")).collect();
        Ok(Unread::of(last, &reader.name, &texts))
    }
}

impl MongoStore {
    /// Returns the message right before a position.
    async fn right_before(
        &self,
        channel: &crate::store::ChannelKey,
        (at, id): Place,
    ) -> Result<Option<Place>, StoreError> {
        let mut filter = documents::of_channel(channel);
        filter.insert("createdAt", doc! { "$lte": at });
        filter.insert("$or", vec![doc! { "createdAt": { "$lt": at } }, doc! { "_id": { "$lt": id } }]);
        let order = doc! { "createdAt": -1, "_id": -1 };
        let found = self.connection.run(|messages| async move { messages.find_one(filter).sort(order).await }).await?;
        Ok(found.and_then(|document| {
            Some((document.get_datetime("createdAt").ok().copied()?, document.get_object_id("_id").ok()?))
        }))
    }

    async fn position(&self, reader: &Reader) -> Result<Option<(DateTime, Option<ObjectId>)>, StoreError> {
        let key = doc! { "_id": key(reader) };
        let found = self.connection.run(|messages| async move { beside(&messages).find_one(key).await }).await?;
        Ok(found.map(|document| {
            let at = document.get_datetime("createdAt").copied().unwrap_or_else(|_| DateTime::from_millis(0));
            (at, document.get_object_id("messageId").ok())
        }))
    }

    /// Returns when the person first read anything in the workspace.
    async fn first_mark(&self, reader: &Reader) -> Result<Option<DateTime>, StoreError> {
        let filter = doc! { "_id.user": &reader.user_id, "_id.workspace": &reader.channel.workspace_id };
        let found: Vec<Document> = self
            .connection
            .run(|messages| async move { beside(&messages).find(filter).await?.try_collect().await })
            .await?;
        Ok(found.iter().filter_map(|document| document.get_datetime("since").ok().copied()).min())
    }
}

/// Sets a position, either forward only or unconditionally. Returns `true` if it moved.
async fn set(
    messages: Collection<Document>,
    key: Document,
    (at, id): (DateTime, Option<ObjectId>),
    is_forward: bool,
) -> mongodb::error::Result<bool> {
    let fields = doc! { "createdAt": at, "messageId": id };
    let mut filter = doc! { "_id": key };
    if is_forward {
        filter.insert(
            "$or",
            vec![doc! { "createdAt": { "$lt": at } }, doc! { "createdAt": at, "messageId": { "$lt": id } }],
        );
    } else {
        filter.insert("messageId", doc! { "$ne": id });
    }
    let update = doc! { "$set": fields, "$setOnInsert": { "since": DateTime::now() } };
    match beside(&messages).update_one(filter, update).upsert(true).await {
        Ok(_) => Ok(true),
        // A position exists that the filter does not match: it is as far, or further.
        Err(error) if failure::is_duplicate(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

fn key(reader: &Reader) -> Document {
    doc! { "user": &reader.user_id, "workspace": &reader.channel.workspace_id, "channel": &reader.channel.channel_id }
}

fn lowest() -> ObjectId {
    ObjectId::from_bytes([0; 12])
}
