//! How far people have read.

use async_trait::async_trait;

use super::{ChannelKey, StoreError};
use crate::fold::fold;
use crate::limits::UNREAD_MAX;

/// A person in a channel.
#[derive(Clone, Debug)]
pub struct Reader {
    pub user_id: String,
    /// By which the person is mentioned.
    pub name: String,
    pub channel: ChannelKey,
}

/// What a person has read.
#[derive(Clone, Debug)]
pub enum Mark {
    /// All up to this message. It never goes back.
    Read(String),
    /// All before this message, and nothing from it on.
    UnreadFrom(String),
}

/// A mark that was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The last message that is read; `None` if there is none.
    pub last_read_id: Option<String>,
    /// `false` if it was so, or further, before.
    pub has_moved: bool,
}

/// What a person has not read in a channel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// The last message that is read, if the person has read anything there.
    pub last_read_id: Option<String>,
    /// Messages of others, at most [`UNREAD_MAX`].
    pub count: u32,
    /// Those of them that mention the person.
    pub mentions: u32,
}

impl Unread {
    /// Counts the texts of others that come after a place; at most [`UNREAD_MAX`] are handed over.
    pub(super) fn of(last_read_id: Option<String>, name: &str, texts: &[String]) -> Self {
        let mention = fold(&format!("@{name}"));
        let mentions = texts.iter().filter(|text| fold(text).contains(&mention)).count();
        Self { last_read_id, count: texts.len().min(UNREAD_MAX) as u32, mentions: mentions as u32 }
    }
}

/// The marks of people.
#[async_trait]
pub trait Reading: Send + Sync {
    /// Sets a mark. `None` if the channel never had such a message.
    async fn mark(&self, reader: Reader, mark: Mark) -> Result<Option<Marked>, StoreError>;

    /// Counts what a person has not read.
    async fn unread(&self, reader: Reader) -> Result<Unread, StoreError>;
}
