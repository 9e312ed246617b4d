//! The data that a call carries and its answer returns: which call it is, and its purpose.
//!
//! Only the session makes tickets, each for one kind of call, and only a [`Reply`](super::Reply) of that kind accepts
//! it: an answer of the wrong kind does not compile.

use std::sync::Arc;

use super::page_call::PageCall;
use crate::model::message::{ChannelId, LocalId, OrderKey};
use crate::model::time::Millis;
use crate::model::timeline::gaps::Edge;

/// The number of a call. Later calls have higher ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestId(pub(super) u64);

/// The right to answer one call, made for `P`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket<P> {
    pub(super) request: RequestId,
    pub(super) purpose: P,
}

impl<P> Ticket<P> {
    /// Returns the call's number.
    #[must_use]
    pub fn request(&self) -> RequestId {
        self.request
    }

    /// The same, for another kind of call.
    pub(super) fn map<Q>(self, purpose: impl FnOnce(P) -> Q) -> Ticket<Q> {
        Ticket { request: self.request, purpose: purpose(self.purpose) }
    }
}

/// For the backend's features.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForFeatures;

/// For the user's identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForMe;

/// For the list of channels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForChannels;

/// For announcing that the user types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForTyping;

/// For sending how far they have read this channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForReading(pub(super) ChannelId);

/// The purpose of a page of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForPage {
    /// Finding out if the user is signed in again.
    SignedIn,
    /// Catching up.
    Sync(ChannelId, PageCall),
    /// Older messages.
    Older(ChannelId, PageCall),
    /// The gap that begins here.
    Gap(ChannelId, PageCall, Edge),
    /// The messages around a link's target.
    Around(ChannelId, PageCall),
    /// Finding out if an own message is stored; requested at this time.
    Look(ChannelId, Millis),
    /// One message.
    Whole { channel: ChannelId, message: OrderKey, limit: u32, asked_at: Millis },
}

/// For the feed of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForChanges {
    pub(super) since: Arc<str>,
    /// True if this is the series from the held cursor.
    pub(super) is_held: bool,
    /// True if it only verifies events of a living connection.
    pub(super) is_check: bool,
}

impl Ticket<ForChanges> {
    /// Returns `true` if missed changes are read, as opposed to a check: the answer of another tab of the same person
    /// is then good enough (`model::tabs`).
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

/// For the same, if it is a deletion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForDeletion(pub(super) ForOperation);

/// For storing a file of an own message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForUpload {
    pub(super) channel: ChannelId,
    pub(super) entry: LocalId,
    pub(super) file: LocalId,
}
