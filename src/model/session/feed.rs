//! Learns what changed while events may have been lost, from the feed of the feature `changes`.
//!
//! The page holds one cursor: the feed's last, or else the first one that a page of the history brought. All changes
//! up to it are known, so one series of calls from it brings everything that was missed, in all channels. A page of
//! the history that was requested before the held cursor arrived may be older than it: the feed is then read once
//! more from that page's own cursor, and that series does not move the held one.

use std::sync::Arc;

use super::Session;
use super::io::{Call, Command};
use super::snapshots::Kept;
use super::task::Task;
use super::ticket::{ForChanges, RequestId};
use crate::model::failure::Failure;
use crate::model::history::Changes;
use crate::model::message::ChannelId;
use crate::model::time::Millis;
use crate::model::timeline::{Source, Update};

/// After this many answers with more to come, everything is read again.
const MOST_ANSWERS: u32 = 10;

/// The feed of one workspace.
#[derive(Clone, Debug, Default)]
pub struct Feed {
    /// Set once the backend is known to have it, and while it works.
    pub is_offered: bool,
    /// The held cursor.
    cursor: Option<Arc<str>>,
    /// The first request after an expired cursor was dropped: earlier requests may be about another database.
    anew_from: u64,
    /// The first request made after the held cursor arrived.
    held_from: u64,
    /// Changes may have been missed since the held cursor.
    is_behind: bool,
    /// A series from the held cursor is in progress.
    is_reading: bool,
    /// It only verifies events of a living connection: the status does not wait for it.
    is_check: bool,
    /// Cursors that may be older than the held one.
    older: Vec<Older>,
    /// How many answers of this series had more to come.
    answers: u32,
    /// How often in a row the backend did not know the cursor.
    lost: u32,
    /// The calls.
    pub task: Task,
}

/// A cursor that may be older than the held one: that of a page of the history, or one that an earlier visit kept.
#[derive(Clone, Debug)]
struct Older {
    cursor: Arc<str>,
    is_kept: bool,
}

impl Feed {
    /// Returns `true` if nothing must be read before the tab is "live".
    #[must_use]
    pub fn is_caught_up(&self) -> bool {
        !self.is_offered || self.is_check || self.is_idle()
    }

    /// Returns `true` if this was requested before everything began again, which makes its answer useless.
    pub fn is_of_before(&self, request: RequestId) -> bool {
        request.0 < self.anew_from
    }

    /// Returns `true` if the backend has the feed, and there is a cursor to read from.
    pub fn is_readable(&self) -> bool {
        self.is_offered && self.cursor.is_some()
    }

    /// Returns `true` if nothing of it should be read now.
    pub fn is_idle(&self) -> bool {
        !self.is_behind && !self.is_reading && self.older.is_empty()
    }

    /// Reads the feed from a cursor that an earlier visit stored with messages which are shown.
    pub fn read_from(&mut self, cursor: Arc<str>) {
        self.add_older(cursor, true);
    }

    fn add_older(&mut self, cursor: Arc<str>, is_kept: bool) {
        match self.older.iter_mut().find(|older| older.cursor == cursor) {
            Some(older) => older.is_kept &= is_kept,
            None => self.older.push(Older { cursor, is_kept }),
        }
    }

    /// Does not read it from this cursor, because its messages are not shown any more.
    pub fn leave_out(&mut self, cursor: Option<&Arc<str>>) {
        self.older.retain(|older| !older.is_kept || Some(&older.cursor) != cursor);
    }

    /// Stops reading from the cursors that earlier visits stored, if this useless one is among them. Returns `true`
    /// then.
    fn gives_up_kept(&mut self, cursor: &Arc<str>) -> bool {
        let is_it = self.older.iter().any(|older| older.is_kept && older.cursor == *cursor);
        if is_it {
            self.answers = 0;
            self.older.retain(|older| !older.is_kept);
        }
        is_it
    }

    /// Returns `true` if it has covered everything stored by earlier visits that is shown.
    pub fn has_told_of_kept(&self) -> bool {
        self.is_offered && self.older.is_empty()
    }

    /// Returns the cursor up to which everything is known, which is `None` without a feed; nothing while that is
    /// uncertain. `is_known` is true if the backend has said whether it has one.
    pub fn sure_cursor(&self, is_known: bool) -> Option<Option<Arc<str>>> {
        (is_known && self.is_idle()).then(|| self.cursor.clone().filter(|_| self.is_offered))
    }

    /// Returns when to repeat a failed call, unless what it was for has been dropped.
    #[must_use]
    pub fn deadline(&self) -> Option<Millis> {
        self.task.deadline().filter(|_| self.is_offered && self.since().is_some())
    }

    fn since(&self) -> Option<(Arc<str>, bool)> {
        match self.older.first() {
            Some(older) => Some((older.cursor.clone(), false)),
            None => self.cursor.clone().filter(|_| self.is_behind).map(|cursor| (cursor, true)),
        }
    }
}

impl Session {
    /// Events may have been lost: the feed must be read.
    pub(super) fn read_changes(&mut self, is_check: bool) {
        let feed = &mut self.feed;
        if feed.cursor.is_some() {
            feed.is_check = is_check && (feed.is_check || feed.is_idle());
            feed.is_behind = true;
        }
    }

