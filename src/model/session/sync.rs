//! Reads the history automatically: catching up, and verifying messages that came by events.

use super::Session;
use super::channel::{Channel, Sync};
use super::demand::open_gap;
use super::options::Features;
use super::page_call::PageCall;
use super::suspects::Suspects;
use super::ticket::{ForPage, RequestId};
use crate::model::failure::Failure;
use crate::model::history::{Cursor, LARGEST_PAGE, Page, PageQuery};
use crate::model::message::ChannelId;
use crate::model::time::Millis;
use crate::model::timeline::gaps::{Edge, Gap};

/// Minimum interval between consistency checks of a channel.
const CHECK_AGAIN_MS: Millis = 10_000;

/// While the tab is in view, the backend is read again if the last time was this long ago.
const SLOW_CHECK_MS: Millis = 60_000;

/// Pause between the pages of a check, which is almost always redundant and must not delay anything the reader asked
/// for.
const CHECK_PAUSE_MS: Millis = 1_000;

impl Session {
    /// Every opened channel must be read up to the end again.
    pub(super) fn catch_up_all(&mut self) {
        self.read_changes(false);
        let opened: Vec<_> =
            self.channels.iter().filter(|(_, channel)| channel.opened).map(|(id, _)| id.clone()).collect();
        for id in opened {
            if let Some(channel) = self.channels.get_mut(&id) {
                channel.lose_track();
            }
            self.start_sync(&id);
        }
    }

