//! One channel's messages as they stand on the screen.
//!
//! Three regions, always in this order: what stands above the history (its start, or that there is more), the messages
//! that the backend has stored, in the order (`createdAt`, `id`), and the own messages that it is not yet known to have
//! stored, in the order in which they were typed. Every message has one row with a key that never changes: when an own
//! message turns out to be stored, its row moves from the third region to the second and keeps its key, so that its
//! element and the focus in it survive. Which stretches of the history may be incomplete is kept in [`gaps`].
//!
//! All changes are reported as [`RowChange`]s; a screen that carries them out in order shows exactly
//! [`Timeline::rows`]. Debug builds check the regions after every change.

mod apply;
pub mod gaps;
mod gone;
mod known;
mod offered;
mod order;
mod removal;
mod replies;
mod row;
mod settle;
mod snapshot;
mod unsent;
mod views;
mod waiting;
mod wishes;

use std::collections::VecDeque;
use std::sync::Arc;

use litemap::LiteMap;
use rustc_hash::FxHashMap;

pub use apply::{Applied, ChangeKind, Source, Update};
pub(super) use known::OVERLAP_MS;
pub use row::{
    Extras, GapView, HeadView, Offered, Replies, ReplyView, RowChange, RowKind, RowState, RowView, Shown, StoredRow,
    WishView,
};

use self::gaps::{Edge, Gaps};
use self::gone::Tombstones;
use self::waiting::Waiting;
use super::message::{Message, MessageId, OrderKey, Person, PersonId, RowKey};
use super::operations::Operations;
use super::outbox::Outbox;
use super::reactions::Reactions;
#[cfg(debug_assertions)]
use super::sorting::sorted;
use super::text::SameText;
use super::time::{Millis, Timestamp};

/// Messages of one author that are further apart than this are not grouped.
const GROUP_SPAN_MS: i64 = 5 * 60_000;

/// The day on which an instant falls for the visitor, as a number that differs for different days.
pub type DayOf = fn(Timestamp) -> i64;

/// A stored message and its row.
#[derive(Clone, Debug)]
struct Row {
    key: RowKey,
    /// Its reactions are those that are shown.
    message: Message,
    reactions: Reactions,
    /// Whether the backend itself said what it holds; an event says less.
    is_from_answer: bool,
    is_deleted: bool,
    /// Set if it may have been deleted, of which nobody tells any more: the next page keeps it, or it is removed.
    is_doubtful: bool,
    /// Since when it is known, by the session's clock.
    known_at: Millis,
    /// The answers to it that are not newer than this are among those that the backend counted.
    counted_until: Timestamp,
}

/// One channel's messages.
#[derive(Clone, Debug)]
pub struct Timeline {
    confirmed: VecDeque<Row>,
    outbox: Outbox,
    /// The visitor's own changes to stored messages.
    operations: Operations,
    gaps: Gaps,
    /// The place of every stored message that is known, by its id.
    known: FxHashMap<MessageId, Timestamp>,
    /// Everybody who has written, as last seen: many messages of one person hold that person once.
    authors: LiteMap<PersonId, Arc<Person>>,
    /// The gaps that are shown because they were not closed by themselves, by their lower edge.
    offered: Vec<(Edge, GapView)>,
    /// Up to here the backend itself was read: what came after it came by events, of which any may be lost.
    verified: Option<Edge>,
    /// Set while only an earlier visit has read it: the stored messages are what that kept.
    is_snapshot: bool,
    /// Messages of which it is not known yet whether they are own ones.
    held: Vec<Message>,
    /// Facts about messages that are not loaded.
    waiting: Waiting,
    /// The loaded messages that answer another one: what they answer, and their own ids, in order.
    answers: Vec<(MessageId, MessageId)>,
    /// What the backend counts in what is being taken in, it counted up to here.
    counted_until: Timestamp,
    /// Messages that are known to be deleted.
    gone: Tombstones,
    /// Own messages that were thrown away while it was not known whether they had arrived, and turned out to be stored.
    unwanted: Vec<MessageId>,
    /// The place from which on messages are new: "new" stands above the first one there.
    divided_above: Option<OrderKey>,
    me: Option<Arc<Person>>,
    day_of: DayOf,
    /// When facts were last taken in, by the session's clock.
    now: Millis,
    changes: Vec<RowChange>,
}

impl Timeline {
    /// A channel of which nothing is known.
    #[must_use]
    pub fn new(day_of: DayOf, is_same: SameText) -> Self {
        Self {
            confirmed: VecDeque::new(),
            outbox: Outbox::new(is_same),
            operations: Operations::default(),
            gaps: Gaps::everything(),
            known: FxHashMap::default(),
            authors: LiteMap::new(),
            offered: Vec::new(),
            verified: None,
            is_snapshot: false,
            held: Vec::new(),
            waiting: Waiting::default(),
            answers: Vec::new(),
            counted_until: Timestamp(i64::MIN),
            gone: Tombstones::default(),
            unwanted: Vec::new(),
            divided_above: None,
            me: None,
            day_of,
            now: 0,
            changes: Vec::new(),
        }
    }

