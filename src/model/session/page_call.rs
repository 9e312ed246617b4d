//! A call for a page of the history, until it is answered.

use crate::model::history::{Page, PageQuery};
use crate::model::message::OrderKey;
use crate::model::time::{Millis, Timestamp};
use crate::model::timeline::OVERLAP_MS;
use crate::model::timeline::gaps::Edge;

/// What was asked for, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageCall {
    pub query: PageQuery,
    /// The upper edge of the gap that was asked into.
    pub upper: Edge,
    /// The channel's epoch then.
    epoch: u32,
    /// When it was asked for, by the session's clock.
    pub asked_at: Millis,
}

impl PageCall {
    pub fn new(epoch: u32, query: PageQuery, upper: Edge, asked_at: Millis) -> Self {
        Self { query, upper, epoch, asked_at }
    }

    /// Whether something may have been missed since, now that the channel has this epoch: the answer says nothing about
    /// what was stored after it, wherever in the history that stands.
    pub fn is_stale(&self, epoch: u32) -> bool {
        self.epoch != epoch
    }

    /// Whether this answer says that there is nothing newer.
    pub fn reads_to_end(&self, page: &Page) -> bool {
        self.query.covers(page, &self.upper).1 == Edge::End
    }

    /// The stretch that its answer leaves no hole in. Nothing of it is covered that may have been stored since with an
    /// instant up to its newest message's.
    pub fn covers(&self, page: &Page, epoch: u32) -> (Edge, Edge) {
        let (low, high) = self.query.covers(page, &self.upper);
        if !self.is_stale(epoch) {
            return (low, high);
        }
        let settled = |key: OrderKey| Edge::right_above(Timestamp(key.at.0.saturating_sub(OVERLAP_MS)));
        let settled = self.query.highest(page).map_or(low.clone(), settled);
        (low, high.min(settled))
    }
}
