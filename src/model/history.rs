//! What to ask the backend for, and what its answer covers.
//!
//! The contract has one cursor, `before`, and it is exclusive: two messages of one millisecond can straddle a page's
//! edge. So the next page is asked for with `before` one millisecond *after* the oldest message known: the overlap
//! brings that message again, and whatever shares its millisecond. Where a whole page shares one millisecond the
//! overlap would never get further; then larger pages are asked for, and in the end the exclusive cursor as it is.
//!
//! Nor does a page cover all of its oldest millisecond: backends that sort by the instant alone may cut anywhere in it.
//! So what a page covers begins one millisecond later, at an edge that is no message.

use std::sync::Arc;

use super::message::{ChannelId, Message, MessageId, OrderKey, Removal};
use super::time::Timestamp;
use super::timeline::gaps::{Edge, Gap};

/// The largest page that is ever asked for.
pub const LARGEST_PAGE: u32 = 100;

/// Where a page of the history lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// The newest messages.
    Newest,
    /// The newest messages that are older than this instant.
    Before(Timestamp),
    /// The oldest messages that are newer than this one (the extension `after`).
    After(OrderKey),
    /// This message, and as many before as after it (the extension `around`).
    Around(MessageId),
}

/// A request for one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageQuery {
    /// Where it lies.
    pub cursor: Cursor,
    /// How many messages at most.
    pub limit: u32,
}

/// The backend's answer: messages, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The messages that could be read.
    pub messages: Vec<Message>,
    /// How many there were, the unreadable ones included.
    pub count: usize,
    /// The entries that say only that a message was deleted.
    pub removals: Vec<Removal>,
    /// Whether there are newer ones (only in answer to [`Cursor::After`]).
    pub has_more: bool,
    /// A position in the feed of changes: all changes up to it are in these messages.
    pub cursor: Option<Arc<str>>,
}

/// An answer of the feed: everything that changed after a position, each message once, in its present state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// New and changed messages, in any order; `None` for the default channel.
    pub messages: Vec<(Option<ChannelId>, Message)>,
    /// Deleted ones.
    pub removals: Vec<(Option<ChannelId>, Removal)>,
    /// Where to read on.
    pub cursor: Arc<str>,
    /// Whether there is more by now.
    pub has_more: bool,
}

impl PageQuery {
    /// The query for the upper end of a gap. `stuck` counts the pages that did not make the gap smaller.
    #[must_use]
    pub fn into_gap(gap: &Gap, limit: u32, stuck: u32) -> Self {
        let cursor = match &gap.to {
            Edge::At(key) => {
                // The edge of a page lies right above its oldest millisecond, that of a message in its own.
                let oldest = if key.id.is_empty() { key.at.previous() } else { key.at };
                Cursor::Before(if stuck > 2 { oldest } else { oldest.next() })
            }
            Edge::Start | Edge::End => Cursor::Newest,
        };
        let limit = if stuck > 0 { LARGEST_PAGE.max(limit) } else { limit };
        Self { cursor, limit }
    }

    /// The place of the newest message that an answer to this query tells of.
    #[must_use]
    pub fn highest(&self, page: &Page) -> Option<OrderKey> {
        match (&self.cursor, page.highest()) {
            (Cursor::After(key), None) => Some(key.clone()),
            (_, highest) => highest,
        }
    }

    /// The stretch that an answer to this query covers; `upper` is the upper edge of the gap that was asked into.
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
            // Whether anything comes before or after cannot be seen from it.
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
    /// The place of its newest message.
    #[must_use]
    pub fn highest(&self) -> Option<OrderKey> {
        self.messages.iter().map(Message::order_key).max()
    }
}

/// Reads back from the newest message to a place in the order, whatever is already known on the way: to see with fresh
/// eyes whether a message was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The place to go back to; `None` for the start of the channel.
    pub anchor: Option<OrderKey>,
    /// What to ask for next.
    pub next: PageQuery,
    stuck: u32,
}

impl Look {
    /// A look that was not begun yet.
    #[must_use]
    pub fn back_to(anchor: Option<OrderKey>, limit: u32) -> Self {
        Self { anchor, next: PageQuery { cursor: Cursor::Newest, limit }, stuck: 0 }
    }

    /// Takes an answer in; `true` where the anchor has been reached.
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