    /// Records the cursor that came with a page of the history.
    pub(super) fn hold_cursor(&mut self, request: RequestId, cursor: Option<&Arc<str>>, asked_at: Millis) {
        let next = self.next_request;
        let feed = &mut self.feed;
        let Some(cursor) = cursor else { return };
        match &feed.cursor {
            None => {
                feed.cursor = Some(cursor.clone());
                feed.held_from = next;
                // It will never report what happened to these before the cursor.
                for (_, channel) in &mut self.channels {
                    channel.timeline.doubt_events_before(asked_at);
                }
            }
            Some(held) if request.0 < feed.held_from && held != cursor => feed.add_older(cursor.clone(), false),
            Some(_) => {}
        }
    }

    pub(super) fn drive_feed(&mut self) {
        if !self.feed.is_offered || !self.feed.task.is_due(self.now) {
            return;
        }
        let Some((since, is_held)) = self.feed.since() else { return };
        // Losses from here on are read again.
        let is_check = self.feed.is_check;
        let ticket = self.ticket(ForChanges { since: since.clone(), is_held, is_check });
        self.feed.task.asked = Some(ticket.request);
        self.call(Call::Changes(ticket, since));
        if is_held {
            self.feed.is_behind = false;
            self.feed.is_reading = true;
        }
    }

    pub(super) fn changes_answered(&mut self, asked: &ForChanges, result: Result<Changes, Failure>) {
        let (since, is_held) = (&asked.since, asked.is_held);
        let changes = match result {
            Ok(changes) => changes,
            Err(failure) => return self.changes_failed(since, is_held, &failure),
        };
        if changes.has_more && changes.cursor == *since {
            return self.changes_failed(since, is_held, &Failure::unexpected("`cursor`"));
        }
        let (cursor, has_more) = (changes.cursor.clone(), changes.has_more);
        self.take_changes(changes);
        let next = self.next_request;
        let feed = &mut self.feed;
        feed.task.answered();
        feed.lost = 0;
        feed.answers = if has_more { feed.answers + 1 } else { 0 };
        if is_held {
            feed.cursor = Some(cursor.clone());
            feed.held_from = next;
            feed.is_behind |= has_more;
            feed.is_reading = false;
        } else if let Some(at) = feed.older.iter().position(|older| older.cursor == *since) {
            if has_more {
                feed.older[at].cursor = cursor.clone();
            } else {
                feed.older.remove(at);
            }
        }
        if feed.answers >= MOST_ANSWERS {
            if !self.gives_up_kept(&cursor, is_held) {
                self.start_anew();
            }
        } else if self.feed.is_idle() {
            self.feed.is_check = false;
        }
    }

    fn take_changes(&mut self, changes: Changes) {
        let default = self.order.first().cloned().unwrap_or_default();
        let mut by_channel: Vec<(ChannelId, Vec<Update>)> = Vec::new();
        let messages = changes.messages.into_iter().map(|(channel, message)| (channel, Update::Put(message)));
        let removals = changes.removals.into_iter().map(|(channel, removal)| (channel, Update::Remove(removal)));
        for (channel, update) in messages.chain(removals) {
            let channel = channel.unwrap_or_else(|| default.clone());
            match by_channel.iter_mut().find(|(id, _)| *id == channel) {
                Some((_, updates)) => updates.push(update),
                None => by_channel.push((channel, vec![update])),
            }
        }
        for (channel, updates) in by_channel {
            self.take_answer(&channel, updates, None, Source::Feed);
        }
    }

    fn changes_failed(&mut self, since: &Arc<str>, is_held: bool, failure: &Failure) {
        let now = self.now;
        let feed = &mut self.feed;
        feed.is_behind |= is_held;
        feed.is_reading = false;
        match failure {
            Failure::SignedOut => {
                feed.task.asked = None;
                self.sign_out();
            }
            Failure::Refused { status: 410, .. } => {
                feed.task.answered();
                if !self.gives_up_kept(since, is_held) {
                    let feed = &mut self.feed;
                    feed.lost += 1;
                    if feed.lost > 1 {
                        feed.is_offered = false;
                    }
                    self.start_anew();
                }
            }
            // The backend first said that it has the feed, and then that it has not.
            Failure::Refused { .. } => {
                *feed = Feed::default();
                self.do_without_feed();
            }
            failure => feed.task.failed(now, failure.retry_after(), &mut self.random),
        }
    }

    /// Returns `true` if a useless cursor was kept by an earlier visit. Then only what was kept is dropped.
    fn gives_up_kept(&mut self, cursor: &Arc<str>, is_held: bool) -> bool {
        let is_kept = !is_held && self.feed.gives_up_kept(cursor);
        if is_kept {
            self.drop_kept(Kept::Stale);
        }
        is_kept
    }

    /// The held cursor is useless: stored messages out of view are forgotten, and those in view are read again in
    /// place.
    fn start_anew(&mut self) {
        let feed = &mut self.feed;
        (feed.cursor, feed.is_behind, feed.answers, feed.anew_from) = (None, false, 0, self.next_request);
        feed.older.clear();
        self.drop_kept(Kept::Unconfirmed);
        self.commands.push(Command::WipeSnapshots);
        let (keep, now) = (self.options.page_size as usize, self.now);
        for (_, channel) in &mut self.channels {
            channel.epoch += 1;
            channel.timeline.forget_all_but(keep, now);
        }
        self.catch_up_all();
    }
}
