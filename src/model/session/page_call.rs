//! A call for a page of the history, until it is answered.

use super::Channel;
use crate::model::history::{Page, PageQuery};
use crate::model::message::OrderKey;
use crate::model::time::{Millis, Timestamp};
use crate::model::timeline::OVERLAP_MS;
use crate::model::timeline::gaps::Edge;

/// What was asked for, and when.
#[derive(Clone, Debug)]
pub(super) struct PageCall {
    pub query: PageQuery,
    /// The upper edge of the gap that was asked into.
    pub upper: Edge,
    /// The channel's epoch then ([`Channel::epoch`]).
    epoch: u32,
    /// When it was asked for, by the session's clock.
    pub asked_at: Millis,
}

impl PageCall {
    pub fn new(channel: &Channel, query: PageQuery, upper: Edge, asked_at: Millis) -> Self {
        Self { query, upper, epoch: channel.epoch, asked_at }
    }

    /// Whether something may have been missed since: the answer says nothing about what was stored after it, wherever
    /// in the history that stands.
    pub fn is_stale(&self, channel: &Channel) -> bool {
        self.epoch != channel.epoch
    }

    /// Whether this answer says that there is nothing newer.
    pub fn reads_to_end(&self, page: &Page) -> bool {
        self.query.covers(page, &self.upper).1 == Edge::End
    }

    /// The stretch that its answer leaves no hole in. Nothing of it is covered that may have been stored since with an
    /// instant up to its newest message's.
    pub fn covers(&self, page: &Page, channel: &Channel) -> (Edge, Edge) {
        let (low, high) = self.query.covers(page, &self.upper);
        if !self.is_stale(channel) {
            return (low, high);
        }
        let settled = |key: OrderKey| Edge::right_above(Timestamp(key.at.0.saturating_sub(OVERLAP_MS)));
        let settled = self.query.highest(page).map_or(low.clone(), settled);
        (low, high.min(settled))
    }
}