    /// What has changed since the last call, in the order in which it happened.
    pub fn take_changes(&mut self) -> Vec<RowChange> {
        #[cfg(debug_assertions)]
        if !self.changes.is_empty() {
            self.check();
        }
        std::mem::take(&mut self.changes)
    }

    /// All rows as they are drawn now.
    #[must_use]
    pub fn rows(&self) -> Vec<Arc<RowView>> {
        (0..self.len()).map(|at| self.shared_view(at)).collect()
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.confirmed.len() + self.outbox.entries().len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The stored messages, in order.
    pub fn messages(&self) -> impl DoubleEndedIterator<Item = &Message> + ExactSizeIterator {
        self.confirmed.iter().map(|row| &row.message)
    }

    /// Whether a stored message is known.
    #[must_use]
    pub fn knows(&self, id: &str) -> bool {
        self.known.contains_key(id)
    }

    /// The row of a message: a stored one that is known, or an unsent one by the outbox's id.
    #[must_use]
    pub fn row_of(&self, id: &str) -> Option<RowKey> {
        let unsent = self.outbox.entries().iter().find(|entry| *entry.id == *id);
        if let Some(entry) = unsent {
            return Some(entry.key);
        }
        self.confirmed.get(self.place_of_id(id)?).filter(|row| !row.is_deleted).map(|row| row.key)
    }

    /// The place of the newest stored message.
    #[must_use]
    pub fn newest(&self) -> Option<OrderKey> {
        self.confirmed.back().map(|row| row.message.order_key())
    }

    /// Which stretches may be incomplete.
    #[must_use]
    pub fn gaps(&self) -> &Gaps {
        &self.gaps
    }

    /// The own messages that are not known to be stored.
    #[must_use]
    pub fn outbox(&self) -> &Outbox {
        &self.outbox
    }

    /// Who the visitor is, once that is known.
    pub fn set_me(&mut self, me: Arc<Person>) {
        if self.me.as_ref() == Some(&me) {
            return;
        }
        let before = self.me.replace(me.clone());
        for at in 0..self.confirmed.len() {
            let author = &mut self.confirmed[at].message.author;
            // Own messages whose answers named no author.
            let is_unnamed = author.id.is_empty();
            if is_unnamed {
                *author = me.clone();
            }
            // Whether it is an own one may be another answer now.
            let is_or_was_own = author.id == me.id || before.as_ref().is_some_and(|before| before.id == author.id);
            if is_or_was_own {
                self.changed(at);
            }
            if is_unnamed {
                self.changed(at + 1);
            }
        }
        for at in self.confirmed.len()..self.len() {
            self.changed(at);
        }
        self.all_wishes_changed();
    }

    /// Puts "new" above this message, or nowhere.
    pub fn divide_above(&mut self, message: Option<&OrderKey>) {
        if self.divided_above.as_ref() == message {
            return;
        }
        let before = std::mem::replace(&mut self.divided_above, message.cloned());
        for key in before.iter().chain(message) {
            let at = self.place_of(key);
            if at < self.confirmed.len() {
                self.changed(at);
            }
        }
    }

    /// Reports rows that are new at `at`, and that the row after them has another one above it.
    fn inserted(&mut self, at: usize, count: usize) {
        let views: Vec<_> = (at..at + count).map(|at| self.shared_view(at)).collect();
        match self.changes.last_mut() {
            // What comes one by one at the end is one change.
            Some(RowChange::Insert { at: first, rows }) if *first + rows.len() == at => rows.extend(views),
            _ => self.changes.push(RowChange::Insert { at, rows: views }),
        }
        self.changed(at + count);
    }

    /// Reports that the row at `at`, if there is one, is drawn anew.
    fn changed(&mut self, at: usize) {
        if at < self.len() {
            let row = self.shared_view(at);
            self.changes.push(RowChange::Set { at, row });
        }
    }

    /// The invariants of the regions; a broken one is a bug of this file's.
    #[cfg(debug_assertions)]
    fn check(&self) {
        let keys: Vec<_> = self.messages().map(Message::order_key).collect();
        assert!(keys.is_sorted_by(|a, b| a < b), "stored messages are out of order: {keys:?}");
        assert_eq!(self.known.len(), self.confirmed.len(), "known ids and rows differ");
        let rows = sorted(self.rows().iter().map(|row| row.key), Ord::cmp);
        assert!(rows.is_sorted_by(|a, b| a < b), "a row key stands twice");
        for (from, _) in &self.offered {
            assert!(self.gaps.after(from).is_some(), "a closed gap is still shown: {from:?}");
        }
    }
}
