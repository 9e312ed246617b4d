//! The message store. The trait speaks of messages; each store hides how it keeps them.

mod change;
#[cfg(feature = "mongodb")]
mod mongodb;
mod open;
mod reading;
mod revocations;
mod search;
mod sequence;
mod sqlite;

pub use change::{Change, Operation, Outcome};
pub use open::{OpenError, open};
pub use reading::{Mark, Marked, Reader, Reading, Unread};
pub use revocations::Revocations;
pub use search::{BadWords, Found, Search, Words};
pub use sequence::Sequence;

use std::sync::Arc;

use async_trait::async_trait;

use crate::message::{Attachment, Message, Stored, Timestamp, Tombstone};

/// A message before the store has given it an id and an instant.
#[derive(Clone, Debug)]
pub struct NewMessage {
    pub workspace_id: String,
    pub channel_id: String,
    pub content: String,
    pub sender_id: String,
    pub sender_name: String,
    pub sender_avatar: String,
    pub client_id: Option<String>,
    /// The message that it replies to. The caller has found it in the channel.
    pub reply_to: Option<String>,
    /// Its files, each used by no other message.
    pub attachments: Vec<Attachment>,
}

/// A file that a message uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileUse {
    pub file_id: String,
    /// The message's.
    pub workspace_id: String,
}

/// One chat channel of one workspace.
#[derive(Clone, Debug)]
pub struct ChannelKey {
    pub workspace_id: String,
    pub channel_id: String,
}

/// Selects the messages of a page.
#[derive(Clone, Debug)]
pub enum Cursor {
    /// The most recent ones.
    Newest,
    /// The most recent ones before this instant.
    Before(Timestamp),
    /// The oldest ones after this message.
    After(String),
    /// This message and its neighbours: [`before_it`] of them precede it.
    Around(String),
}

/// Messages of one channel, oldest first.
#[derive(Debug)]
pub struct Page {
    pub messages: Vec<Message>,
    /// With [`Cursor::After`] only: `true` if more messages follow the last.
    pub has_more: Option<bool>,
    /// The position in the feed: these messages include every change up to it.
    pub cursor: String,
}

impl Page {
    /// Creates a page without `has_more`.
    fn of(messages: Vec<Message>) -> Self {
        Self { messages, has_more: None, cursor: String::new() }
    }
}

/// The changes in a workspace after a cursor of the feed.
#[derive(Debug)]
pub struct Changes {
    pub messages: Vec<Message>,
    pub deleted: Vec<Tombstone>,
    /// Where to continue reading.
    pub cursor: String,
    pub has_more: bool,
}

/// Why the store did not carry out a call.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// It refused or failed; nothing was changed.
    #[error("The message store failed: {0}")]
    Failed(String),
    /// It is unreachable for the moment, and recovers by itself. Whether an insert was stored is not known.
    #[error("The message store cannot be reached: {0}")]
    Away(String),
    /// A search took longer than allowed.
    #[error("The search took too long: {0}")]
    TooLong(String),
}

/// How many of an `around` page's `limit` messages precede the target; the rest, minus the target, follow it.
fn before_it(limit: u32) -> u32 {
    limit / 2
}

/// Called once for every call that changes something, after the change is durable; also if the change was there
/// before. Must not block.
pub type OnChange = Arc<dyn Fn(&Change) + Send + Sync>;

/// A store of messages and revoked sessions.
///
/// The order of a channel is (`created_at`, `id`). A store that belongs to one process makes it the order of storing;
/// a store shared by several does so except for messages stored at the same moment. An answer means that the message
/// is durable.
#[async_trait]
pub trait Store: Revocations + Reading + Send + Sync {
    /// Stores a message: [`Outcome::Done`], or [`Outcome::FileInUse`]. If this sender has already stored one with the
    /// same `client_id`, returns that one and stores nothing, even if the two race. Continues if the caller is gone.
    async fn insert(&self, message: NewMessage) -> Result<Outcome, StoreError>;

    /// Returns the message that this sender has stored with this `client_id`.
    async fn sent(&self, sender_id: String, client_id: String) -> Result<Option<Stored>, StoreError>;

    /// Returns those of the files that a message uses, unless it is deleted.
    async fn file_uses(&self, file_ids: Vec<String>) -> Result<Vec<FileUse>, StoreError>;

    /// Returns the message with this id, in any workspace.
    async fn find(&self, id: String) -> Result<Option<Stored>, StoreError>;

    /// Changes a message; a change without effect is skipped. Continues if the caller is gone.
    async fn change(&self, id: String, operation: Operation) -> Result<Outcome, StoreError>;

    /// Returns what changed after the cursor `since`, at most `limit` entries; without `since` only the present
    /// position. Returns `None` if the cursor is from another database, or later than the present position.
    async fn changes(
        &self,
        workspace_id: String,
        since: Option<String>,
        limit: u32,
    ) -> Result<Option<Changes>, StoreError>;

    /// Returns a page of at most `limit` messages, oldest first; `None` if the cursor names a message that this
    /// channel does not have.
    async fn page(&self, channel: ChannelKey, cursor: Cursor, limit: u32) -> Result<Option<Page>, StoreError>;

    /// Returns the most recent messages with these words; `None` if `before` is not a message of the workspace.
    async fn search(&self, search: Search) -> Result<Option<Found>, StoreError>;

    /// Returns the differences that a search ignores: some of `case`, `accents` and `width`.
    fn search_folds(&self) -> &'static [&'static str];

    /// Returns when the channel's newest message was stored.
    async fn last_message_at(&self, channel: ChannelKey) -> Result<Option<Timestamp>, StoreError>;

    /// Finishes pending work and closes. Later inserts fail.
    async fn close(&self);
}
