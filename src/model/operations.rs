//! Changes that the visitor makes to stored messages, until the backend has them, of one channel.
//!
//! They have a lane of their own beside the outbox of posts, so that a post in retry never holds up the deletion of a
//! pasted password. Unlike a post every operation is idempotent: one whose outcome is unknown is sent again. One
//! operation per message is under way at a time. Of those that wait for the same message the last of a kind counts, and
//! a deletion drops all others.

use std::sync::Arc;

use super::message::{ChannelId, LocalId, MessageId, PersonId, Reaction};
use super::reason::Reason;
use super::time::Millis;

/// What the visitor wants of a stored message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Another text.
    Edit {
        /// The text.
        text: Arc<str>,
        /// The `rev` of the message that was edited, if the backend counts.
        base: Option<u64>,
    },
    /// Its deletion.
    Delete,
    /// A reaction set or taken back.
    React {
        /// The emoji, without U+FE0F.
        emoji: Arc<str>,
        /// Set, or taken back.
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

/// How far an operation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Being written to disk.
    Saving,
    /// Ready to be sent.
    Queued,
    /// Sent; the answer is awaited.
    Sending,
    /// Sent without success; sent again at this time.
    Waiting {
        /// When.
        until: Millis,
        /// Why the last try failed, in words.
        why: Reason,
    },
}

/// A change to a stored message on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its key on disk.
    pub id: LocalId,
    /// Whose it is, if known.
    pub author: Option<PersonId>,
    /// The message.
    pub target: MessageId,
    /// What is wanted of it.
    pub wish: Wish,
    /// How far it is.
    pub progress: Progress,
    /// How often it was sent.
    pub attempts: u32,
    /// Set if it may have taken effect: it was sent, and the answer was lost.
    pub is_in_doubt: bool,
    /// Before this time of the session's clock it is not sent: an earlier try, or the operation that it replaced, may
    /// still take effect, or the backend asked to wait.
    pub not_before: Millis,
}

/// An operation as it is kept on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationRecord {
    /// Its key.
    pub id: LocalId,
    /// Whose it is, if known: it is never sent in another person's name.
    pub author: Option<PersonId>,
    /// The channel of the message.
    pub channel: ChannelId,
    /// The message.
    pub target: MessageId,
    /// What is wanted of it.
    pub wish: Wish,
}

impl Operation {
    /// An operation that is being written to disk.
    #[must_use]
    pub fn new(id: LocalId, author: Option<PersonId>, target: MessageId, wish: Wish) -> Self {
        let progress = Progress::Saving;
        Self { id, author, target, wish, progress, attempts: 0, is_in_doubt: false, not_before: 0 }
    }

    /// The operation as it is kept on disk.
    #[must_use]
    pub fn record(&self, channel: &ChannelId) -> OperationRecord {
        let Self { id, author, target, wish, .. } = self.clone();
        OperationRecord { id, author, channel: channel.clone(), target, wish }
    }

    /// Returns `true` if it certainly has had no effect and is not under way: it can still be taken back.
    #[must_use]
    pub fn is_certainly_unsent(&self) -> bool {
        self.progress != Progress::Sending && !self.is_in_doubt
    }

    /// When it is to be sent, unless it is under way or not on disk yet.
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
    /// All of them, oldest first.
    #[must_use]
    pub fn all(&self) -> &[Operation] {
        &self.0
    }

    /// Those for one message, oldest first.
    pub fn of<'a>(&'a self, target: &'a str) -> impl Iterator<Item = &'a Operation> {
        self.0.iter().filter(move |operation| &*operation.target == target)
    }

    /// The operation with this key.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Operation> {
        self.0.iter().find(|operation| &*operation.id == id)
    }

    /// The operation with this key, to change it.
    pub fn get_mut(&mut self, id: &str) -> Option<&mut Operation> {
        self.0.iter_mut().find(|operation| &*operation.id == id)
    }

    /// Adds an operation as the newest. Returns the keys of those that it replaces, which are gone.
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

    /// Takes an operation out.
    pub fn remove(&mut self, id: &str) -> Option<Operation> {
        let at = self.0.iter().position(|operation| &*operation.id == id)?;
        Some(self.0.remove(at))
    }

    /// The operations that may be sent at `now`: the oldest of each message, if it is due.
    #[must_use]
    pub fn due(&self, now: Millis) -> Vec<LocalId> {
        let due = self.heads().filter(|operation| operation.due_at().is_some_and(|at| at <= now));
        due.map(|operation| operation.id.clone()).collect()
    }

    /// When the next operation is due that waits for its time.
    #[must_use]
    pub fn deadline(&self, now: Millis) -> Option<Millis> {
        self.heads().filter_map(Operation::due_at).filter(|at| *at > now).min()
    }

    /// The oldest operation of each message.
    fn heads(&self) -> impl Iterator<Item = &Operation> {
        let is_first = |at: usize| {
            let target = &self.0.get(at)?.target;
            Some(self.0.iter().take(at).all(|earlier| earlier.target != *target))
        };
        self.0.iter().enumerate().filter(move |(at, _)| is_first(*at) == Some(true)).map(|(_, operation)| operation)
    }
}

/// Sets or takes back one person's reaction in a list.
pub fn set_reaction(reactions: &mut Vec<Reaction>, emoji: &Arc<str>, person: &PersonId, on: bool) {
    let is_it = |one: &Reaction| one.emoji == *emoji && one.person == *person;
    match on {
        true if reactions.iter().any(is_it) => {}
        true => reactions.push(Reaction { emoji: emoji.clone(), person: person.clone(), name: None }),
        false => reactions.retain(|one| !is_it(one)),
    }
}
