//! A channel as the sidebar lists it.

use std::sync::Arc;

use crate::model::message::{ChannelId, MessageId};
use crate::model::time::Timestamp;

/// A channel as the sidebar lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChannelInfo {
    /// Its id.
    pub id: ChannelId,
    /// Its name.
    pub name: Arc<str>,
    /// What it is about.
    pub topic: Option<Arc<str>>,
    /// How many messages came in that the visitor has not seen.
    pub unread: u32,
    /// How many of these mention the visitor.
    pub mentions: u32,
    /// When its newest message was stored, where the backend says it.
    pub last_at: Option<Timestamp>,
    /// Up to which message the visitor has read it on some device, where the backend keeps that.
    pub last_read: Option<MessageId>,
    /// Whether something came in since an earlier visit, of which nobody has counted how much it is.
    pub has_news: bool,
}

/// How many messages the visitor has not seen, in all of these channels.
#[must_use]
pub fn unread_in(channels: &[ChannelInfo]) -> u32 {
    channels.iter().map(|channel| channel.unread).sum()
}

impl ChannelInfo {
    /// Whether there is something in it that the visitor has not seen.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.unread > 0 || self.has_news
    }
}
