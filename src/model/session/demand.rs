//! Reads the history on request: older pages, and gaps.

use super::Session;
use super::channel::Demand;
use super::io::GapEnd;
use super::options::Features;
use super::page_call::PageCall;
use super::ticket::{ForPage, RequestId};
use crate::model::failure::Failure;
use crate::model::history::{Cursor, LARGEST_PAGE, Page, PageQuery};
use crate::model::message::{ChannelId, RowKey};
use crate::model::reason::Reason;
use crate::model::timeline::GapView;
use crate::model::timeline::gaps::{Edge, Gap};

/// A request that brought nothing this often is abandoned.
const MOST_STUCK: u32 = 4;

impl Session {
    pub(super) fn load_older(&mut self, id: &ChannelId) {
        let page_size = self.options.page_size;
        let Some(channel) = self.channels.get_mut(id) else { return };
        let Some(gap) = channel.timeline.gaps().at_start().filter(|gap| gap.to != Edge::End).cloned() else {
            if let Some(sync) = &mut channel.sync {
                sync.task.hurry();
            }
            return;
        };
        if channel.older.asked.is_some() || self.signed_out {
            return;
        }
        let query = PageQuery::into_gap(&gap, page_size, channel.older.stuck);
        let asked = PageCall::new(channel.epoch, query.clone(), gap.to, self.now);
        let request = self.ask_page(ForPage::Older(id.clone(), asked), id, query);
        if let Some(channel) = self.channels.get_mut(id) {
            channel.older.asked = Some(request);
            channel.older.failed = None;
        }
    }

    pub(super) fn older_answered(
        &mut self,
        id: &ChannelId,
        request: RequestId,
        asked: &PageCall,
        result: Result<Page, Failure>,
    ) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        channel.older.asked = None;
        match result {
            Err(failure) => {
                channel.older.failed = Some(failure.reason());
                if failure == Failure::SignedOut {
                    self.sign_out();
                }
            }
            Ok(page) => {
                let known = channel.timeline.messages().len();
                let covers = asked.covers(&page, channel.epoch);
                self.take_absences(id, asked, &page, &covers);
                self.merge_page(id, request, page, Some(covers), asked.asked_at);
                let Some(channel) = self.channels.get_mut(id) else { return };
                let brought_nothing = channel.timeline.messages().len() == known;
                if !brought_nothing || channel.timeline.gaps().at_start().is_none() {
                    channel.older = Demand::default();
                } else if channel.older.stuck >= MOST_STUCK {
                    channel.older.failed = Some(Reason::NoOlder);
                } else {
                    channel.older.stuck += 1;
                    self.load_older(id);
                }
            }
        }
    }

    pub(super) fn load_gap(&mut self, id: &ChannelId, below: RowKey, end: GapEnd) {
        let (page_size, features) = (self.options.page_size, self.features.unwrap_or_default());
        let Some(channel) = self.channels.get_mut(id) else { return };
        let Some(gap) = channel.timeline.gap_above(below).cloned() else { return };
        if channel.timeline.offered(&gap.from) == Some(&GapView::Loading) {
            return;
        }
        channel.timeline.offer_gap(&gap.from, GapView::Loading);
        let limit = LARGEST_PAGE.max(page_size);
        let query = match &gap.from {
            Edge::At(key) if end == GapEnd::Oldest && open_gap(&gap, features) == OPEN_AT_BOTH_ENDS => {
                PageQuery { cursor: Cursor::After(key.clone()), limit }
            }
            _ => PageQuery::into_gap(&gap, limit, 0),
        };
        let asked = PageCall::new(channel.epoch, query.clone(), gap.to, self.now);
        self.ask_page(ForPage::Gap(id.clone(), asked, gap.from), id, query);
    }

    pub(super) fn gap_answered(
        &mut self,
        id: &ChannelId,
        request: RequestId,
        asked: &PageCall,
        from: &Edge,
        result: Result<Page, Failure>,
    ) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        let failed = match result {
            Ok(page) => {
                let (low, high) = asked.covers(&page, channel.epoch);
                // Messages beyond the gap may have been forgotten since the request.
                let covers = (low, high.min(asked.upper.clone()));
                self.merge_page(id, request, page, Some(covers), asked.asked_at);
                None
            }
            Err(failure) => {
                if failure == Failure::SignedOut {
                    self.sign_out();
                }
                Some(failure)
            }
        };
        let features = self.features.unwrap_or_default();
        let Some(channel) = self.channels.get_mut(id) else { return };
        // Filled from its older end, it begins later than before.
        let Some(gap) = channel.timeline.gaps().between(from, &asked.upper).cloned() else { return };
        let view = match failed {
            None => open_gap(&gap, features),
            // The message to read on from is no longer known there: continue from the other end.
            Some(Failure::Refused { .. }) if matches!(asked.query.cursor, Cursor::After(_)) => {
                GapView::Open { both_ends: false }
            }
            Some(failure) => GapView::Failed(failure.reason()),
        };
        channel.timeline.offer_gap(&gap.from, view);
    }
}

const OPEN_AT_BOTH_ENDS: GapView = GapView::Open { both_ends: true };

/// How a gap is offered: the backend can only read on from a message that it has stored.
pub(super) fn open_gap(gap: &Gap, features: Features) -> GapView {
    GapView::Open { both_ends: features.after && matches!(&gap.from, Edge::At(key) if !key.id.is_empty()) }
}
