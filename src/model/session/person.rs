//! Handles a person's actions.

use super::Session;
use super::io::{Call, PersonInput};
use super::ticket::ForTyping;
use crate::model::message::ChannelId;

impl Session {
    pub(super) fn on_person(&mut self, input: PersonInput) {
        // The list reports what is in view, and requests more by itself.
        if !matches!(input, PersonInput::Scroll { .. } | PersonInput::LoadOlder { .. }) {
            self.gaze.active_at = self.now;
        }
        match input {
            PersonInput::Send { channel, id, text, reply_to, files } => {
                self.send(&channel, id, &text, reply_to, files);
                self.answered(&channel);
            }
            PersonInput::RenewFiles { channel, message } => self.renew_files(&channel, &message),
            PersonInput::Retry { channel, id } => self.retry(&channel, &id),
            PersonInput::Discard { channel, id } => self.discard(&channel, &id),
            PersonInput::TakeBack { channel, id } => self.take_back(&channel, &id),
            PersonInput::Type { channel } => self.type_in(&channel),
            PersonInput::StopTyping => {
                if let Some((channel, is_typing)) = self.typist.stop() {
                    self.tell_typing(channel, is_typing);
                }
            }
            PersonInput::LoadOlder { channel } => self.load_older(&channel),
            PersonInput::LoadGap { channel, below, end } => self.load_gap(&channel, below, end),
            PersonInput::Select { channel } => self.select(channel),
            PersonInput::GoTo { channel, message } => self.go_to(channel, message),
            PersonInput::Scroll { channel, in_sight } => {
                // A report about a channel that was left meanwhile says nothing about the open one.
                if channel == self.selected {
                    self.gaze.in_sight = Some(in_sight);
                }
            }
            PersonInput::MarkUnread { channel, message } => self.mark_unread(&channel, &message),
            change @ (PersonInput::Edit { .. }
            | PersonInput::Delete { .. }
            | PersonInput::React { .. }
            | PersonInput::Undo { .. }) => self.on_change(change),
            PersonInput::TryNow => {
                self.link.retry_now(self.now);
                self.wake_up();
            }
        }
    }

    /// Nothing is announced while no one else is online. If that cannot be known, someone may be.
    fn type_in(&mut self, channel: &ChannelId) {
        if self.online.is_alone() {
            return;
        }
        for (channel, is_typing) in self.typist.key(channel, self.now) {
            self.tell_typing(channel, is_typing);
        }
    }

    pub(super) fn tell_typing(&mut self, channel: ChannelId, is_typing: bool) {
        if !self.signed_out && self.link.is_online() {
            let ticket = self.ticket(ForTyping);
            self.call(Call::Typing(ticket, channel, is_typing));
        }
    }
}
