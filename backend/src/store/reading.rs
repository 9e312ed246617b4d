//! How far people have read.

use async_trait::async_trait;

use super::{ChannelKey, StoreError};
use crate::fold::fold;
use crate::limits::UNREAD_MAX;

/// A person in a channel.
#[derive(Clone, Debug)]
pub struct Reader {
    pub user_id: String,
    /// The name by which the person is mentioned.
    pub name: String,
    pub channel: ChannelKey,
}

/// What a person has read.
#[derive(Clone, Debug)]
pub enum Mark {
    /// Everything up to this message. The position never moves back.
    Read(String),
    /// Everything before this message, but not the message or anything after it.
    UnreadFrom(String),
}

/// A mark that was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The last message that is read; `None` if there is none.
    pub last_read_id: Option<String>,
    /// `false` if the position was there, or further, before.
    pub has_moved: bool,
}

/// A person's unread messages in a channel.
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
    /// Counts other people's texts after a position; at most [`UNREAD_MAX`] are given.
    pub(super) fn of(last_read_id: Option<String>, name: &str, texts: &[String]) -> Self {
        let mention = fold(&format!("@{name}"));
        let mentions = texts.iter().filter(|text| fold(text).contains(&mention)).count();
        Self { last_read_id, count: texts.len().min(UNREAD_MAX) as u32, mentions: mentions as u32 }
    }
}

/// People's reading positions.
#[async_trait]
pub trait Reading: Send + Sync {
    /// Sets a mark. Returns `None` if the channel never had such a message.
    async fn mark(&self, reader: Reader, mark: Mark) -> Result<Option<Marked>, StoreError>;

    /// Counts a person's unread messages.
    async fn unread(&self, reader: Reader) -> Result<Unread, StoreError>;
}
