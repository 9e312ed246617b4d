//! The user's changes to stored messages of one channel, until the backend has them.
//!
//! They have their own lane beside the outbox of posts, so that a post in retry never delays the deletion of a pasted
//! password. Unlike posts, all operations are idempotent: one with an unknown outcome is sent again. One operation
//! per message is in flight at a time. Of those waiting for the same message, the last of each kind counts, and a
//! deletion drops all others.

use std::sync::Arc;

use super::message::{ChannelId, LocalId, MessageId, PersonId, Reaction};
use super::reason::Reason;
use super::time::Millis;

/// A requested change to a stored message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// An edit.
    Edit {
        /// The new text.
        text: Arc<str>,
        /// The `rev` of the edited message, if the backend counts.
        base: Option<u64>,
    },
    /// A deletion.
    Delete,
    /// A reaction to set or remove.
    React {
        /// The emoji, without U+FE0F.
        emoji: Arc<str>,
        /// True to set it, false to remove it.
        on: bool,
    },
}

impl Wish {
    /// Returns `true` if this wish makes an earlier one for the same message pointless.
    fn replaces(&self, earlier: &Self) -> bool {
        match (self, earlier) {
            (Self::Delete, _) | (Self::Edit { .. }, Self::Edit { .. }) => true,
            (Self::React { emoji, .. }, Self::React { emoji: other, .. }) => emoji == other,
            _ => false,
        }
    }
}

/// The state of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Being written to disk.
    Saving,
    /// Ready to be sent.
    Queued,
    /// Sent; awaiting the answer.
    Sending,
    /// Sent without success; sent again at this time.
    Waiting {
        /// When.
        until: Millis,
        /// Why the last attempt failed, in words.
        why: Reason,
    },
}

/// A change to a stored message that is not confirmed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its key on disk.
    pub id: LocalId,
    /// The author, if known.
    pub author: Option<PersonId>,
    /// The message.
    pub target: MessageId,
    /// The requested change.
    pub wish: Wish,
    /// Its state.
    pub progress: Progress,
    /// How often it was sent.
    pub attempts: u32,
    /// True if it may have taken effect: it was sent, and the answer was lost.
    pub is_in_doubt: bool,
    /// It is not sent before this time of the session's clock: an earlier attempt, or the operation that it replaced,
    /// may still take effect, or the backend asked to wait.
    pub not_before: Millis,
}

/// An operation as stored on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationRecord {
    /// Its key.
    pub id: LocalId,
    /// The author, if known: it is never sent in another person's name.
    pub author: Option<PersonId>,
    /// The channel of the message.
    pub channel: ChannelId,
    /// The message.
    pub target: MessageId,
    /// The requested change.
    pub wish: Wish,
}

impl Operation {
    /// An operation that is being written to disk.
    #[must_use]
    pub fn new(id: LocalId, author: Option<PersonId>, target: MessageId, wish: Wish) -> Self {
        let progress = Progress::Saving;
        Self { id, author, target, wish, progress, attempts: 0, is_in_doubt: false, not_before: 0 }
    }

    /// Returns the operation in its stored form.
    #[must_use]
    pub fn record(&self, channel: &ChannelId) -> OperationRecord {
        let Self { id, author, target, wish, .. } = self.clone();
        OperationRecord { id, author, channel: channel.clone(), target, wish }
    }

    /// Returns `true` if it certainly had no effect and is not in flight: it can still be undone.
    #[must_use]
    pub fn is_certainly_unsent(&self) -> bool {
        self.progress != Progress::Sending && !self.is_in_doubt
    }

    /// Returns when to send it, unless it is in flight or not on disk yet.
    fn due_at(&self) -> Option<Millis> {
        match self.progress {
            Progress::Queued => Some(self.not_before),
            Progress::Waiting { until, .. } => Some(until),
            Progress::Saving | Progress::Sending => None,
        }
    }
}

/// The operations of one channel, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Operations(Vec<Operation>);

impl Operations {
    /// Returns all of them, oldest first.
    #[must_use]
    pub fn all(&self) -> &[Operation] {
        &self.0
    }

    /// Returns those for one message, oldest first.
    pub fn of<'a>(&'a self, target: &'a str) -> impl Iterator<Item = &'a Operation> {
        self.0.iter().filter(move |operation| &*operation.target == target)
    }

    /// Returns the operation with this key.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Operation> {
        self.0.iter().find(|operation| &*operation.id == id)
    }

    /// Returns the operation with this key, for changing it.
    pub fn get_mut(&mut self, id: &str) -> Option<&mut Operation> {
        self.0.iter_mut().find(|operation| &*operation.id == id)
    }

    /// Adds an operation as the newest. Returns the keys of those that it replaces, which are removed.
    pub fn add(&mut self, mut operation: Operation) -> Vec<LocalId> {
        let mut replaced = Vec::new();
        self.0.retain(|earlier| {
            let is_replaced = earlier.target == operation.target
                && earlier.progress != Progress::Sending
                && operation.wish.replaces(&earlier.wish);
            if is_replaced {
                operation.not_before = operation.not_before.max(earlier.not_before);
                replaced.push(earlier.id.clone());
            }
            !is_replaced
        });
        self.0.push(operation);
        replaced
    }

    /// Adds operations that are older than all others, in their order. Returns the keys of those that were replaced
    /// meanwhile.
    pub fn restore(&mut self, restored: Vec<Operation>) -> Vec<LocalId> {
        let later = std::mem::take(&mut self.0);
        let mut replaced = Vec::new();
        for operation in restored.into_iter().chain(later) {
            replaced.extend(self.add(operation));
        }
        replaced
    }

    /// Removes and returns an operation.
    pub fn remove(&mut self, id: &str) -> Option<Operation> {
        let at = self.0.iter().position(|operation| &*operation.id == id)?;
        Some(self.0.remove(at))
    }

    /// Returns the operations that may be sent at `now`: the oldest of each message, if it is due.
    #[must_use]
    pub fn due(&self, now: Millis) -> Vec<LocalId> {
        let due = self.heads().filter(|operation| operation.due_at().is_some_and(|at| at <= now));
        due.map(|operation| operation.id.clone()).collect()
    }

    /// Returns when the next waiting operation is due.
    #[must_use]
    pub fn deadline(&self, now: Millis) -> Option<Millis> {
        self.heads().filter_map(Operation::due_at).filter(|at| *at > now).min()
    }

    /// Returns the oldest operation of each message.
    fn heads(&self) -> impl Iterator<Item = &Operation> {
        let is_first = |at: usize| {
            let target = &self.0.get(at)?.target;
            Some(self.0.iter().take(at).all(|earlier| earlier.target != *target))
        };
        self.0.iter().enumerate().filter(move |(at, _)| is_first(*at) == Some(true)).map(|(_, operation)| operation)
    }
}

/// Sets or removes one person's reaction in a list.
pub fn set_reaction(reactions: &mut Vec<Reaction>, emoji: &Arc<str>, person: &PersonId, on: bool) {
    let is_it = |one: &Reaction| one.emoji == *emoji && one.person == *person;
    match on {
        true if reactions.iter().any(is_it) => {}
        true => reactions.push(Reaction { emoji: emoji.clone(), person: person.clone(), name: None }),
        false => reactions.retain(|one| !is_it(one)),
    }
}
