//! The messages that a person has sent and the backend has not yet been seen to hold, of one channel.
//!
//! They go out in the order in which they were typed, one at a time: the first that was not refused is the *head*, and
//! only the head is ever under way. An entry is on disk before it is sent, together with the place at which the history
//! stood when it was first sent (its anchor): if its answer is lost, also by a crash, the history after the anchor tells
//! whether it was stored.

use std::sync::Arc;

use super::message::{ChannelId, LocalId, Message, MessageId, OrderKey, RowKey};
use super::time::Millis;
use super::timeline::RowState;

/// An own message on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The row that shows it, also when it is stored.
    pub key: RowKey,
    /// Its id in the outbox, and its `clientId`.
    pub id: LocalId,
    /// What was written.
    pub text: Arc<str>,
    /// Where the history stood when it was first sent; `None` while it was never sent.
    pub anchor: Option<Anchor>,
    /// How often it was sent.
    pub attempts: u32,
    /// How far it is.
    pub delivery: Delivery,
}

/// The newest stored message that was known when an entry was first sent; `None` where none was.
pub type Anchor = Option<OrderKey>;

/// How far an own message is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Being written to disk.
    Saving,
    /// Ready to be sent.
    Queued,
    /// Sent; the answer is awaited.
    Sending,
    /// Sent, and the answer was lost: stored or not. At `until` the history is read.
    Unknown {
        /// When to look.
        until: Millis,
        /// What became of the answer.
        why: Arc<str>,
    },
    /// The history is being read for it.
    Looking,
    /// Not stored; sent again at `until`.
    Waiting {
        /// When.
        until: Millis,
        /// What went wrong.
        why: Arc<str>,
    },
    /// Refused for good.
    Refused {
        /// The backend's words.
        why: Arc<str>,
    },
}

/// An entry as it is kept on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its id.
    pub id: LocalId,
    /// The channel that it goes to.
    pub channel: ChannelId,
    /// What was written.
    pub text: Arc<str>,
    /// Where the history stood when it was first sent; `None` while it was never sent.
    pub anchor: Option<Anchor>,
    /// Why it was refused, where it was.
    pub refused: Option<Arc<str>>,
}

impl Entry {
    /// The entry as it is to be kept on disk.
    #[must_use]
    pub fn record(&self, channel: &ChannelId) -> Record {
        let refused = match &self.delivery {
            Delivery::Refused { why } => Some(why.clone()),
            _ => None,
        };
        Record {
            id: self.id.clone(),
            channel: channel.clone(),
            text: self.text.clone(),
            anchor: self.anchor.clone(),
            refused,
        }
    }

    /// How its row shows it.
    #[must_use]
    pub fn row_state(&self) -> RowState {
        match &self.delivery {
            Delivery::Saving | Delivery::Queued | Delivery::Sending | Delivery::Looking => RowState::Sending,
            Delivery::Unknown { until, why } | Delivery::Waiting { until, why } => {
                RowState::Waiting { until: *until, why: why.clone() }
            }
            Delivery::Refused { why } => RowState::Failed { why: why.clone() },
        }
    }

    /// Whether it may already be stored without our knowing.
    #[must_use]
    pub fn may_be_stored(&self) -> bool {
        self.anchor.is_some() && !matches!(self.delivery, Delivery::Refused { .. })
    }
}

/// The unsent messages of one channel, in the order in which they were typed.
#[derive(Clone, Debug, Default)]
pub struct Outbox {
    entries: Vec<Entry>,
    /// Stored messages that were found to be entries of this session: none of them is a second one.
    settled: Vec<MessageId>,
}

impl Outbox {
    /// The entries, oldest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Takes an entry in, as the newest.
    pub fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// Where an entry stands.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.entries.iter().position(|entry| &*entry.id == id)
    }

    /// The entry of this id.
    pub fn entry(&mut self, id: &str) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| &*entry.id == id)
    }

    /// The one entry that may be under way: the first that was not refused.
    pub fn head(&mut self) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| !matches!(entry.delivery, Delivery::Refused { .. }))
    }

    /// Takes an entry out.
    pub fn remove(&mut self, position: usize) -> Entry {
        self.entries.remove(position)
    }

    /// Notes that a stored message is one of ours, so that it is not taken for another of the same text.
    pub fn settle(&mut self, id: MessageId) {
        self.settled.push(id);
    }

    /// The entry that a stored message is, where it is one.
    ///
    /// By its `clientId` where it carries one. Else it is the head, if the head has been sent, the text is the same, the
    /// author is `me`, and it is newer than the head's anchor or was never seen before.
    #[must_use]
    pub fn claim(&self, message: &Message, me: Option<&str>, newly_seen: bool) -> Option<usize> {
        if let Some(client_id) = &message.client_id {
            return self.position(client_id);
        }
        if me != Some(&*message.author.id) || self.settled.contains(&message.id) {
            return None;
        }
        let head = self.entries.iter().position(|entry| !matches!(entry.delivery, Delivery::Refused { .. }))?;
        let entry = &self.entries[head];
        let anchor = entry.anchor.as_ref()?;
        let newer = anchor.as_ref().is_none_or(|anchor| message.order_key() > *anchor);
        let same = if message.truncated { entry.text.starts_with(&*message.text) } else { entry.text == message.text };
        (same && (newer || newly_seen)).then_some(head)
    }
}
