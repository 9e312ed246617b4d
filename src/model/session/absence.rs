//! Without the feed, a deletion whose event was lost shows only as a message that is missing in a page.
//!
//! This is the only rule that can remove existing messages, so it is narrow: see [`Session::take_absences`].

use super::Session;
use super::page_call::PageCall;
use super::suspects::{AGAIN_MS, Suspects};
use crate::model::history::{Cursor, Page};
use crate::model::message::{ChannelId, OrderKey};
use crate::model::time::Millis;
use crate::model::timeline::gaps::Edge;

/// A message must have been known for this long before the page was asked for.
const KNOWN_MS: Millis = 10_000;

/// If more than this are missing at once, or all, a second page must agree.
const MOST: usize = 10;

impl Session {
    /// Treats messages that are missing in a page as deleted. Conditions: the backend has no feed, nothing was missed
    /// since the page was requested, every entry of it could be read, and the messages were known 10 s before and lie
    /// above its oldest millisecond.
    pub(super) fn take_absences(&mut self, id: &ChannelId, asked: &PageCall, page: &Page, covers: &(Edge, Edge)) {
        let now = self.now;
        if self.feed.is_offered {
            return;
        }
        let Some(channel) = self.channels.get_mut(id) else { return };
        let is_readable = page.count == page.messages.len() + page.removals.len();
        if asked.is_stale(channel.epoch) || !is_readable {
            return;
        }
        let listed: Vec<_> = page.messages.iter().map(|message| message.id.clone()).collect();
        // The cursor is exclusive: the page cannot contain messages of the same millisecond.
        let high = match &asked.query.cursor {
            Cursor::Before(at) => covers.1.clone().min(Edge::At(OrderKey { at: *at, id: "".into() })),
            _ => covers.1.clone(),
        };
        let (absent, all) =
            channel.timeline.absent((&covers.0, &high), &listed, asked.asked_at.saturating_sub(KNOWN_MS));
        if absent.is_empty() {
            return;
        }
        if absent.len() > MOST || absent.len() == all {
            let agrees = channel.suspects.as_ref().is_some_and(|suspects| {
                asked.asked_at >= suspects.at + AGAIN_MS && absent.iter().all(|id| suspects.ids.contains(id))
            });
            if !agrees {
                channel.suspects = Some(Suspects { ids: absent, at: now, is_asked: false });
                return;
            }
        }
        channel.suspects = None;
        channel.timeline.remove_absent(&absent, now);
    }
}
