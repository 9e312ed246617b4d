//! Where messages are kept. The trait speaks of messages; what a store is made of is its own.

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
    /// The message that it answers. The caller has found it in the channel.
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

/// Which messages of a channel a page holds.
#[derive(Clone, Debug)]
pub enum Cursor {
    /// The newest.
    Newest,
    /// The newest that are older than this instant.
    Before(Timestamp),
    /// The oldest that come after this message.
    After(String),
    /// This message and its neighbours: [`before_it`] of them come before it.
    Around(String),
}

/// Messages of one channel, oldest first.
#[derive(Debug)]
pub struct Page {
    pub messages: Vec<Message>,
    /// With [`Cursor::After`] only: `true` if more messages follow the last.
    pub has_more: Option<bool>,
    /// The place in the feed: every change up to it is in these messages.
    pub cursor: String,
}

impl Page {
    /// A page that does not say whether there are more.
    fn of(messages: Vec<Message>) -> Self {
        Self { messages, has_more: None, cursor: String::new() }
    }
}

/// What changed in a workspace after a cursor of the feed.
#[derive(Debug)]
pub struct Changes {
    pub messages: Vec<Message>,
    pub deleted: Vec<Tombstone>,
    /// Where to read on.
    pub cursor: String,
    pub has_more: bool,
}

/// Why the store did not do what it was asked to.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// It refused or broke; nothing was changed.
    #[error("The message store failed: {0}")]
    Failed(String),
    /// It cannot be reached at the moment, and will be there again by itself. Whether an insert was
    /// stored is not known.
    #[error("The message store cannot be reached: {0}")]
    Away(String),
    /// A search took longer than it may.
    #[error("The search took too long: {0}")]
    TooLong(String),
}

/// How many messages of a page of `limit` may come before the one that the page is around. The rest,
/// without itself, may come after it.
fn before_it(limit: u32) -> u32 {
    limit / 2
}

/// Called for every call that changes something, once the change is durable; also if it was there
/// before. It must not block.
pub type OnChange = Arc<dyn Fn(&Change) + Send + Sync>;

/// A store of messages, and of which sessions were revoked.
///
/// The order of a channel is (`created_at`, `id`). A store that one process has for itself makes it
/// the order of storing; one that several share does so but for messages that are stored within the
/// same moment. An answer means that the message is durable.
#[async_trait]
pub trait Store: Revocations + Reading + Send + Sync {
    /// Stores a message: [`Outcome::Done`], or [`Outcome::FileInUse`]. If this sender has stored one with the same
    /// `client_id` before, that one is answered and nothing is stored, also if the two race. Goes on when the caller
    /// is gone.
    async fn insert(&self, message: NewMessage) -> Result<Outcome, StoreError>;

    /// The message that this sender has stored with this `client_id`.
    async fn sent(&self, sender_id: String, client_id: String) -> Result<Option<Stored>, StoreError>;

    /// Of these files, those that a message uses that is not deleted.
    async fn file_uses(&self, file_ids: Vec<String>) -> Result<Vec<FileUse>, StoreError>;

    /// Returns the message of this id, whatever its workspace.
    async fn find(&self, id: String) -> Result<Option<Stored>, StoreError>;

    /// Changes a message. What is so already is not changed. Goes on when the caller is gone.
    async fn change(&self, id: String, operation: Operation) -> Result<Outcome, StoreError>;

    /// What changed after the cursor `since`, at most `limit` entries; without `since` only the present place.
    /// `None` if the cursor is not one of this database's, or later than the present place.
    async fn changes(
        &self,
        workspace_id: String,
        since: Option<String>,
        limit: u32,
    ) -> Result<Option<Changes>, StoreError>;

    /// A page of at most `limit` messages, oldest first. `None` if the cursor names a message that this
    /// channel does not have.
    async fn page(&self, channel: ChannelKey, cursor: Cursor, limit: u32) -> Result<Option<Page>, StoreError>;

    /// The newest messages with these words. `None` if `before` is no message of the workspace.
    async fn search(&self, search: Search) -> Result<Option<Found>, StoreError>;

    /// What a search takes for the same: some of `case`, `accents` and `width`.
    fn search_folds(&self) -> &'static [&'static str];

    /// When the newest message of the channel was stored.
    async fn last_message_at(&self, channel: ChannelKey) -> Result<Option<Timestamp>, StoreError>;

    /// Finishes what was begun and closes. Later inserts fail.
    async fn close(&self);
}
