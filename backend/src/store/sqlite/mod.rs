//! The default store: one SQLite file, one thread that writes, one connection that reads.

mod page;
mod private;
mod revocations;
mod rows;
mod writer;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use async_trait::async_trait;
use rusqlite::{Connection, params};
use tokio::sync::oneshot;

use self::writer::Job;
use super::{ChannelKey, Cursor, NewMessage, OnChange, Page, Sequence, Store, StoreError};
use crate::message::{Message, Timestamp};

/// How long to wait for another process that holds the file.
const BUSY: Duration = Duration::from_secs(5);

/// Messages in a SQLite file.
pub struct SqliteStore {
    writer: mpsc::Sender<Job>,
    reader: Arc<Mutex<Connection>>,
}

impl SqliteStore {
    /// Opens the file, or creates it. Fails where it is no database, or cannot be read or written.
    pub fn open(path: &Path, on_change: OnChange) -> Result<Self, StoreError> {
        private::keep(path);
        let connection = connect(path)?;
        connection.execute_batch(include_str!("schema.sql"))?;
        revocations::create(&connection)?;
        let newest = connection
            .query_row("SELECT max(created_at) FROM messages", [], |row| row.get(0))
            .map(|newest: Option<i64>| newest.map(Timestamp))?;
        let reader = Arc::new(Mutex::new(connect(path)?));
        let (writer, jobs) = mpsc::channel();
        thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || writer::run(connection, Sequence::after(newest), &jobs, &on_change))
            .map_err(|error| StoreError::Failed(error.to_string()))?;
        Ok(Self { writer, reader })
    }

    /// Runs a query beside the async threads, which must not wait for a disk.
    async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let reader = Arc::clone(&self.reader);
        tokio::task::spawn_blocking(move || {
            let connection = reader.lock().unwrap_or_else(PoisonError::into_inner);
            query(&connection).map_err(StoreError::from)
        })
        .await
        .map_err(|error| StoreError::Failed(error.to_string()))?
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn insert(&self, message: NewMessage) -> Result<Message, StoreError> {
        let (answer, answered) = oneshot::channel();
        let closed = |_| StoreError::Failed("it is closed".into());
        self.writer.send(Job::Insert(message, answer)).map_err(|error| closed(error.to_string()))?;
        answered.await.map_err(|error| closed(error.to_string()))?
    }

    async fn page(&self, channel: ChannelKey, cursor: Cursor, limit: u32) -> Result<Option<Page>, StoreError> {
        self.read(move |connection| page::page(connection, &channel, &cursor, limit)).await
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
        // Either end gone means that the thread has ended, which is what is asked for.
        if self.writer.send(Job::Close(done)).is_ok() {
            let _ = closed.await;
        }
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    // In WAL mode only FULL waits for the disk at every commit, so that what was
    // acknowledged survives a loss of power as well.
    connection.pragma_update(None, "synchronous", "full")?;
    Ok(connection)
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Failed(error.to_string())
    }
}
