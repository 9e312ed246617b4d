//! What a session is made with, and what it learns of its backend.

use super::io::ChannelInfo;
use crate::model::message::{ChannelId, PersonId};
use crate::model::text::SameText;
use crate::model::timeline::{DayOf, Offered};

/// What a session is made with.
#[derive(Clone, Debug)]
pub struct Options {
    /// The channels as configured, in their order.
    pub channels: Vec<ChannelInfo>,
    /// Which of them is opened; the first, where it is `None` or none of them.
    pub opens: Option<ChannelId>,
    /// How many messages a page of the history has.
    pub page_size: u32,
    /// How many missed messages are fetched at once; what is missing beyond them is a row that can be asked for.
    pub catch_up_limit: usize,
    /// Whether the workspace's Pusher channel is a presence channel, which tells who is online.
    pub has_presence: bool,
    /// The id of the visitor, if the site says at once who it is.
    pub named: Option<PersonId>,
    /// The id of the person who used the chat in this browser last, unless they were signed out since.
    pub last: Option<PersonId>,
    /// The changes to stored messages that the site allows, if the backend offers them.
    pub allowed: Offered,
    /// On which day an instant falls for the visitor.
    pub day_of: DayOf,
    /// Whether two texts are the same, however a store composes letters.
    pub is_same: SameText,
    /// Where the jitter comes from.
    pub seed: u64,
}

/// The extensions of the contract that the backend offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Features {
    pub me: bool,
    pub client_id: bool,
    pub after: bool,
    pub around: bool,
    pub read: bool,
    pub changes: Offered,
}
