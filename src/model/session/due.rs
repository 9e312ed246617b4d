//! What is due now, and when something is due next.

use super::Session;
use super::io::{Call, Command};
use super::ticket::ForFeatures;
use crate::model::time::Millis;

/// The polling interval while there is no live connection.
const POLL_VISIBLE_MS: Millis = 5_000;

/// The same while the tab is hidden.
const POLL_HIDDEN_MS: Millis = 30_000;

impl Session {
    /// Does everything that is due.
    pub(super) fn advance(&mut self) {
        let now = self.now;
        self.online.expire(now);
        if let Some((channel, is_typing)) = self.typist.expire(now) {
            self.tell_typing(channel, is_typing);
        }
        for channel in self.channels.iter_mut().map(|(_, value)| value) {
            channel.typists.expire(now);
        }
        if self.signed_out {
            return;
        }
        if let Some(command) = self.link.tick(now, &mut self.random) {
            self.commands.push(Command::Link(command));
        }
        if !self.link.is_online() {
            return;
        }
        if self.features.is_none() && self.features_task.is_due(now) {
            let ticket = self.ticket(ForFeatures);
            self.features_task.asked = Some(ticket.request);
            self.call(Call::Features(ticket));
        }
        self.drive_extras();
        self.poll();
        self.drive_feed();
        self.drive_seek();
        let ids: Vec<_> = self.channels.keys().cloned().collect();
        for id in &ids {
            self.drive_sync(id);
            // Only after catching up has ended is it known if it must begin again.
            if self.drive_check(id) {
                self.drive_sync(id);
            }
            self.drive_wholes(id);
            self.drive_outbox(id);
            self.note_slowness(id);
            self.drive_operations(id);
            self.drive_uploads(id);
            self.drive_positions(id);
        }
        // Only now is it known that nothing else is being read.
        if self.drive_slow_check() {
            self.drive_feed();
            self.drive_sync(&self.selected.clone());
        }
    }

    /// While there is no live connection, every opened channel is caught up every few seconds.
    fn poll(&mut self) {
        if !self.link.needs_polling(self.now) {
            self.poll_at = None;
            return;
        }
        if self.poll_at.is_some_and(|at| at > self.now) {
            return;
        }
        self.poll_at = Some(self.now + if self.gaze.is_visible { POLL_VISIBLE_MS } else { POLL_HIDDEN_MS });
        self.catch_up_all();
    }

    /// Returns the next time at which something is due.
    pub(super) fn deadline(&self) -> Option<Millis> {
        let channels = self.channels.values().filter_map(|channel| channel.typists.deadline());
        let gaze = self.gaze.deadline(self.now);
        let always = [self.online.deadline(), self.typist.deadline(), gaze].into_iter().flatten().chain(channels);
        if self.signed_out {
            return always.min();
        }
        let online = self.link.is_online();
        let work = self.channels.values().flat_map(|channel| self.channel_deadlines(channel));
        let features = self.features_task.deadline().filter(|_| self.features.is_none());
        let me = self.me_call.deadline().filter(|_| self.me.is_none() || self.may_listen());
        let around = self.seek.as_ref().and_then(|seek| seek.around.deadline());
        let calls = [
            self.poll_at,
            self.slow_check_due(),
            features,
            me,
            self.channels_call.deadline(),
            around,
            self.feed.deadline(),
        ]
        .into_iter()
        .flatten()
        .chain(work);
        always.chain(self.link.deadline(self.now)).chain(calls.filter(|_| online)).min()
    }
}
