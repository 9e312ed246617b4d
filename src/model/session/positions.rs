//! The user's reading positions, which the backend keeps for all their devices (extension `read`).
//!
//! A position is sent once something was read, and then at most every [`TELL_EVERY_MS`] for each channel: a later one
//! replaces it. Positions of other devices arrive on the user's own Pusher channel, and with the list of channels,
//! which is requested again whenever the user comes back. Without the extension only this browser knows them.

use std::sync::Arc;

use super::io::{Call, ChannelInfo, Command};
use super::ticket::ForReading;
use super::{Channel, Session};
use crate::model::failure::Failure;
use crate::model::message::{ChannelId, Message, MessageId, OrderKey};
use crate::model::time::Millis;

/// How often a position is sent, in milliseconds.
const TELL_EVERY_MS: Millis = 5_000;

/// A list of channels older than this, in milliseconds, says nothing about other devices.
const LIST_EVERY_MS: Millis = 2_000;

impl Session {
    fn keeps_positions(&self) -> bool {
        self.features.is_some_and(|features| features.read)
    }

    /// Sends waiting positions to the backend.
    pub(super) fn drive_positions(&mut self, id: &ChannelId) {
        let Some(channel) = self.channels.get(id).filter(|_| self.keeps_positions()) else { return };
        if channel.telling.is_due(self.now)
            && self.now >= self.next_told_at(channel)
            && let Some(position) = &channel.reading.untold
        {
            let position = position.clone();
            let ticket = self.ticket(ForReading(id.clone()));
            if let Some(channel) = self.channels.get_mut(id) {
                channel.telling.asked = Some(ticket.request);
                channel.told_at = Some(self.now);
                channel.reading.is_told_changed = false;
            }
            self.call(Call::Read(ticket, id.clone(), position));
        }
    }

    /// Returns when the next position may be sent: at once if the user is leaving.
    fn next_told_at(&self, channel: &Channel) -> Millis {
        let next = channel.told_at.map_or(0, |at| at + TELL_EVERY_MS);
        if self.gaze.is_visible { next } else { 0 }
    }

    /// Returns when the next position is sent.
    pub(super) fn position_deadline(&self, channel: &Channel) -> Option<Millis> {
        let is_waiting = self.keeps_positions() && channel.reading.untold.is_some() && channel.telling.asked.is_none();
        let at = self.next_told_at(channel).max(channel.telling.retry_at.unwrap_or(0));
        is_waiting.then_some(at).filter(|at| *at > self.now)
    }

    pub(super) fn position_answered(&mut self, id: &ChannelId, result: Result<(), Failure>) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        match result {
            Err(Failure::SignedOut) => {
                channel.telling.asked = None;
                self.sign_out();
            }
            Ok(()) | Err(Failure::Refused { .. }) => {
                channel.telling.answered();
                // A refused position would be refused again; the next message that is read has its own position.
                if !channel.reading.is_told_changed {
                    channel.reading.untold = None;
                }
            }
            Err(failure) => channel.telling.failed(self.now, failure.retry_after(), &mut self.random),
        }
    }

    /// Returns `true` if the backend may have a channel that reports what the user reads on other devices.
    pub(super) fn may_listen(&self) -> bool {
        self.features.is_some_and(|features| features.read && features.me)
    }

    /// Listens to that channel from now on, if there is one.
    pub(super) fn listen(&mut self, channel: Option<Arc<str>>) {
        self.me_call.wanted = false;
        self.commands.extend(channel.filter(|_| self.may_listen()).map(Command::Listen));
    }

    /// A position moved, on this device or another.
    pub(super) fn heard_position(&mut self, id: &ChannelId, last: Option<MessageId>) {
        let is_here = |channel: &Channel, last| channel.timeline.is_loaded() && channel.timeline.stored(last).is_some();
        match self.channels.get_mut(id) {
            Some(channel) if last.as_deref().is_some_and(|last| is_here(channel, last)) => {
                channel.reading.elsewhere = last;
                self.settle_position(id);
            }
            // Only the backend can count messages that are not loaded here.
            _ => self.channels_call.wanted = true,
        }
    }

    /// The user comes back: another device may have read meanwhile.
    pub(super) fn ask_for_positions(&mut self) {
        if self.keeps_positions() && self.now >= self.listed_at + LIST_EVERY_MS {
            self.channels_call.wanted = true;
        }
    }

    /// Returns how many messages are unread in a channel: the backend's count, plus those that came after its answer.
    pub(super) fn counted(&self, channel: &Channel, info: &ChannelInfo) -> u32 {
        if !self.keeps_positions() {
            return channel.info.unread.max(info.unread);
        }
        let is_later = |message: &&Message| info.last_at.is_none_or(|at| message.created_at > at);
        let is_others = |message: &&Message| self.me.as_ref().is_none_or(|me| me.id != message.author.id);
        let later = channel.timeline.messages().rev().take_while(is_later).filter(is_others).count();
        info.unread.saturating_add(u32::try_from(later).unwrap_or(u32::MAX))
    }

    /// Processes the reading positions in the list of channels, which may come from another device.
    pub(super) fn take_position(&mut self, id: &ChannelId) {
        let keeps_positions = self.keeps_positions();
        let Some(channel) = self.channels.get_mut(id).filter(|_| keeps_positions) else { return };
        let Some(last) = channel.info.last_read.clone() else { return };
        channel.info.has_news = false;
        let is_all_read = channel.info.unread == 0 && !channel.opened;
        channel.reading.elsewhere = Some(last);
        if let Some(at) = channel.info.last_at.filter(|_| is_all_read) {
            let newest = OrderKey { at: at.next(), id: "".into() };
            self.was_read_elsewhere(id, newest);
        }
    }

    /// Another device's position becomes a position here once the message is loaded.
    pub(super) fn settle_position(&mut self, id: &ChannelId) {
        let Some(channel) = self.channels.get_mut(id).filter(|channel| channel.reading.elsewhere.is_some()) else {
            return;
        };
        let stored = channel.reading.elsewhere.as_ref().and_then(|last| channel.timeline.stored(last));
        if let Some(place) = stored.map(Message::order_key) {
            channel.reading.elsewhere = None;
            self.was_read_elsewhere(id, place);
        }
    }
}
