//! How far the history is known: what the backend itself was read up to, and what is in doubt since.

use super::gaps::{Edge, Gaps};
use super::waiting::Waiting;
use super::{RowChange, Timeline};
use crate::model::message::{Message, OrderKey, Version};
use crate::model::outbox::Anchor;
use crate::model::reactions::Reactions;
use crate::model::time::{Millis, Timestamp};

/// A backend of several machines stores a message under an instant that may lie this long before others stored earlier.
const CLOCKS_DIFFER_MS: i64 = 2_000;

/// When messages may have been missed, so much of what was read last is read again: a message may be stored some time
/// after the instant that it bears.
pub(in crate::model) const OVERLAP_MS: i64 = 10_000;

impl Timeline {
    /// The backend was read up to this message, or there was none.
    pub fn verify(&mut self, up_to: Option<OrderKey>) {
        self.is_snapshot = false;
        self.verified = Some(up_to.map_or(Edge::Start, Edge::At));
    }

    /// From now on messages may be missed, and some may have been: an event can be lost, and an own message's answer
    /// says nothing of what others sent before it. So the doubt begins where the backend was last read, and a little
    /// before that.
    pub fn lose_track(&mut self) {
        let sure = match &self.verified {
            Some(Edge::At(key)) => {
                let settled = Timestamp(key.at.0.saturating_sub(OVERLAP_MS));
                let above = self.confirmed.partition_point(|row| row.message.created_at < settled);
                above.checked_sub(1).map_or(Edge::Start, |at| Edge::At(self.confirmed[at].message.order_key()))
            }
            _ => Edge::Start,
        };
        self.gaps.open_end(sure, self.newest().map_or(Edge::Start, Edge::At));
    }

    /// Forgets the stored messages but for the newest `keep`, which stay until they are read again. Their versions are
    /// forgotten too: the backend may have been restored to an earlier state.
    pub fn forget_all_but(&mut self, keep: usize, now: Millis) {
        let never = Version::At(Timestamp(i64::MIN));
        for _ in keep..self.confirmed.len() {
            if let Some(row) = self.confirmed.pop_front() {
                self.known.remove(&row.message.id);
                self.forget_answer(&row.message);
                self.changes.push(RowChange::Remove { at: 0 });
            }
        }
        for row in &mut self.confirmed {
            row.message.version = never;
            row.reactions = Reactions::of(&row.message.content.reactions, never, false);
            row.is_from_answer = false;
            row.is_doubtful = true;
            row.known_at = now;
        }
        self.gaps = Gaps::everything();
        self.offered.clear();
        self.waiting = Waiting::default();
        // The unsent ones too: they may quote what was forgotten.
        (0..self.len()).for_each(|at| self.changed(at));
    }

    /// Messages that are known by events alone, since before this time: a page that was asked for later keeps them, or
    /// they are removed.
    pub fn doubt_events_before(&mut self, asked_at: Millis) {
        for row in self.confirmed.iter_mut().filter(|row| !row.is_from_answer && row.known_at <= asked_at) {
            row.is_doubtful = true;
        }
    }

    /// Whether the history was read, be it that there is none.
    #[must_use]
    pub fn is_loaded(&self) -> bool {
        self.verified.is_some() && !self.is_snapshot
    }

    /// Whether all that came after this place is here.
    #[must_use]
    pub fn is_complete_after(&self, place: &OrderKey) -> bool {
        self.is_loaded() && self.gaps.iter().all(|gap| matches!(&gap.to, Edge::At(key) if key <= place))
    }

    /// Where an own message of this text begins, if it goes out now: after the newest message that has its text, or
    /// what is so old that no backend's clock puts a new message before it.
    #[must_use]
    pub fn anchor_for(&self, text: &str) -> Anchor {
        let old = Timestamp(self.newest()?.at.0.saturating_sub(CLOCKS_DIFFER_MS));
        let is_before = |message: &&Message| {
            message.created_at < old
                || *message.text() == *text
                || message.content.is_cut && text.starts_with(message.text())
        };
        let begin = || (!self.gaps.is_complete_from_start()).then(|| OrderKey { at: old, id: "".into() });
        self.messages().rev().find(is_before).map(Message::order_key).or_else(begin)
    }
}
