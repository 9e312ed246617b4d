//! Reading the history: catching up by itself, older pages and gaps on demand.

use super::channel::{Channel, Demand, Sync};
use super::io::{Event, GapEnd};
use super::page_call::PageCall;
use super::suspects::Suspects;
use super::ticket::{ForPage, RequestId};
use super::{Features, Session};
use crate::model::failure::Failure;
use crate::model::history::{Cursor, LARGEST_PAGE, Page, PageQuery};
use crate::model::message::{ChannelId, Message, RowKey};
use crate::model::time::Millis;
use crate::model::timeline::gaps::{Edge, Gap};
use crate::model::timeline::{Applied, ChangeKind, GapView, Source, Update};

/// What the backend was read up to so lately is not read again because somebody looks.
const CHECK_AGAIN_MS: Millis = 10_000;

/// While the tab is looked at, what the backend was last asked for this long ago is read again.
const SLOW_CHECK_MS: Millis = 60_000;

/// Between two pages of a check: what is most likely known already is not worth keeping anybody from reading, however
/// much of it there is.
const CHECK_PAUSE_MS: Millis = 1_000;

/// A demand that brought nothing this often is given up.
const MOST_STUCK: u32 = 4;

impl Session {
    /// Every opened channel is to be read up to the end again.
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

    /// When what has come by events is read again without anybody returning to the tab: after every few pages of it,
    /// but not more often than seldom, however much comes.
    fn check_due(&self, channel: &Channel) -> Option<Millis> {
        let is_much = channel.unverified >= 2 * self.options.page_size;
        let is_possible = channel.opened && channel.sync.is_none();
        let suspects = channel.suspects.as_ref().and_then(Suspects::due);
        let much = is_much.then_some(channel.verified_at + CHECK_AGAIN_MS);
        suspects.into_iter().chain(much).min().filter(|_| is_possible)
    }

    /// Begins to read again what is due for that; whether it was.
    pub(super) fn drive_check(&mut self, id: &ChannelId) -> bool {
        let is_due = self.channels.get(id).and_then(|channel| self.check_due(channel)).is_some_and(|at| at <= self.now);
        if is_due && let Some(channel) = self.channels.get_mut(id) {
            channel.unverified = 0;
            channel.suspects.as_mut().into_iter().for_each(Suspects::asked);
            channel.check();
        }
        is_due
    }

    /// When the open channel is read again because somebody has looked at it for long: "live" is said only if nothing
    /// was missed, and an event that was never published breaks no connection. It is one call in 60 s at most, and none
    /// while hidden.
    pub(super) fn slow_check_due(&self) -> Option<Millis> {
        let is_watched =
            self.gaze.is_visible && self.gaze.is_shown && self.link.is_subscribed() && self.features.is_some();
        let channel = self.channels.get(&self.selected).filter(|_| is_watched)?;
        let is_idle = channel.opened && channel.sync.is_none() && channel.timeline.is_loaded() && self.feed.is_idle();
        is_idle.then(|| self.checked_at.max(channel.verified_at) + SLOW_CHECK_MS)
    }

    /// Begins to read again what is due for that. Returns `true` if something is to be read.
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

    /// An event can be lost on a connection that never breaks; only the backend knows. So what came by events is read
    /// again: when somebody returns to the tab, after every few pages of it ([`Self::drive_check`]), and slowly while
    /// somebody looks ([`Self::drive_slow_check`]).
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

    /// Asks for the next page of catching up, if one is needed and may be asked for now.
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
                // The message that we know is not known there any more: read from the other end.
                sync.task.asked = None;
                sync.without_after = true;
                return;
            }
            Err(failure) => {
                sync.task.failed(now, failure.retry_after(), &mut self.random);
                channel.unavailable = Some(failure.to_string().into());
                return;
            }
        };
        sync.task.answered();
        channel.unavailable = None;
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
                channel.older.failed = Some(failure.to_string().into());
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
                    channel.older.failed = Some("the server gives no older messages".into());
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
                // What lies beyond the gap may have been lost track of since it was asked for.
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
        // Filled from its older end, it begins later than it did.
        let Some(gap) = channel.timeline.gaps().between(from, &asked.upper).cloned() else { return };
        let view = match failed {
            None => open_gap(&gap, features),
            // The message to read on from is not known there any more: what is left is the other end.
            Some(Failure::Refused { .. }) if matches!(asked.query.cursor, Cursor::After(_)) => {
                GapView::Open { both_ends: false }
            }
            Some(failure) => GapView::Failed(failure.to_string().into()),
        };
        channel.timeline.offer_gap(&gap.from, view);
    }

    /// Takes the messages of a page in; `covers` is the stretch that it leaves no hole in.
    pub(super) fn merge_page(
        &mut self,
        id: &ChannelId,
        request: RequestId,
        page: Page,
        covers: Option<(Edge, Edge)>,
        asked_at: Millis,
    ) {
        if self.feed.is_of_before(request) {
            return;
        }
        self.hold_cursor(request, page.cursor.as_ref(), asked_at);
        let removals = page.removals.into_iter().map(Update::Remove);
        let updates = page.messages.into_iter().map(Update::Put).chain(removals).collect();
        self.take_answer(id, updates, covers, Source::Answer(asked_at));
    }

    /// Takes in what the backend itself says of messages. What is newer than all that was known has arrived.
    pub(super) fn take_answer(
        &mut self,
        id: &ChannelId,
        updates: Vec<Update>,
        covers: Option<(Edge, Edge)>,
        source: Source,
    ) {
        let messages = || {
            updates.iter().filter_map(|update| match update {
                Update::Put(message) => Some(message),
                Update::Remove(_) | Update::React(_) => None,
            })
        };
        for message in messages() {
            self.learn_me_from(message);
        }
        let now = self.now;
        let Some(channel) = self.channels.get_mut(id) else { return };
        let mut news = Vec::new();
        if let Some(newest) = channel.timeline.newest() {
            let is_mine = |message: &Message| {
                self.mine.contains(&message.id) || self.me.as_ref().is_some_and(|me| me.id == message.author.id)
            };
            let later = messages().filter(|message| message.order_key() > newest && !is_mine(message));
            news.extend(later.cloned());
        }
        let next_row = &mut self.next_row;
        let applied = channel.timeline.apply(updates, covers, source, now, &mut || Self::next_row(next_row));
        let shown = |message: &Message| channel.timeline.row_of(&message.id).is_some();
        news.retain(shown);
        news.into_iter().for_each(|message| self.arrived(id, message));
        self.after_apply(id, applied);
    }

    pub(super) fn after_apply(&mut self, id: &ChannelId, applied: Applied) {
        self.contradictions += applied.contradictions;
        for settled in applied.settled {
            self.settled(id, settled);
        }
        for (key, kind) in applied.changed {
            if kind == ChangeKind::Deleted {
                self.count_out(id, &key);
            }
            self.events.push(Event::Altered(id.clone(), key.id, kind));
        }
        if let Some(channel) = self.channels.get_mut(id).filter(|channel| channel.opened) {
            for (key, version) in applied.wanted {
                channel.wholes.want(key, version);
            }
        }
    }

    /// When a channel has something to do next.
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

const OPEN_AT_BOTH_ENDS: GapView = GapView::Open { both_ends: true };

/// How a gap is offered: the backend can read on only from a message that it stored.
pub(super) fn open_gap(gap: &Gap, features: Features) -> GapView {
    GapView::Open { both_ends: features.after && matches!(&gap.from, Edge::At(key) if !key.id.is_empty()) }
}

/// The newest stretch that catching up has to close: not the history that was never loaded, and not what is offered.
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
