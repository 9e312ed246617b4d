//! Messages in MongoDB, in the collection that the original application has: an existing database is
//! read and written as it is, and several backends may share one.
//!
//! The database's own clock gives the instants, so the clocks of the backends do not matter; ids are
//! ObjectIds. Two messages that two backends store within the same moment may become visible in
//! another order than (`createdAt`, `_id`), so whoever reads on from a message reads a little of what
//! lies before it as well.

mod connection;
mod documents;
mod failure;
mod revocations;

use std::sync::Arc;

use async_trait::async_trait;
use futures_util::TryStreamExt;
use mongodb::bson::oid::ObjectId;
use mongodb::bson::{DateTime, Document, doc};
use mongodb::options::{ConnectionString, ReturnDocument};
use tokio::sync::Semaphore;

use self::connection::Connection;
use super::{ChannelKey, NewMessage, OnStored, Page, Store, StoreError, before_it};
use crate::message::{Message, Timestamp};

/// The last instant of the year 9999: ISO 8601 has no later one. Every message is older, and what has
/// no instant is not, so that a page never holds a document without one.
const END: Timestamp = Timestamp(253_402_300_799_999);
/// How many messages may be on their way at a time.
const INSERTS: u32 = 256;

/// A place in the order of a channel.
type Place = (DateTime, ObjectId);

/// Messages in a MongoDB collection.
pub struct MongoStore {
    connection: Arc<Connection>,
    on_stored: OnStored,
    /// A permit for every insert that may run; none are left once the store is closed.
    inserts: Arc<Semaphore>,
}

impl MongoStore {
    /// Opens it, also where the database is away. Fails where the database refuses to be used.
    pub async fn open(address: &ConnectionString, on_stored: OnStored) -> Result<Self, StoreError> {
        let connection = Connection::open(address.clone()).await?;
        Ok(Self { connection, on_stored, inserts: Arc::new(Semaphore::new(INSERTS as usize)) })
    }

    /// The place in the order of the message `id`, if it is among these.
    async fn place(&self, mut among: Document, id: &str) -> Result<Option<Place>, StoreError> {
        let Ok(id) = ObjectId::parse_str(id) else {
            return Ok(None);
        };
        among.insert("_id", id);
        let found = self.connection.run(|collection| async move { collection.find_one(among).await }).await?;
        Ok(found.map(|document| (DateTime::from_millis(documents::created_at(&document).0), id)))
    }

    async fn select(&self, filter: Document, sort: i32, limit: u32) -> Result<Vec<Message>, StoreError> {
        let documents: Vec<Document> = self
            .connection
            .run(|collection| async move {
                let sort = doc! { "createdAt": sort, "_id": sort };
                let found = collection.find(filter).sort(sort).limit(i64::from(limit)).batch_size(limit).await?;
                found.try_collect().await
            })
            .await?;
        Ok(documents.iter().map(documents::message).collect())
    }
}

#[async_trait]
impl Store for MongoStore {
    async fn insert(&self, message: NewMessage) -> Result<Message, StoreError> {
        let closed = |_| StoreError::Failed("it is closed".into());
        let permit = Arc::clone(&self.inserts).acquire_owned().await.map_err(closed)?;
        let (connection, on_stored) = (Arc::clone(&self.connection), Arc::clone(&self.on_stored));
        // A task of its own: what is stored must be published too, if its caller has gone meanwhile.
        let inserted = tokio::spawn(async move {
            let _permit = permit;
            let message = insert(&connection, message).await?;
            on_stored(&message);
            Ok(message)
        });
        inserted.await.map_err(|error| StoreError::Failed(error.to_string()))?
    }

    async fn newest(
        &self,
        channel: ChannelKey,
        before: Option<Timestamp>,
        limit: u32,
    ) -> Result<Vec<Message>, StoreError> {
        let mut filter = documents::of_channel(&channel);
        filter.insert("createdAt", doc! { "$lt": DateTime::from_millis(before.unwrap_or(END).0) });
        let mut messages = self.select(filter, -1, limit).await?;
        messages.reverse();
        Ok(messages)
    }

    async fn after(&self, channel: ChannelKey, id: String, limit: u32) -> Result<Option<Page>, StoreError> {
        // Deleted since, it is still a place in the order.
        let mut known = documents::of_channel(&channel);
        known.remove("isDeleted");
        let Some(place) = self.place(known, &id).await? else {
            return Ok(None);
        };
        // One more than asked for shows whether there are more.
        let mut messages = self.select(later(&channel, place), 1, limit + 1).await?;
        let has_more = messages.len() > limit as usize;
        messages.truncate(limit as usize);
        Ok(Some(Page { messages, has_more }))
    }

    async fn around(&self, channel: ChannelKey, id: String, limit: u32) -> Result<Option<Vec<Message>>, StoreError> {
        // Deleted since, there is nothing to go to.
        let Some(place) = self.place(documents::of_channel(&channel), &id).await? else {
            return Ok(None);
        };
        let up_to_it = before_it(limit) + 1;
        let mut messages = self.select(up_to(&channel, place), -1, up_to_it).await?;
        messages.reverse();
        // To the driver, a limit of 0 is none.
        if let rest @ 1.. = limit.saturating_sub(up_to_it) {
            messages.extend(self.select(later(&channel, place), 1, rest).await?);
        }
        Ok(Some(messages))
    }

    async fn last_message_at(&self, channel: ChannelKey) -> Result<Option<Timestamp>, StoreError> {
        let newest = self.newest(channel, None, 1).await?;
        Ok(newest.first().map(|message| message.created_at))
    }

    async fn close(&self) {
        // All permits are here when no insert runs; each insert has its time limit.
        let _all = self.inserts.acquire_many(INSERTS).await;
        self.inserts.close();
    }
}

/// Finds the messages of a channel that come after this place.
fn later(channel: &ChannelKey, (created_at, id): Place) -> Document {
    let mut filter = documents::of_channel(channel);
    filter.insert("createdAt", doc! { "$gte": created_at });
    filter.insert("$or", vec![doc! { "createdAt": { "$gt": created_at } }, doc! { "_id": { "$gt": id } }]);
    filter
}

/// Finds the messages of a channel that come before this place, and the one that is there.
fn up_to(channel: &ChannelKey, (created_at, id): Place) -> Document {
    let mut filter = documents::of_channel(channel);
    filter.insert("createdAt", doc! { "$lte": created_at });
    filter.insert("$or", vec![doc! { "createdAt": { "$lt": created_at } }, doc! { "_id": { "$lte": id } }]);
    filter
}

/// Stores the message, or finds the one that has this `client_id` already.
async fn insert(connection: &Connection, message: NewMessage) -> Result<Message, StoreError> {
    let first = message.client_id.as_ref().map(|client_id| {
        doc! { "senderId": documents::id(&message.sender_id), "clientId": client_id }
    });
    // Only an update lets the database give the instant; of an id that is new it is always an insert.
    let inserted = connection
        .run(|collection| async move {
            let new = doc! { "_id": ObjectId::new() };
            let update = documents::insertion(message);
            let stored =
                collection.find_one_and_update(new, update).upsert(true).return_document(ReturnDocument::After);
            match stored.await {
                Err(error) if failure::is_duplicate(&error) => Ok(None),
                stored => stored,
            }
        })
        .await?;
    let stored = match (inserted, first) {
        (None, Some(first)) => connection.run(|collection| async move { collection.find_one(first).await }).await?,
        (inserted, _) => inserted,
    };
    let gone = || StoreError::Failed("a message was deleted while it was sent again".into());
    stored.as_ref().map(documents::message).ok_or_else(gone)
}
