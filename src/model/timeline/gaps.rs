//! The ranges of a channel's history that are not known to be complete.
//!
//! A gap is an open interval of order keys. Every answer of the backend covers a closed range, which is removed from
//! the gaps; every loss of the live connection opens a gap that reaches to the end. So "caught up" is not a flag that
//! someone sets, but the absence of a gap after the last known message.

use crate::model::message::OrderKey;
use crate::model::time::Timestamp;

/// An end of a range of history.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edge {
    /// Before the first message of the channel.
    Start,
    /// At a position in the order.
    At(OrderKey),
    /// After everything, including future messages.
    End,
}

impl Edge {
    /// Above all messages of an instant, whatever their ids; no message is here.
    #[must_use]
    pub fn right_above(at: Timestamp) -> Self {
        Self::At(OrderKey { at: at.next(), id: "".into() })
    }
}

/// A range that may contain unknown messages. Both edges are outside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The last known position below it.
    pub from: Edge,
    /// The first known position above it.
    pub to: Edge,
}

/// All gaps of a channel, in order, without overlaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gaps(Vec<Gap>);

impl Gaps {
    /// Creates a channel of which nothing is known.
    #[must_use]
    pub fn everything() -> Self {
        Self(vec![Gap { from: Edge::Start, to: Edge::End }])
    }

    /// Returns the gaps, oldest first.
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

    /// Messages after `sure` may have been missed. `newest` is the newest known one: the gap is split in two there. A
    /// gap that already reaches to the end now begins at `sure` at the latest.
    pub fn open_end(&mut self, sure: Edge, newest: Edge) {
        let open = self.0.pop_if(|gap| gap.to == Edge::End);
        let sure = self.0.last().map_or(Edge::Start, |gap| gap.to.clone()).max(sure);
        let newest = newest.max(sure.clone());
        if let Some(open) = open {
            self.0.push(Gap { from: open.from.min(sure), to: Edge::End });
            return;
        }
        if sure < newest {
            self.0.push(Gap { from: sure, to: newest.clone() });
        }
        self.0.push(Gap { from: newest, to: Edge::End });
    }

    /// Returns `true` if a position is in a gap.
    #[must_use]
    pub fn holds(&self, place: &Edge) -> bool {
        self.0.iter().any(|gap| gap.from < *place && *place < gap.to)
    }

    /// Returns `true` if nothing is missing, from the first message on.
    #[must_use]
    pub fn is_complete_from_start(&self) -> bool {
        self.0.first().is_none_or(|gap| gap.from != Edge::Start)
    }

    /// Returns the gap that reaches to the end: what may have been missed since the last known message.
    #[must_use]
    pub fn at_end(&self) -> Option<&Gap> {
        self.0.last().filter(|gap| gap.to == Edge::End)
    }

    /// Returns the gap that reaches from the start: history that is not loaded yet.
    #[must_use]
    pub fn at_start(&self) -> Option<&Gap> {
        self.0.first().filter(|gap| gap.from == Edge::Start)
    }

    /// Returns the first gap that begins at `low` or later and below `high`.
    #[must_use]
    pub fn between(&self, low: &Edge, high: &Edge) -> Option<&Gap> {
        self.0.iter().find(|gap| gap.from >= *low && gap.from < *high)
    }

    /// Returns the gap with this lower edge.
    #[must_use]
    pub fn after(&self, from: &Edge) -> Option<&Gap> {
        self.0.iter().find(|gap| gap.from == *from)
    }
}
