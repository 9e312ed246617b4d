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
mod page;
mod revocations;

use std::sync::Arc;

use async_trait::async_trait;
use mongodb::bson::doc;
use mongodb::bson::oid::ObjectId;
use mongodb::options::{ConnectionString, ReturnDocument};
use tokio::sync::Semaphore;

use self::connection::Connection;
use self::page::END;
use super::{Change, ChannelKey, Cursor, NewMessage, OnChange, Page, Store, StoreError};
use crate::message::{Message, Timestamp};

/// How many messages may be on their way at a time.
const INSERTS: u32 = 256;

/// Messages in a MongoDB collection.
pub struct MongoStore {
    connection: Arc<Connection>,
    on_change: OnChange,
    /// A permit for every insert that may run; none are left once the store is closed.
    inserts: Arc<Semaphore>,
}

impl MongoStore {
    /// Opens it, also where the database is away. Fails where the database refuses to be used.
    pub async fn open(address: &ConnectionString, on_change: OnChange) -> Result<Self, StoreError> {
        let connection = Connection::open(address.clone()).await?;
        Ok(Self { connection, on_change, inserts: Arc::new(Semaphore::new(INSERTS as usize)) })
    }
}

#[async_trait]
impl Store for MongoStore {
    async fn insert(&self, message: NewMessage) -> Result<Message, StoreError> {
        let closed = |_| StoreError::Failed("it is closed".into());
        let permit = Arc::clone(&self.inserts).acquire_owned().await.map_err(closed)?;
        let (connection, on_change) = (Arc::clone(&self.connection), Arc::clone(&self.on_change));
        // A task of its own: what is stored must be published too, if its caller has gone meanwhile.
        let inserted = tokio::spawn(async move {
            let _permit = permit;
            let message = insert(&connection, message).await?;
            on_change(&Change::New(message.clone()));
            Ok(message)
        });
        inserted.await.map_err(|error| StoreError::Failed(error.to_string()))?
    }

    async fn page(&self, channel: ChannelKey, cursor: Cursor, limit: u32) -> Result<Option<Page>, StoreError> {
        match cursor {
            Cursor::Newest => self.before(&channel, END, limit).await.map(Some),
            Cursor::Before(instant) => self.before(&channel, instant, limit).await.map(Some),
            Cursor::After(id) => self.after(&channel, &id, limit).await,
            Cursor::Around(id) => self.around(&channel, &id, limit).await,
        }
    }

    async fn last_message_at(&self, channel: ChannelKey) -> Result<Option<Timestamp>, StoreError> {
        let newest = self.before(&channel, END, 1).await?;
        Ok(newest.messages.first().map(|message| message.created_at))
    }

    async fn close(&self) {
        // All permits are here when no insert runs; each insert has its time limit.
        let _all = self.inserts.acquire_many(INSERTS).await;
        self.inserts.close();
    }
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
