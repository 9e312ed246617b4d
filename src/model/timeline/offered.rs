//! The gaps that are shown: those that were not closed by themselves, and can be asked for.

use super::gaps::{Edge, Gap};
use super::{GapView, Timeline};
use crate::model::message::RowKey;

impl Timeline {
    /// Shows a gap as a row that can be asked for, or how asking for it goes.
    pub fn offer_gap(&mut self, from: &Edge, view: GapView) {
        match self.offered.iter_mut().find(|(edge, _)| edge == from) {
            Some((_, old)) => *old = view,
            None => self.offered.push((from.clone(), view)),
        }
        self.gap_changed(from);
    }

    /// How a gap is shown, where it is.
    #[must_use]
    pub fn offered(&self, from: &Edge) -> Option<&GapView> {
        self.offered.iter().find(|(edge, _)| edge == from).map(|(_, view)| view)
    }

    /// The lower edge of the gap that is shown above a row, where one is.
    #[must_use]
    pub fn gap_above(&self, key: RowKey) -> Option<&Gap> {
        let at = self.confirmed.iter().position(|row| row.key == key)?;
        self.offered_above(at).and_then(|(from, _)| self.gaps.after(from))
    }

    pub(super) fn gap_changed(&mut self, from: &Edge) {
        let at = self.confirmed.partition_point(|row| Edge::At(row.message.order_key()) <= *from);
        if at < self.confirmed.len() {
            self.changed(at);
        }
    }

    /// The shown gap whose row stands right above the confirmed row `at`.
    pub(super) fn offered_above(&self, at: usize) -> Option<&(Edge, GapView)> {
        if self.offered.is_empty() {
            return None;
        }
        let own = Edge::At(self.confirmed.get(at)?.message.order_key());
        let previous = match at {
            0 => Edge::Start,
            _ => Edge::At(self.confirmed[at - 1].message.order_key()),
        };
        self.offered.iter().find(|(from, _)| *from < own && previous <= *from)
    }
}
