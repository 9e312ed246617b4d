//! Where messages are kept. The trait speaks of messages; what a store is made of is its own.

#[cfg(feature = "mongodb")]
mod mongodb;
mod open;
mod revocations;
mod sequence;
mod sqlite;

pub use open::{OpenError, open};
pub use revocations::Revocations;
pub use sequence::Sequence;

use std::sync::Arc;

use async_trait::async_trait;

use crate::message::{Message, Timestamp};

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
}

impl Page {
    /// A page that does not say whether there are more.
    fn of(messages: Vec<Message>) -> Self {
        Self { messages, has_more: None }
    }
}

/// A durable change of the store, ready to be published.
#[derive(Debug)]
pub enum Change {
    /// A message was stored, or sent again and found stored.
    New(Message),
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
pub trait Store: Revocations + Send + Sync {
    /// Stores a message. Where this sender has stored one with the same `client_id` before, that
    /// one is answered and nothing is stored, also when the two race. Goes on when the caller is gone.
    async fn insert(&self, message: NewMessage) -> Result<Message, StoreError>;

    /// A page of at most `limit` messages, oldest first. `None` if the cursor names a message that this
    /// channel does not have.
    async fn page(&self, channel: ChannelKey, cursor: Cursor, limit: u32) -> Result<Option<Page>, StoreError>;

    /// When the newest message of the channel was stored.
    async fn last_message_at(&self, channel: ChannelKey) -> Result<Option<Timestamp>, StoreError>;

    /// Finishes what was begun and closes. Later inserts fail.
    async fn close(&self);
}
