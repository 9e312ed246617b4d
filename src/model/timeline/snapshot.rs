//! A channel's messages from an earlier visit, shown until the backend has said what changed since.

use super::gaps::Edge;
use super::{Applied, Row, Source, Timeline, Update};
use crate::model::message::{Message, OrderKey, RowKey};
use crate::model::snapshot::Snapshot;
use crate::model::time::Millis;

impl Timeline {
    /// Shows stored messages of a channel that was not read yet. They have no gap between them, and nothing is known
    /// around them. The channel still counts as not loaded.
    pub fn show_snapshot(&mut self, snapshot: Snapshot, now: Millis, next_key: &mut impl FnMut() -> RowKey) -> Applied {
        // The feed reports later changes of these.
        for row in &mut self.confirmed {
            row.is_doubtful &= !snapshot.messages.iter().any(|message| message.id == row.message.id);
        }
        let keys = || snapshot.messages.iter().map(Message::order_key);
        let (Some(oldest), Some(newest)) = (keys().min(), keys().max()) else { return Applied::default() };
        let low = if snapshot.is_whole { Edge::Start } else { Edge::At(oldest) };
        let updates = snapshot.messages.into_iter().map(Update::Put).collect();
        let covers = Some((low, Edge::At(newest.clone())));
        // Older than any answer of this visit.
        let applied = self.apply(updates, covers, Source::Answer(Millis::MIN), now, next_key);
        self.verify(Some(newest));
        self.is_snapshot = true;
        applied
    }

    /// Forgets all stored messages: an earlier visit kept them, and the backend does not confirm them.
    pub fn forget_snapshot(&mut self, now: Millis) {
        self.forget_all_but(0, now);
        self.verified = None;
        self.is_snapshot = false;
    }

    /// Returns the newest messages, at most `most`, without gaps between them, and whether the first one is the first
    /// of the channel. Returns `None` if they may be incomplete, up to the newest.
    #[must_use]
    pub fn newest_stretch(&self, most: usize) -> Option<(bool, Vec<Message>)> {
        let is_sure = self.is_loaded() && self.gaps.at_end().is_none() && self.held.is_empty();
        let is_unsure = |row: &Row| row.is_doubtful || row.message.author.id.is_empty();
        if !is_sure || self.confirmed.iter().any(is_unsure) {
            return None;
        }
        // An edge of a gap lies between two messages, or at one.
        let from = self.gaps.iter().next_back().map(|gap| gap.to.clone());
        let is_after = |key: OrderKey| from.as_ref().is_none_or(|from| Edge::At(key) >= *from);
        let stretch = self.confirmed.iter().rev().take_while(|row| is_after(row.message.order_key()));
        let stretch = stretch.filter(|row| !row.is_deleted).take(most + 1).map(|row| row.message.clone());
        let mut messages: Vec<_> = stretch.collect();
        let is_whole = from.is_none() && messages.len() <= most;
        messages.truncate(most);
        messages.reverse();
        Some((is_whole, messages))
    }
}
