//! Goes to a message by its id, as in a link. It may be in history that is not loaded yet.
//!
//! If the backend can return the messages around it (the extension `around`), they are requested, and the messages
//! between them and the newest become a gap like any other. Otherwise older pages are read until the message is
//! found.

use super::Session;
use super::channel::Extra;
use super::demand::open_gap;
use super::io::Event;
use super::page_call::PageCall;
use super::ticket::{ForPage, RequestId};
use crate::model::failure::Failure;
use crate::model::history::{Cursor, Page, PageQuery};
use crate::model::message::{ChannelId, MessageId};
use crate::model::reason::Reason;
use crate::model::timeline::gaps::Edge;

/// Without `around`, the message is abandoned after this many pages.
const MOST_PAGES: u32 = 40;

/// With `around`, after this many attempts without an answer, since the user may have moved on.
const MOST_TRIES: u32 = 4;

/// The target message.
#[derive(Clone, Debug)]
pub struct Seek {
    channel: ChannelId,
    message: MessageId,
    /// How many older pages were requested.
    pages: u32,
    /// Requesting the messages around it, if the backend supports that.
    pub(super) around: Extra,
}

impl Session {
    /// Opens a channel and looks for a message in it, replacing any earlier target.
    pub(super) fn go_to(&mut self, channel: ChannelId, message: MessageId) {
        self.select(channel.clone());
        let around = Extra { wanted: true, ..Extra::default() };
        self.seek = Some(Seek { channel, message, pages: 0, around });
    }

    /// Makes the next call needed to find the message, unless one is in flight.
    pub(super) fn drive_seek(&mut self) {
        let Some(features) = self.features else { return };
        let Some(seek) = &mut self.seek else { return };
        let Some(channel) = self.channels.get(&seek.channel) else { return };
        if channel.timeline.row_of(&seek.message).is_some() || !channel.timeline.is_loaded() {
            return;
        }
        let id = seek.channel.clone();
        if features.around {
            if seek.around.is_due(self.now) {
                let query = PageQuery { cursor: Cursor::Around(seek.message.clone()), limit: self.options.page_size };
                let asked = PageCall::new(channel.epoch, query.clone(), Edge::End, self.now);
                let request = self.ask_page(ForPage::Around(id.clone(), asked), &id, query);
                if let Some(seek) = &mut self.seek {
                    seek.around.task.asked = Some(request);
                }
            }
            return;
        }
        if channel.older.asked.is_some() {
            return;
        }
        let has_older = channel.timeline.gaps().at_start().is_some_and(|gap| gap.to != Edge::End);
        // A failure from before this search says nothing.
        let failed = channel.older.failed.clone().filter(|_| seek.pages > 0);
        if !has_older || failed.is_some() || seek.pages == MOST_PAGES {
            return self.give_up_seeking(failed);
        }
        seek.pages += 1;
        self.load_older(&id);
    }

    pub(super) fn around_answered(
        &mut self,
        id: &ChannelId,
        request: RequestId,
        asked: &PageCall,
        result: Result<Page, Failure>,
    ) {
        // The user may have followed another link meanwhile.
        let seek = self.seek.as_mut().filter(|seek| asked.query.cursor == Cursor::Around(seek.message.clone()));
        let is_over = seek.is_some_and(|seek| {
            seek.around.conclude(result.as_ref().err(), self.now, &mut self.random);
            !seek.around.wanted || seek.around.task.failures >= MOST_TRIES
        });
        let mut why = None;
        match result {
            Ok(page) => self.merge_around(id, request, page, asked),
            Err(Failure::SignedOut) => self.sign_out(),
            // The backend knows no such message; 403 does not say that.
            Err(Failure::Refused { status, .. }) if status != 403 => {}
            Err(failure) => why = Some(failure.reason()),
        }
        let is_there =
            |seek: &Seek| self.channels.get(id).is_some_and(|channel| channel.timeline.row_of(&seek.message).is_some());
        if is_over && !self.seek.as_ref().is_some_and(is_there) {
            self.give_up_seeking(why);
        }
    }

    fn merge_around(&mut self, id: &ChannelId, request: RequestId, page: Page, asked: &PageCall) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        let (low, high) = asked.covers(&page, channel.epoch);
        self.merge_page(id, request, page, Some((low, high.clone())), asked.asked_at);
        let features = self.features.unwrap_or_default();
        if let Some(channel) = self.channels.get_mut(id)
            && let Some(gap) = channel.timeline.gaps().after(&high).filter(|gap| gap.to != Edge::End).cloned()
        {
            channel.timeline.offer_gap(&gap.from, open_gap(&gap, features));
        }
    }

    fn give_up_seeking(&mut self, why: Option<Reason>) {
        if let Some(seek) = self.seek.take() {
            self.events.push(Event::NotFound(seek.channel, seek.message, why));
        }
    }

    /// Reports the message's place once it is loaded.
    pub(super) fn report_seek(&mut self) {
        let found = self.seek.as_ref().and_then(|seek| {
            let row = self.channels.get(&seek.channel)?.timeline.row_of(&seek.message)?;
            Some(Event::Found(seek.channel.clone(), row))
        });
        if found.is_some() {
            self.seek = None;
            self.events.extend(found);
        }
    }
}
