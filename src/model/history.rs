//! Pages of the history: what to request, and what an answer covers.
//!
//! The contract's only cursor, `before`, is exclusive, so two messages of the same millisecond can straddle a page
//! edge. The next page is therefore requested with `before` one millisecond *after* the oldest known message: the
//! overlap returns that message again, with all others of its millisecond. If a whole page shares one millisecond,
//! the overlap would make no progress; then larger pages are requested, and finally the exclusive cursor as it is.
//!
//! Nor does a page cover all of its oldest millisecond, because backends that sort by time alone may cut anywhere in
//! it. So its coverage begins one millisecond later, at an edge that is not a message.

use std::sync::Arc;

use super::message::{ChannelId, Message, MessageId, OrderKey, Removal};
use super::time::Timestamp;
use super::timeline::gaps::{Edge, Gap};

/// The largest page that is ever requested.
pub const LARGEST_PAGE: u32 = 100;

/// The position of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// The newest messages.
    Newest,
    /// The newest messages before this instant.
    Before(Timestamp),
    /// The oldest messages after this one (the extension `after`).
    After(OrderKey),
    /// This message, and as many before as after it (the extension `around`).
    Around(MessageId),
}

/// A request for one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageQuery {
    /// Its position.
    pub cursor: Cursor,
    /// The maximum number of messages.
    pub limit: u32,
}

/// The backend's answer: messages, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The messages that could be read.
    pub messages: Vec<Message>,
    /// Their number, including unreadable ones.
    pub count: usize,
    /// Entries that only mark a deleted message.
    pub removals: Vec<Removal>,
    /// True if there are newer ones (only in answer to [`Cursor::After`]).
    pub has_more: bool,
    /// A position in the feed of changes: these messages include all changes up to it.
    pub cursor: Option<Arc<str>>,
}

/// The feed's answer: everything that changed after a position, each message once, in its present state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// New and changed messages, in any order; `None` for the default channel.
    pub messages: Vec<(Option<ChannelId>, Message)>,
    /// Deleted ones.
    pub removals: Vec<(Option<ChannelId>, Removal)>,
    /// Where to continue reading.
    pub cursor: Arc<str>,
    /// True if there is more.
    pub has_more: bool,
}

impl PageQuery {
    /// Returns the query for the upper end of a gap. `stuck` counts the pages that did not make the gap smaller.
    #[must_use]
    pub fn into_gap(gap: &Gap, limit: u32, stuck: u32) -> Self {
        let cursor = match &gap.to {
            Edge::At(key) => {
                // The edge of a page lies right above its oldest millisecond; a message's edge is in its own
                // millisecond.
                let oldest = if key.id.is_empty() { key.at.previous() } else { key.at };
                Cursor::Before(if stuck > 2 { oldest } else { oldest.next() })
            }
            Edge::Start | Edge::End => Cursor::Newest,
        };
        let limit = if stuck > 0 { LARGEST_PAGE.max(limit) } else { limit };
        Self { cursor, limit }
    }

    /// Returns the position of the newest message in an answer to this query.
    #[must_use]
    pub fn highest(&self, page: &Page) -> Option<OrderKey> {
        match (&self.cursor, page.highest()) {
            (Cursor::After(key), None) => Some(key.clone()),
            (_, highest) => highest,
        }
    }

    /// Returns the range that an answer to this query covers; `upper` is the upper edge of the gap that it was
    /// requested for.
    #[must_use]
    pub fn covers(&self, page: &Page, upper: &Edge) -> (Edge, Edge) {
        let lowest = page.messages.iter().map(Message::order_key).min();
        let highest = page.highest();
        let whole = page.count < self.limit as usize;
        match &self.cursor {
            Cursor::After(key) => {
                let high = if page.has_more { highest.map_or(Edge::At(key.clone()), Edge::At) } else { Edge::End };
                (Edge::At(key.clone()), high)
            }
            // It does not show if anything comes before or after.
            Cursor::Around(_) => match (lowest, highest) {
                (Some(lowest), Some(highest)) => (Edge::right_above(lowest.at), Edge::At(highest)),
                _ => (upper.clone(), upper.clone()),
            },
            Cursor::Newest | Cursor::Before(_) => match lowest {
                _ if whole => (Edge::Start, upper.clone()),
                Some(lowest) => (Edge::right_above(lowest.at), upper.clone()),
                None => (upper.clone(), upper.clone()),
            },
        }
    }
}

impl Page {
    /// Returns the position of its newest message.
    #[must_use]
    pub fn highest(&self) -> Option<OrderKey> {
        self.messages.iter().map(Message::order_key).max()
    }
}

/// Reads back from the newest message to a position, including known messages, to find out if a message was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The position to go back to; `None` for the start of the channel.
    pub anchor: Option<OrderKey>,
    /// The next query.
    pub next: PageQuery,
    stuck: u32,
}

impl Look {
    /// Creates a search that has not begun.
    #[must_use]
    pub fn back_to(anchor: Option<OrderKey>, limit: u32) -> Self {
        Self { anchor, next: PageQuery { cursor: Cursor::Newest, limit }, stuck: 0 }
    }

    /// Processes an answer. Returns `true` if the anchor was reached.
    pub fn advance(&mut self, page: &Page) -> bool {
        let Some(lowest) = page.messages.iter().map(Message::order_key).min() else { return true };
        if page.count < self.next.limit as usize || self.anchor.as_ref().is_some_and(|anchor| lowest.at < anchor.at) {
            return true;
        }
        let before = Cursor::Before(lowest.at.next());
        self.stuck = if before == self.next.cursor { self.stuck + 1 } else { 0 };
        let cursor = if self.stuck > 1 { Cursor::Before(lowest.at) } else { before };
        let limit = if self.stuck > 0 { LARGEST_PAGE.max(self.next.limit) } else { self.next.limit };
        self.next = PageQuery { cursor, limit };
        false
    }
}
