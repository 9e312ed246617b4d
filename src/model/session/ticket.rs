//! What a call carries with it, to be handed back with its answer: which call it is, and what it was made for.
//!
//! Only the session makes tickets, each for one kind of call, and a [`Reply`](super::Reply) of that kind takes it: an
//! answer of another kind than was asked for cannot be written.

use std::sync::Arc;

use super::page_call::PageCall;
use crate::model::message::{ChannelId, LocalId, OrderKey};
use crate::model::time::Millis;
use crate::model::timeline::gaps::Edge;

/// The name of a call. Later calls have higher ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestId(pub(super) u64);

/// The right to answer one call, which was made for `P`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket<P> {
    pub(super) request: RequestId,
    pub(super) purpose: P,
}

impl<P> Ticket<P> {
    /// Which call it is.
    #[must_use]
    pub fn request(&self) -> RequestId {
        self.request
    }

    /// The same, for another kind of call.
    pub(super) fn map<Q>(self, purpose: impl FnOnce(P) -> Q) -> Ticket<Q> {
        Ticket { request: self.request, purpose: purpose(self.purpose) }
    }
}

/// For what the backend offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForFeatures;

/// For who the visitor is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForMe;

/// For the list of channels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForChannels;

/// For telling that the visitor types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForTyping;

/// For telling what they have read of this channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForReading(pub(super) ChannelId);

/// What a page of the history was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForPage {
    /// Whether the visitor is signed in again.
    SignedIn,
    /// Catching up.
    Sync(ChannelId, PageCall),
    /// Older messages.
    Older(ChannelId, PageCall),
    /// The gap that begins here.
    Gap(ChannelId, PageCall, Edge),
    /// The messages around one that was gone to.
    Around(ChannelId, PageCall),
    /// Whether an own message is stored; asked for at this time.
    Look(ChannelId, Millis),
    /// One message.
    Whole { channel: ChannelId, message: OrderKey, limit: u32, asked_at: Millis },
}

/// For what changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForChanges {
    pub(super) since: Arc<str>,
    /// Whether this is the series from the held cursor.
    pub(super) is_held: bool,
    /// Whether it only makes sure of what a living connection has brought.
    pub(super) is_check: bool,
}

impl Ticket<ForChanges> {
    /// Returns `true` if what was missed is read, in contrast to a check: an answer that another tab of the same person
    /// got will do (`model::tabs`).
    #[must_use]
    pub fn catches_up(&self) -> bool {
        !self.purpose.is_check
    }
}

/// For storing an own message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForPost {
    pub(super) channel: ChannelId,
    pub(super) id: LocalId,
}

/// For an own change to a stored message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForOperation {
    pub(super) channel: ChannelId,
    pub(super) id: LocalId,
    pub(super) asked_at: Millis,
}

/// For the same, where it is a deletion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForDeletion(pub(super) ForOperation);

/// For storing a file of an own message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForUpload {
    pub(super) channel: ChannelId,
    pub(super) entry: LocalId,
    pub(super) file: LocalId,
}
