//! Messages in MongoDB, in the original application's collection: an existing database works unchanged, and several
//! backends may share one.
//!
//! The database's own clock sets the times, so the backends' clocks do not matter; ids are ObjectIds. Two messages
//! that two backends store at the same moment may become visible in another order than (`createdAt`, `_id`), so a
//! client that reads on from a message rereads a little before it.

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
use futures_util::TryStreamExt;
use mongodb::bson::oid::ObjectId;
use mongodb::bson::{Document, doc};
use mongodb::options::{ConnectionString, ReturnDocument};
use tokio::sync::Semaphore;

use self::connection::Connection;
use self::page::END;
use super::{
    Change, Changes, ChannelKey, Cursor, FileUse, Found, NewMessage, OnChange, Operation, Outcome, Page, Search, Store,
    StoreError,
};
use crate::message::{Message, Stored, Timestamp};

/// The maximum of writes in flight.
const WRITES: u32 = 256;

/// Messages in a MongoDB collection.
pub struct MongoStore {
    connection: Arc<Connection>,
    on_change: OnChange,
    /// A permit for every write that may run; none are left once the store is closed.
    writes: Arc<Semaphore>,
}

impl MongoStore {
    /// Opens the store, even if the database is away. Fails if the database refuses it.
    pub async fn open(address: &ConnectionString, on_change: OnChange) -> Result<Self, StoreError> {
        let connection = Connection::open(address.clone()).await?;
        Ok(Self { connection, on_change, writes: Arc::new(Semaphore::new(WRITES as usize)) })
    }

    /// Runs a write and publishes its change. In a separate task, because a stored change must be published even if
    /// its caller has gone.
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
    async fn insert(&self, message: NewMessage) -> Result<Outcome, StoreError> {
        let connection = Arc::clone(&self.connection);
        self.write(async move {
            let outcome = insert(&connection, message).await?;
            // A change to a message that was deleted since is not published again.
            let change = match &outcome {
                Outcome::Done(Stored::Message(message)) => Some(Change::New((**message).clone())),
                _ => None,
            };
            Ok((outcome, change))
        })
        .await
    }

    async fn sent(&self, sender_id: String, client_id: String) -> Result<Option<Stored>, StoreError> {
        sent(&self.connection, &sender_id, &client_id).await
    }

    async fn file_uses(&self, file_ids: Vec<String>) -> Result<Vec<FileUse>, StoreError> {
        let filter = doc! { "attachments.id": { "$in": &file_ids }, "isDeleted": { "$ne": true } };
        let found: Vec<Document> =
            self.connection.run(|collection| async move { collection.find(filter).await?.try_collect().await }).await?;
        let messages = found.iter().map(documents::message);
        Ok(messages.flat_map(|message| uses(&message)).filter(|each| file_ids.contains(&each.file_id)).collect())
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
        // Taken before the messages are read, so that they include every change up to it.
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
        // When all permits are here, no write is running; each write has its time limit.
        let _all = self.writes.acquire_many(WRITES).await;
        self.writes.close();
    }
}

/// The files that a message uses.
fn uses(message: &Message) -> Vec<FileUse> {
    let ids = message.attachments.iter().filter_map(|file| file.id.clone());
    ids.map(|file_id| FileUse { file_id, workspace_id: message.workspace_id.clone() }).collect()
}

/// Returns the message that this sender has stored with this id.
async fn sent(connection: &Connection, sender_id: &str, client_id: &str) -> Result<Option<Stored>, StoreError> {
    let first = doc! { "senderId": documents::id(sender_id), "clientId": client_id };
    let found = connection.run(|collection| async move { collection.find_one(first).await }).await?;
    Ok(found.as_ref().map(documents::stored))
}

/// Stores the message, or returns the one that already has this `client_id`. An index rejects a file that another
/// message uses.
async fn insert(connection: &Connection, message: NewMessage) -> Result<Outcome, StoreError> {
    let sender = (message.sender_id.clone(), message.client_id.clone());
    let has_files = !message.attachments.is_empty();
    // Only an update lets the database set the time; since the id is new, it always inserts.
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
    if let Some(inserted) = inserted {
        return Ok(Outcome::Done(documents::stored(&inserted)));
    }
    if let (sender_id, Some(client_id)) = &sender
        && let Some(first) = sent(connection, sender_id, client_id).await?
    {
        return Ok(Outcome::Done(first));
    }
    if has_files {
        return Ok(Outcome::FileInUse);
    }
    Err(StoreError::Failed("a message was removed while it was sent again".into()))
}
