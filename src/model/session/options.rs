//! The session's options, and the backend's features.

use super::io::ChannelInfo;
use crate::model::message::{ChannelId, PersonId};
use crate::model::text::SameText;
use crate::model::timeline::{DayOf, Offered};

/// The parameters of a session.
#[derive(Clone, Debug)]
pub struct Options {
    /// The channels as configured, in their order.
    pub channels: Vec<ChannelInfo>,
    /// The channel to open; the first one, if this is `None` or not in the list.
    pub opens: Option<ChannelId>,
    /// The number of messages in a page of the history.
    pub page_size: u32,
    /// How many missed messages are fetched at once; if more are missing, a row offers them.
    pub catch_up_limit: usize,
    /// True if the workspace's Pusher channel is a presence channel, which reports who is online.
    pub has_presence: bool,
    /// The user's id, if the site names them at once.
    pub named: Option<PersonId>,
    /// The id of the last person who used the chat in this browser, unless they signed out since.
    pub last: Option<PersonId>,
    /// The changes to stored messages that the site allows, if the backend offers them.
    pub allowed: Offered,
    /// Returns the user's day that contains an instant.
    pub day_of: DayOf,
    /// Returns `true` if two texts are equal, however a store composes letters.
    pub is_same: SameText,
    /// The source of jitter.
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
