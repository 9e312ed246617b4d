//! Channels stored for the next visit and for reading without a network: how much is stored, and what is dropped
//! first.
//!
//! A snapshot is a channel's newest messages together with the feed's cursor up to which they are known. The two are
//! never stored separately: a cursor ahead of its messages would lose the changes in between forever.

use std::sync::Arc;

use super::message::{ChannelId, Message, PersonId};
use super::time::Timestamp;

/// How many messages of a channel are stored, the newest ones.
pub const MOST_MESSAGES: usize = 200;

/// How many channels are stored.
pub const MOST_CHANNELS: usize = 20;

/// The size limit of all channels together, in bytes of JSON.
pub const MOST_BYTES: usize = 20_000_000;

/// A channel's newest messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The channel.
    pub channel: ChannelId,
    /// When the channel was last known to be in this state, by the user's clock.
    pub as_of: Timestamp,
    /// The messages include all changes up to here. `None` if the backend has no feed of changes.
    pub cursor: Option<Arc<str>>,
    /// True if the oldest message is the first one of the channel.
    pub is_whole: bool,
    /// The messages in order, without gaps.
    pub messages: Vec<Message>,
}

/// The channel shows messages stored by an earlier visit, and the backend has not said what changed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unconfirmed {
    /// When they were in this state.
    pub as_of: Timestamp,
    /// Where to continue reading the feed.
    pub cursor: Option<Arc<str>>,
}

/// A channel's name, for a sidebar without a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedChannel {
    /// Its id.
    pub id: ChannelId,
    /// Its name.
    pub name: Arc<str>,
    /// Its topic.
    pub topic: Option<Arc<str>>,
}

/// A snapshot's entry in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its channel.
    pub channel: ChannelId,
    /// When the channel was last open, by the user's clock.
    pub used_at: Timestamp,
    /// When the channel was last known to match its snapshot.
    pub as_of: Timestamp,
    /// The size of the snapshot.
    pub bytes: usize,
}

/// The index of the stored channels, which belong to one person at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// The owner.
    pub person: PersonId,
    /// The workspace's name, if the backend has given it.
    pub workspace: Option<Arc<str>>,
    /// The workspace's channels, in order.
    pub channels: Vec<NamedChannel>,
    /// The snapshots.
    pub entries: Vec<Entry>,
}

impl Index {
    /// Creates the index of a person without snapshots.
    #[must_use]
    pub fn of(person: PersonId) -> Self {
        Self { person, workspace: None, channels: Vec::new(), entries: Vec::new() }
    }

    /// Returns a channel's entry.
    #[must_use]
    pub fn entry(&self, channel: &ChannelId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.channel == *channel)
    }

    /// Sets a channel's entry.
    pub fn put(&mut self, entry: Entry) {
        self.forget(&entry.channel);
        self.entries.push(entry);
    }

    /// Removes a channel's entry.
    pub fn forget(&mut self, channel: &ChannelId) {
        self.entries.retain(|entry| entry.channel != *channel);
    }

    /// Removes entries beyond the limits, the least recently opened channel first, and returns those channels.
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

/// The fate of the stored channels once the user is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ownership {
    /// They are the user's.
    Own,
    /// Nothing is stored.
    Nothing,
    /// They belong to someone else, or their owner cannot be known: they are wiped.
    Anothers,
}

/// Decides what happens to the stored channels. `owner` is empty if nothing is stored.
#[must_use]
pub fn ownership(owner: &str, visitor: Option<&PersonId>) -> Ownership {
    match visitor {
        _ if owner.is_empty() => Ownership::Nothing,
        Some(visitor) if **visitor == *owner => Ownership::Own,
        _ => Ownership::Anothers,
    }
}
