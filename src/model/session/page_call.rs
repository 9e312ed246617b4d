//! A call for a page of the history, until it is answered.

use crate::model::history::{Page, PageQuery};
use crate::model::message::OrderKey;
use crate::model::time::{Millis, Timestamp};
use crate::model::timeline::OVERLAP_MS;
use crate::model::timeline::gaps::Edge;

/// What was requested, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageCall {
    pub query: PageQuery,
    /// The upper edge of the gap that it was requested for.
    pub upper: Edge,
    /// The channel's epoch at that time.
    epoch: u32,
    /// When it was requested, by the session's clock.
    pub asked_at: Millis,
}

impl PageCall {
    pub fn new(epoch: u32, query: PageQuery, upper: Edge, asked_at: Millis) -> Self {
        Self { query, upper, epoch, asked_at }
    }

    /// Returns `true` if something may have been missed since, given the channel's present epoch: the answer says
    /// nothing about messages stored after it, wherever they are in the history.
    pub fn is_stale(&self, epoch: u32) -> bool {
        self.epoch != epoch
    }

    /// Returns `true` if this answer says that there is nothing newer.
    pub fn reads_to_end(&self, page: &Page) -> bool {
        self.query.covers(page, &self.upper).1 == Edge::End
    }

    /// Returns the range without gaps in its answer. It excludes everything that may have been stored since with an
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
