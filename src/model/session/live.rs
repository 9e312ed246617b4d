//! Handles what pusher-js reports.

use std::slice;
use std::sync::Arc;

use super::Session;
use super::io::{Command, LiveInput};
use crate::model::message::{ChannelId, Message, Person};
use crate::model::timeline::{Source, Update};

impl Session {
    pub(super) fn on_live(&mut self, input: LiveInput) {
        let now = self.now;
        match input {
            LiveInput::Connected => {
                let command = self.link.connected(now);
                self.commands.extend(command.map(Command::Link));
            }
            LiveInput::Lost => {
                let command = self.link.lost(now, &mut self.random);
                self.commands.extend(command.map(Command::Link));
            }
            LiveInput::Error(code, words) => self.link.rejected(code, &words),
            LiveInput::Heard => self.link.heard(),
            LiveInput::Subscribed { me, people } => self.subscribed(me, people),
            LiveInput::Refused { status, why } => self.link.refused(status, why, now, &mut self.random),
            LiveInput::SignedOut => self.sign_out(),
            LiveInput::Joined(person) => self.online.join(person),
            LiveInput::Left(id) => {
                self.online.leave(&id, now);
                for channel in self.channels.iter_mut().map(|(_, value)| value) {
                    channel.typists.remove(&id);
                }
            }
            LiveInput::Message(channel, message) => self.message(&channel, message),
            LiveInput::Updated(channel, message) => {
                self.take_event(&channel, Update::Put(message), Source::Change);
            }
            LiveInput::Deleted(channel, removal) => {
                self.take_event(&channel, Update::Remove(removal), Source::Change);
            }
            LiveInput::Reacted(channel, reacted) => {
                self.take_event(&channel, Update::React(reacted), Source::Change);
            }
            LiveInput::Typing { channel, person, is_typing } => self.heard_typing(&channel, person, is_typing),
            LiveInput::Read(channel, last) => self.heard_position(&channel, last),
            LiveInput::Several(all) => all.into_iter().for_each(|input| self.on_live(input)),
        }
    }

    fn subscribed(&mut self, me: Option<Arc<Person>>, people: Vec<Arc<Person>>) {
        self.link.subscribed();
        if self.options.has_presence {
            self.online.replace(me.as_ref().map(|me| me.id.clone()), people, self.now);
        }
        if let Some(me) = me {
            self.set_me(me);
        }
        // Connected is not caught up: everything published before this moment must be fetched.
        self.catch_up_all();
        self.hurry();
        if self.signed_out {
            // A user who may subscribe is probably signed in again.
            self.ask_whether_signed_in();
        }
    }

    pub(super) fn message(&mut self, id: &ChannelId, message: Message) {
        self.learn_me_from(&message);
        let from_me = self.me.as_ref().is_some_and(|me| me.id == message.author.id);
        let Some(channel) = self.channels.get_mut(id) else { return };
        channel.typists.remove(&message.author.id);
        channel.unverified += 1;
        let (copy, place) = (message.clone(), message.order_key());
        let is_new = self.take_event(id, Update::Put(message), Source::NewMessage);
        match (is_new, from_me) {
            (true, false) => self.arrived(id, copy),
            (true, true) => self.answered_elsewhere(id, &place),
            (false, _) => {}
        }
    }

    /// Processes an event about a message. Returns `true` if it is a new one.
    fn take_event(&mut self, id: &ChannelId, update: Update, source: Source) -> bool {
        self.note_removals(id, slice::from_ref(&update));
        let now = self.now;
        let Some(channel) = self.channels.get_mut(id) else { return false };
        let next_row = &mut self.next_row;
        let applied = channel.timeline.apply(vec![update], None, source, now, &mut || Self::next_row(next_row));
        let is_new = applied.new > 0;
        self.after_apply(id, applied);
        is_new
    }

    fn heard_typing(&mut self, channel: &ChannelId, person: Arc<Person>, is_typing: bool) {
        let is_me = match &self.me {
            Some(me) => me.id == person.id,
            // The user is not known: while they type, it is probably their own event that comes back.
            None => self.typist.deadline().is_some(),
        };
        if is_me {
            return;
        }
        let person = self.online.person(&person.id).cloned().unwrap_or(person);
        if let Some(channel) = self.channels.get_mut(channel) {
            channel.typists.heard(person, is_typing, self.now);
        }
    }

    /// If nothing else names the user, the author of a message that they sent does.
    pub(super) fn learn_me_from(&mut self, message: &Message) {
        if self.me.is_none() && self.mine.contains(&message.id) {
            self.set_me(message.author.clone());
        }
    }
}
