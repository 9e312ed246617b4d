//! What the browser keeps of channels for the next visit, and for reading without a network: how much of it, and what
//! goes first if it is too much.
//!
//! A snapshot is a channel's newest messages together with the cursor of the feed up to which they are known. The two
//! are never kept apart: a cursor that is ahead of its messages would lose what lies between them for good.

use std::sync::Arc;

use super::message::{ChannelId, Message, PersonId};
use super::time::Timestamp;

/// How many messages of a channel are kept, the newest ones.
pub const MOST_MESSAGES: usize = 200;

/// How many channels are kept.
pub const MOST_CHANNELS: usize = 20;

/// How much is kept of all channels together, in bytes of JSON.
pub const MOST_BYTES: usize = 20_000_000;

/// A channel's newest messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The channel.
    pub channel: ChannelId,
    /// When the channel was last known to be like this, by the visitor's clock.
    pub as_of: Timestamp,
    /// All changes up to here are in the messages. `None` if the backend has no feed of changes.
    pub cursor: Option<Arc<str>>,
    /// Set if the oldest of the messages is the first that the channel ever had.
    pub is_whole: bool,
    /// The messages in order, with none missing between them.
    pub messages: Vec<Message>,
}

/// What is shown of a channel was kept by an earlier visit, and the backend has not said what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unconfirmed {
    /// When it was like this.
    pub as_of: Timestamp,
    /// The feed is read from here on.
    pub cursor: Option<Arc<str>>,
}

/// A channel's name, for a sidebar without a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedChannel {
    /// Its id.
    pub id: ChannelId,
    /// Its name.
    pub name: Arc<str>,
    /// What it is about.
    pub topic: Option<Arc<str>>,
}

/// A snapshot as the index knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its channel.
    pub channel: ChannelId,
    /// When the channel was last open, by the visitor's clock.
    pub used_at: Timestamp,
    /// When the channel was last known to be like its snapshot.
    pub as_of: Timestamp,
    /// How large the snapshot is.
    pub bytes: usize,
}

/// What is kept, and whose it is: one person's at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Whose it is.
    pub person: PersonId,
    /// The workspace's name, if the backend has said it.
    pub workspace: Option<Arc<str>>,
    /// The workspace's channels, in order.
    pub channels: Vec<NamedChannel>,
    /// The snapshots.
    pub entries: Vec<Entry>,
}

impl Index {
    /// The index of a person of whom nothing is kept.
    #[must_use]
    pub fn of(person: PersonId) -> Self {
        Self { person, workspace: None, channels: Vec::new(), entries: Vec::new() }
    }

    /// Returns a channel's entry.
    #[must_use]
    pub fn entry(&self, channel: &ChannelId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.channel == *channel)
    }

    /// Puts an entry in place of the one that its channel has.
    pub fn put(&mut self, entry: Entry) {
        self.forget(&entry.channel);
        self.entries.push(entry);
    }

    /// Takes a channel's entry out.
    pub fn forget(&mut self, channel: &ChannelId) {
        self.entries.retain(|entry| entry.channel != *channel);
    }

    /// Takes out what is too much, the channel first that was open longest ago, and returns those channels.
    pub fn evict(&mut self) -> Vec<ChannelId> {
        let mut evicted = Vec::new();
        let is_too_much = |entries: &[Entry]| {
            entries.len() > MOST_CHANNELS || entries.iter().map(|entry| entry.bytes).sum::<usize>() > MOST_BYTES
        };
        while is_too_much(&self.entries) {
            let oldest = (0..self.entries.len()).min_by_key(|at| self.entries.get(*at).map(|entry| entry.used_at));
            let Some(at) = oldest else { break };
            evicted.push(self.entries.remove(at).channel);
        }
        evicted
    }
}

/// What becomes of what is kept once it is known as whom the visitor counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ownership {
    /// It is theirs.
    Own,
    /// Nothing is kept.
    Nothing,
    /// It is somebody else's, or it cannot be known whose: it is wiped.
    Anothers,
}

/// Says whose it is that is kept. `owner` is empty if nothing is kept.
#[must_use]
pub fn ownership(owner: &str, visitor: Option<&PersonId>) -> Ownership {
    match visitor {
        _ if owner.is_empty() => Ownership::Nothing,
        Some(visitor) if **visitor == *owner => Ownership::Own,
        _ => Ownership::Anothers,
    }
}
