//! The default store: one SQLite file, one writing thread, one connection that reads, and one that searches.

mod attachments;
mod changes;
mod edit;
mod insert;
mod joins;
mod list;
mod migrate;
mod page;
mod private;
mod reading;
mod revocations;
mod rows;
mod search;
mod writer;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension, params};
use tokio::sync::oneshot;

use self::writer::{Job, Write};
use super::{
    Changes, ChannelKey, Cursor, FileUse, Found, NewMessage, OnChange, Operation, Outcome, Page, Search, Sequence,
    Store, StoreError,
};
use crate::message::{Stored, Timestamp};

/// How long to wait for another process that has locked the file.
const BUSY: Duration = Duration::from_secs(5);

/// Messages in a SQLite file.
pub struct SqliteStore {
    writer: mpsc::Sender<Job>,
    reader: Arc<Mutex<Connection>>,
    /// Separate, so that no history waits for a search.
    searcher: Arc<Mutex<Connection>>,
    /// Separate, because it waits for the writer.
    marks: Arc<Mutex<Connection>>,
}

impl SqliteStore {
    /// Opens the file, or creates it. Fails if it is not a database, cannot be read or written, or was changed by a
    /// newer release.
    pub fn open(path: &Path, on_change: OnChange) -> Result<Self, StoreError> {
        private::keep(path);
        let mut connection = connect(path)?;
        migrate::migrate(&mut connection, path)?;
        match search::catch_up(&mut connection)? {
            0 => {}
            count => tracing::info!("{count} messages were added to the search index."),
        }
        let newest = newest(&connection)?;
        let reader = Arc::new(Mutex::new(connect(path)?));
        let searcher = Arc::new(Mutex::new(connect(path)?));
        let marks = connect(path)?;
        // A mark lost in a power failure is set again.
        marks.pragma_update(None, "synchronous", "normal")?;
        let marks = Arc::new(Mutex::new(marks));
        let (writer, jobs) = mpsc::channel();
        thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || writer::run(connection, Sequence::after(newest), &jobs, &on_change))
            .map_err(|error| StoreError::Failed(error.to_string()))?;
        Ok(Self { writer, reader, searcher, marks })
    }

    async fn write(&self, write: Write) -> Result<Outcome, StoreError> {
        let (answer, answered) = oneshot::channel();
        let closed = |_| StoreError::Failed("it is closed".into());
        self.writer.send(Job::Write(write, answer)).map_err(|error| closed(error.to_string()))?;
        answered.await.map_err(|error| closed(error.to_string()))?
    }

    /// Runs a query outside the async threads, which must not wait for a disk.
    async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        run(Arc::clone(&self.reader), query).await
    }
}

/// Runs something on a connection outside the async threads; it makes its own transactions.
async fn on<T: Send + 'static>(
    connection: &Arc<Mutex<Connection>>,
    act: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
) -> Result<T, StoreError> {
    let connection = Arc::clone(connection);
    tokio::task::spawn_blocking(move || {
        let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(act(&connection)?)
    })
    .await
    .map_err(|error| StoreError::Failed(error.to_string()))?
}

async fn run<T: Send + 'static>(
    connection: Arc<Mutex<Connection>>,
    query: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(move || {
        let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
        // One transaction, so that everything a call reads is from the same moment.
        let transaction = connection.unchecked_transaction()?;
        let result = query(&transaction)?;
        transaction.commit()?;
        Ok(result)
    })
    .await
    .map_err(|error| StoreError::Failed(error.to_string()))?
}

/// When the newest message was stored, including deleted ones. Ids grow with the instant.
fn newest(connection: &Connection) -> rusqlite::Result<Option<Timestamp>> {
    let of_messages = connection.query_row("SELECT max(created_at) FROM messages", [], |row| row.get(0))?;
    let of_tombstones = connection
        .query_row("SELECT created_at FROM tombstones ORDER BY id DESC LIMIT 1", [], |row| row.get(0))
        .optional()?;
    Ok(Option::<i64>::max(of_messages, of_tombstones).map(Timestamp))
}

#[async_trait]
impl Store for SqliteStore {
    async fn insert(&self, message: NewMessage) -> Result<Outcome, StoreError> {
        self.write(Write::Insert(message.into())).await
    }

    async fn sent(&self, sender_id: String, client_id: String) -> Result<Option<Stored>, StoreError> {
        self.read(move |connection| insert::sent_before(connection, &sender_id, &client_id)).await
    }

    async fn file_uses(&self, file_ids: Vec<String>) -> Result<Vec<FileUse>, StoreError> {
        self.read(move |connection| attachments::uses(connection, &file_ids)).await
    }

    async fn find(&self, id: String) -> Result<Option<Stored>, StoreError> {
        self.read(move |connection| rows::find(connection, &id)).await
    }

    async fn change(&self, id: String, operation: Operation) -> Result<Outcome, StoreError> {
        self.write(Write::Change(id, operation)).await
    }

    async fn changes(
        &self,
        workspace_id: String,
        since: Option<String>,
        limit: u32,
    ) -> Result<Option<Changes>, StoreError> {
        self.read(move |connection| changes::changes(connection, &workspace_id, since.as_deref(), limit)).await
    }

    async fn page(&self, channel: ChannelKey, cursor: Cursor, limit: u32) -> Result<Option<Page>, StoreError> {
        self.read(move |connection| {
            let page = page::page(connection, &channel, &cursor, limit)?;
            let cursor = changes::cursor(connection)?;
            Ok(page.map(|page| Page { cursor, ..page }))
        })
        .await
    }

    async fn search(&self, search: Search) -> Result<Option<Found>, StoreError> {
        run(Arc::clone(&self.searcher), move |connection| search::search(connection, &search)).await
    }

    fn search_folds(&self) -> &'static [&'static str] {
        &["case", "accents", "width"]
    }

    async fn last_message_at(&self, channel: ChannelKey) -> Result<Option<Timestamp>, StoreError> {
        self.read(move |connection| {
            let newest: Option<i64> = connection
                .prepare_cached(
                    "SELECT max(created_at) FROM messages
                     WHERE workspace_id = ?1 AND channel_id = ?2",
                )?
                .query_row(params![channel.workspace_id, channel.channel_id], |row| row.get(0))?;
            Ok(newest.map(Timestamp))
        })
        .await
    }

    async fn close(&self) {
        let (done, closed) = oneshot::channel();
        // If either end is gone, the thread has ended, which is the goal.
        if self.writer.send(Job::Close(done)).is_ok() {
            let _ = closed.await;
        }
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    // In WAL mode only FULL waits for the disk at every commit, so that acknowledged data survives a power failure as
    // well.
    connection.pragma_update(None, "synchronous", "full")?;
    // Deleted data is overwritten in the file.
    connection.pragma_update(None, "secure_delete", "on")?;
    Ok(connection)
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Failed(error.to_string())
    }
}