    pub(super) fn start_sync(&mut self, id: &ChannelId) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        let sync = channel.sync.get_or_insert_default();
        sync.read = 0;
        sync.is_check = false;
        sync.task.hurry();
    }

    /// When messages from events are verified without the user returning to the tab: after every few pages of them,
    /// but at a minimum interval, however many arrive.
    fn check_due(&self, channel: &Channel) -> Option<Millis> {
        let is_much = channel.unverified >= 2 * self.options.page_size;
        let is_possible = channel.opened && channel.sync.is_none();
        let suspects = channel.suspects.as_ref().and_then(Suspects::due);
        let much = is_much.then_some(channel.verified_at + CHECK_AGAIN_MS);
        suspects.into_iter().chain(much).min().filter(|_| is_possible)
    }

    /// Begins the checks that are due. Returns `true` if there were any.
    pub(super) fn drive_check(&mut self, id: &ChannelId) -> bool {
        let is_due = self.channels.get(id).and_then(|channel| self.check_due(channel)).is_some_and(|at| at <= self.now);
        if is_due && let Some(channel) = self.channels.get_mut(id) {
            channel.unverified = 0;
            channel.suspects.as_mut().into_iter().for_each(Suspects::asked);
            channel.check();
        }
        is_due
    }

    /// When the open channel is read again because it has been in view for long: "live" requires that nothing was
    /// missed, and an event that was never published breaks no connection. At most one call in 60 s, and none while
    /// hidden.
    pub(super) fn slow_check_due(&self) -> Option<Millis> {
        let is_watched =
            self.gaze.is_visible && self.gaze.is_shown && self.link.is_subscribed() && self.features.is_some();
        let channel = self.channels.get(&self.selected).filter(|_| is_watched)?;
        let is_idle = channel.opened && channel.sync.is_none() && channel.timeline.is_loaded() && self.feed.is_idle();
        is_idle.then(|| self.checked_at.max(channel.verified_at) + SLOW_CHECK_MS)
    }

    /// Begins the checks that are due. Returns `true` if something must be read.
    pub(super) fn drive_slow_check(&mut self) -> bool {
        if self.slow_check_due().is_none_or(|at| at > self.now) {
            return false;
        }
        self.checked_at = self.now;
        if self.feed.is_readable() {
            self.read_changes(true);
        } else if let Some(channel) = self.channels.get_mut(&self.selected) {
            channel.check();
        }
        true
    }

    /// An event can be lost on a connection that never breaks, and only the backend knows. So messages from events
    /// are verified: when the user returns to the tab, after every few pages of them ([`Self::drive_check`]), and
    /// slowly while the tab is in view ([`Self::drive_slow_check`]).
    pub(super) fn check_all(&mut self) {
        let now = self.now;
        if !self.link.is_subscribed() {
            return;
        }
        self.checked_at = now;
        self.read_changes(true);
        for channel in
            self.channels.iter_mut().map(|(_, value)| value).filter(|channel| channel.opened && channel.sync.is_none())
        {
            if channel.unverified > 0 || now - channel.verified_at >= CHECK_AGAIN_MS {
                channel.check();
            }
        }
    }

    /// Requests the next page of catching up, if one is needed and allowed now.
    pub(super) fn drive_sync(&mut self, id: &ChannelId) {
        let (now, page_size, features) = (self.now, self.options.page_size, self.features.unwrap_or_default());
        let Some(channel) = self.channels.get_mut(id) else { return };
        let Some(sync) = &channel.sync else { return };
        if !sync.task.is_due(now) {
            return;
        }
        let Some(gap) = unoffered_gap(channel) else {
            channel.sync = None;
            return;
        };
        if sync.read >= self.options.catch_up_limit && gap.to != Edge::End {
            channel.timeline.offer_gap(&gap.from, open_gap(&gap, features));
            if let Some(sync) = &mut channel.sync {
                sync.read = 0;
            }
            return self.drive_sync(id);
        }
        let query = sync_query(&gap, sync, page_size, features);
        let asked = PageCall::new(channel.epoch, query.clone(), gap.to, self.now);
        let request = self.ask_page(ForPage::Sync(id.clone(), asked), id, query);
        if let Some(sync) = self.channels.get_mut(id).and_then(|channel| channel.sync.as_mut()) {
            sync.task.asked = Some(request);
        }
    }

    pub(super) fn sync_answered(
        &mut self,
        id: &ChannelId,
        request: RequestId,
        asked: &PageCall,
        result: Result<Page, Failure>,
    ) {
        let now = self.now;
        let Some(channel) = self.channels.get_mut(id) else { return };
        let Some(sync) = &mut channel.sync else { return };
        let page = match result {
            Ok(page) => page,
            Err(Failure::SignedOut) => {
                sync.task.asked = None;
                return self.sign_out();
            }
            Err(Failure::Refused { .. }) if matches!(asked.query.cursor, Cursor::After(_)) => {
                // The last known message is no longer known there: read from the other end.
                sync.task.asked = None;
                sync.without_after = true;
                return;
            }
            Err(failure) => {
                sync.task.failed(now, failure.retry_after(), &mut self.random);
                channel.unavailable = Some(failure.reason());
                if matches!(failure, Failure::Refused { .. }) {
                    self.refused_kept(id);
                }
                return;
            }
        };
        sync.task.answered();
        channel.unavailable = None;
        self.replace_kept(id, &page);
        let Some(channel) = self.channels.get_mut(id) else { return };
        let before = channel.timeline.gaps().clone();
        let stale = asked.is_stale(channel.epoch);
        let highest = asked.query.highest(&page);
        let read_to_end = asked.reads_to_end(&page);
        let covers = asked.covers(&page, channel.epoch);
        if read_to_end && !stale {
            channel.verified_at = now;
            channel.unverified = 0;
        }
        let known = channel.timeline.len();
        self.take_absences(id, asked, &page, &covers);
        self.merge_page(id, request, page, Some(covers), asked.asked_at);
        let Some(channel) = self.channels.get_mut(id) else { return };
        if read_to_end {
            channel.timeline.verify(highest);
        }
        let stuck = *channel.timeline.gaps() == before && !stale;
        let is_done = unoffered_gap(channel).is_none();
        if let Some(sync) = &mut channel.sync {
            sync.task.retry_at = (sync.is_check && !is_done).then_some(now + CHECK_PAUSE_MS);
            sync.read += channel.timeline.len().saturating_sub(known);
            sync.stuck = if stuck { sync.stuck + 1 } else { 0 };
        }
    }

    /// Returns when a channel next has something to do.
    pub(super) fn channel_deadlines(&self, channel: &Channel) -> impl Iterator<Item = Millis> + use<> {
        let sync = channel.sync.as_ref().and_then(|sync| sync.task.deadline());
        sync.into_iter()
            .chain(channel.wholes.task.deadline())
            .chain(self.check_due(channel))
            .chain(Self::outbox_deadline(channel, self.now))
            .chain(channel.timeline.operations().deadline(self.now))
            .chain(Self::uploads_deadline(channel).filter(|until| *until > self.now))
            .chain(self.position_deadline(channel))
    }
}

/// The newest gap that catching up must close: neither the history that was never loaded, nor a gap that is offered.
fn unoffered_gap(channel: &Channel) -> Option<Gap> {
    let wanted = |gap: &&Gap| gap.to == Edge::End || gap.from != Edge::Start;
    channel
        .timeline
        .gaps()
        .iter()
        .rev()
        .filter(wanted)
        .find(|gap| channel.timeline.offered(&gap.from).is_none())
        .cloned()
}

fn sync_query(gap: &Gap, sync: &Sync, page_size: u32, features: Features) -> PageQuery {
    match &gap.from {
        Edge::At(key) if features.after && !sync.without_after && gap.to != Edge::End && !key.id.is_empty() => {
            PageQuery { cursor: Cursor::After(key.clone()), limit: page_size.max(LARGEST_PAGE) }
        }
        _ => PageQuery::into_gap(gap, page_size, sync.stuck),
    }
}
