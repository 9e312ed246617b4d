//! Messages in MongoDB, in the collection that the original application has: an existing database is
//! read and written as it is, and several backends may share one.
//!
//! The database's own clock gives the instants, so the clocks of the backends do not matter; ids are
//! ObjectIds. Two messages that two backends store within the same moment may become visible in
//! another order than (`createdAt`, `_id`), so whoever reads on from a message reads a little of what
//! lies before it as well.

mod changes;
mod clock;
mod connection;
mod documents;
mod edit;
mod failure;
mod identity;
mod joins;
mod page;
mod reading;
mod revocations;
mod search;
mod updates;

use std::sync::Arc;

use async_trait::async_trait;
use mongodb::bson::doc;
use mongodb::bson::oid::ObjectId;
use mongodb::options::{ConnectionString, ReturnDocument};
use tokio::sync::Semaphore;

use self::connection::Connection;
use self::page::END;
use super::{
    Change, Changes, ChannelKey, Cursor, Found, NewMessage, OnChange, Operation, Outcome, Page, Search, Store,
    StoreError,
};
use crate::message::{Stored, Timestamp};

/// How many writes may be under way at a time.
const WRITES: u32 = 256;

/// Messages in a MongoDB collection.
pub struct MongoStore {
    connection: Arc<Connection>,
    on_change: OnChange,
    /// A permit for every write that may run; none are left once the store is closed.
    writes: Arc<Semaphore>,
}

impl MongoStore {
    /// Opens it, also where the database is away. Fails where the database refuses to be used.
    pub async fn open(address: &ConnectionString, on_change: OnChange) -> Result<Self, StoreError> {
        let connection = Connection::open(address.clone()).await?;
        Ok(Self { connection, on_change, writes: Arc::new(Semaphore::new(WRITES as usize)) })
    }

    /// Runs a write, and has its change published. A task of its own: what is stored must be published too, if
    /// its caller has gone meanwhile.
    async fn write<T: Send + 'static>(
        &self,
        write: impl Future<Output = Result<(T, Option<Change>), StoreError>> + Send + 'static,
    ) -> Result<T, StoreError> {
        let closed = |_| StoreError::Failed("it is closed".into());
        let permit = Arc::clone(&self.writes).acquire_owned().await.map_err(closed)?;
        let on_change = Arc::clone(&self.on_change);
        let written = tokio::spawn(async move {
            let _permit = permit;
            let (result, change) = write.await?;
            if let Some(change) = change {
                on_change(&change);
            }
            Ok(result)
        });
        written.await.map_err(|error| StoreError::Failed(error.to_string()))?
    }
}

#[async_trait]
impl Store for MongoStore {
    async fn insert(&self, message: NewMessage) -> Result<Stored, StoreError> {
        let connection = Arc::clone(&self.connection);
        self.write(async move {
            let stored = insert(&connection, message).await?;
            // What was deleted since is not published again.
            let change = match &stored {
                Stored::Message(message) => Some(Change::New((**message).clone())),
                Stored::Gone(_) => None,
            };
            Ok((stored, change))
        })
        .await
    }

    async fn find(&self, id: String) -> Result<Option<Stored>, StoreError> {
        Ok(edit::find(&self.connection, &id).await?.as_ref().map(documents::stored))
    }

    async fn change(&self, id: String, operation: Operation) -> Result<Outcome, StoreError> {
        let connection = Arc::clone(&self.connection);
        self.write(async move { edit::change(&connection, &id, &operation).await }).await
    }

    async fn changes(
        &self,
        workspace_id: String,
        since: Option<String>,
        limit: u32,
    ) -> Result<Option<Changes>, StoreError> {
        changes::changes(&self.connection, &workspace_id, since.as_deref(), limit).await
    }

    async fn page(&self, channel: ChannelKey, cursor: Cursor, limit: u32) -> Result<Option<Page>, StoreError> {
        // Before the messages: they hold every change up to this place.
        let place = changes::cursor(&self.connection).await?;
        let page = match cursor {
            Cursor::Newest => self.before(&channel, END, limit).await.map(Some),
            Cursor::Before(instant) => self.before(&channel, instant, limit).await.map(Some),
            Cursor::After(id) => self.after(&channel, &id, limit).await,
            Cursor::Around(id) => self.around(&channel, &id, limit).await,
        };
        Ok(page?.map(|page| Page { cursor: place, ..page }))
    }

    async fn search(&self, search: Search) -> Result<Option<Found>, StoreError> {
        self.search_for(&search).await
    }

    fn search_folds(&self) -> &'static [&'static str] {
        &["case"]
    }

    async fn last_message_at(&self, channel: ChannelKey) -> Result<Option<Timestamp>, StoreError> {
        self.newest(&channel).await
    }

    async fn close(&self) {
        // All permits are here when no write runs; each write has its time limit.
        let _all = self.writes.acquire_many(WRITES).await;
        self.writes.close();
    }
}

/// Stores the message, or finds the one that has this `client_id` already.
async fn insert(connection: &Connection, message: NewMessage) -> Result<Stored, StoreError> {
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
    let gone = || StoreError::Failed("a message was removed while it was sent again".into());
    stored.as_ref().map(documents::stored).ok_or_else(gone)
}
