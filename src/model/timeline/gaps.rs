//! Which stretches of a channel's history are not known to be complete.
//!
//! A gap is an open interval of order keys. Every answer of the backend covers a closed stretch, and what it covers is
//! taken out of the gaps; every loss of the live connection opens one that reaches to the end. So "caught up" is not a
//! flag that somebody sets but the absence of a gap after the last known message.

use crate::model::message::OrderKey;

/// An end of a stretch of history.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edge {
    /// Before the first message of the channel.
    Start,
    /// At a place in the order.
    At(OrderKey),
    /// After everything, also after what is still to come.
    End,
}

/// A stretch that may hold messages which are not known. Both edges are outside of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What is known below it.
    pub from: Edge,
    /// What is known above it.
    pub to: Edge,
}

/// All gaps of a channel, in order, apart from each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gaps(Vec<Gap>);

impl Gaps {
    /// Nothing is known.
    #[must_use]
    pub fn everything() -> Self {
        Self(vec![Gap { from: Edge::Start, to: Edge::End }])
    }

    /// The gaps, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Gap> {
        self.0.iter()
    }

    /// Everything from `low` to `high`, both included, is known now.
    pub fn cover(&mut self, low: &Edge, high: &Edge) {
        if low > high {
            return;
        }
        let mut left = Vec::with_capacity(self.0.len() + 1);
        for gap in self.0.drain(..) {
            if gap.to <= *low || gap.from >= *high {
                left.push(gap);
                continue;
            }
            if gap.from < *low {
                left.push(Gap { from: gap.from, to: low.clone() });
            }
            if gap.to > *high {
                left.push(Gap { from: high.clone(), to: gap.to });
            }
        }
        self.0 = left;
    }

    /// From now on messages after `last` may have been missed.
    pub fn open_end(&mut self, last: Edge) {
        if !matches!(self.0.last(), Some(Gap { to: Edge::End, .. })) {
            self.0.push(Gap { from: last, to: Edge::End });
        }
    }

    /// The gap that reaches to the end: what may have been missed since the last known message.
    #[must_use]
    pub fn at_end(&self) -> Option<&Gap> {
        self.0.last().filter(|gap| gap.to == Edge::End)
    }

    /// The gap that reaches from the start: history that was not loaded yet.
    #[must_use]
    pub fn at_start(&self) -> Option<&Gap> {
        self.0.first().filter(|gap| gap.from == Edge::Start)
    }

    /// The gap with this lower edge.
    #[must_use]
    pub fn after(&self, from: &Edge) -> Option<&Gap> {
        self.0.iter().find(|gap| gap.from == *from)
    }

    /// The gap in which a place lies.
    #[must_use]
    pub fn around(&self, key: &OrderKey) -> Option<&Gap> {
        let key = Edge::At(key.clone());
        self.0.iter().find(|gap| gap.from < key && key < gap.to)
    }
}
