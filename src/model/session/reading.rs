//! What the user has read: counted for the sidebar, marked in the list. Reading positions are kept across visits.

use std::sync::Arc;

use super::Session;
use super::io::{Command, Event};
use crate::model::gaze::Attention;
use crate::model::markup::is_mentioned;
use crate::model::message::{ChannelId, Message, MessageId, OrderKey, Person};
use crate::model::reading::{Divider, Position};
use crate::model::time::Timestamp;

impl Session {
    /// Returns which part of a channel is seen now.
    pub(super) fn attention(&self, id: &ChannelId) -> Attention {
        if *id != self.selected {
            return Attention::Elsewhere;
        }
        match self.gaze.attention(self.now) {
            Attention::Newest if self.channels.get(id).is_some_and(|channel| channel.reading.is_kept_unread) => {
                Attention::FurtherUp
            }
            attention => attention,
        }
    }

    /// Marks messages as read that have been in view long enough; messages that arrive after the user has turned away
    /// are new.
    pub(super) fn watch(&mut self) {
        let id = self.selected.clone();
        let Some(channel) = self.channels.get(&id).filter(|channel| channel.timeline.is_loaded()) else { return };
        let (read, has_turned_away) = self.gaze.look(channel.timeline.newest(), self.now);
        if let Some(read) = read {
            self.read_up_to(&id, read);
        }
        if has_turned_away {
            self.miss(&id);
        }
    }

    fn read_up_to(&mut self, id: &ChannelId, place: OrderKey) {
        let Some(channel) = self.channels.get_mut(id).filter(|_| self.read_marks.is_some()) else { return };
        if channel.reading.read_up_to(place.clone()) {
            channel.reading.tell(Position::ReadUpTo(place.id.clone()));
            self.commands.push(Command::KeepRead(id.clone(), place));
            self.recount(id);
        }
    }

    /// Another device of the user's has read up to here.
    pub(super) fn was_read_elsewhere(&mut self, id: &ChannelId, place: OrderKey) {
        let Some(channel) = self.channels.get_mut(id).filter(|_| self.read_marks.is_some()) else { return };
        if !channel.reading.is_divided && channel.reading.before.as_ref() < Some(&place) {
            channel.reading.before = Some(place.clone());
        }
        if channel.reading.read_up_to(place.clone()) {
            self.commands.push(Command::KeepRead(id.clone(), place));
            self.recount(id);
        }
        let is_over = self.channels.get(id).is_some_and(|channel| channel.info.unread == 0);
        if *id != self.selected && is_over {
            self.divide(id, Divider::answered);
        }
    }

    /// Messages since the user last read the channel were in view for too short a time, or not at all.
    fn miss(&mut self, id: &ChannelId) {
        let (Some(me), Some(channel)) = (&self.me, self.channels.get_mut(id)) else { return };
        let Some(mark) = channel.reading.mark.clone() else { return };
        let is_missed = |message: &Message| message.author.id != me.id && message.cmp_place(&mark).is_gt();
        let first = channel.timeline.shown_from(&mark).find(|message| is_missed(message)).map(Message::order_key);
        if let Some(first) = first {
            channel.reading.divider.arrived(first, Attention::Elsewhere);
            self.recount(id);
        }
    }

    /// Recounts the unread messages of a channel, as far as they are loaded.
    fn recount(&mut self, id: &ChannelId) {
        let me = self.me.clone();
        let Some(channel) = self.channels.get_mut(id) else { return };
        let (reading, timeline) = (&channel.reading, &channel.timeline);
        let is_at_end = timeline.newest().is_none_or(|newest| reading.mark.as_ref() >= Some(&newest));
        let from = reading.mark.as_ref().max(reading.divider.above());
        let (unread, mentions) = match (is_at_end, from) {
            (true, _) => (0, 0),
            (false, Some(from)) if timeline.is_loaded() => {
                let is_counted = |message: &&Message| {
                    me.as_ref().is_none_or(|me| me.id != message.author.id) && reading.is_unread(&message.order_key())
                };
                let count = |(unread, mentions): (u32, u32), message: &Message| {
                    (unread + 1, mentions + u32::from(mentions_me(me.as_ref(), message)))
                };
                timeline.shown_from(from).filter(is_counted).fold((0, 0), count)
            }
            (false, _) => (channel.info.unread, channel.info.mentions),
        };
        let has_news = channel.info.has_news && !is_at_end;
        let info = &mut channel.info;
        let is_other = (unread, mentions, has_news) != (info.unread, info.mentions, info.has_news);
        (info.unread, info.mentions, info.has_news) = (unread, mentions, has_news);
        self.divide(id, |_| ());
        if is_other {
            self.report_channels();
        }
    }

    /// A message by someone else is new, from whatever source.
    pub(super) fn arrived(&mut self, id: &ChannelId, message: Message) {
        let (attention, key) = (self.attention(id), message.order_key());
        let is_mention = mentions_me(self.me.as_ref(), &message);
        self.events.push(Event::Arrived(id.clone(), message));
        let Some(channel) = self.channels.get_mut(id) else { return };
        if channel.reading.divider.arrived(key, attention) {
            channel.info.unread += 1;
            channel.info.mentions += u32::from(is_mention);
            self.divide(id, |_| ());
            self.report_channels();
        }
    }

    /// A message was deleted: it is no longer unread, and the divider moves to the next unread one.
    pub(super) fn count_out(&mut self, id: &ChannelId, place: &OrderKey) {
        let me = self.me.clone();
        let Some(channel) = self.channels.get_mut(id) else { return };
        let Some(above) = channel.reading.divider.above().filter(|above| place >= *above) else { return };
        let is_others = |message: &Message| me.as_ref().is_none_or(|me| me.id != message.author.id);
        let next = channel.timeline.shown_from(above).find(|message| is_others(message)).map(Message::order_key);
        let was_others =
            channel.timeline.author_at(place).is_some_and(|author| me.as_ref().is_none_or(|me| me.id != *author));
        let counted = was_others && channel.reading.is_unread(place) && channel.info.unread > 0;
        if counted {
            channel.info.unread -= 1;
            channel.info.mentions = channel.info.mentions.min(channel.info.unread);
        }
        self.divide(id, |divider| divider.moved(next));
        if counted {
            self.report_channels();
        }
    }

    /// The user writes into a channel, so they have read it.
    pub(super) fn answered(&mut self, id: &ChannelId) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        let (newest, is_loaded) = (channel.timeline.newest(), channel.timeline.is_loaded());
        if is_loaded {
            (channel.reading.before, channel.reading.is_divided) = (None, true);
        }
        channel.reading.is_kept_unread = false;
        self.divide(id, Divider::answered);
        self.forget_count(id);
        if let Some(newest) = newest.filter(|_| is_loaded) {
            self.read_up_to(id, newest);
        }
    }

    /// The user has written this message in another tab or on another device, so they have read those above it.
    pub(super) fn answered_elsewhere(&mut self, id: &ChannelId, message: &OrderKey) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        if channel.timeline.newest().is_none_or(|newest| newest <= *message) {
            return self.answered(id);
        }
        if channel.timeline.is_loaded() {
            self.read_up_to(id, message.clone());
        }
    }

    /// The user leaves the open channel.
    pub(super) fn leave(&mut self, id: &ChannelId) {
        if self.gaze.turn_to_another() {
            self.miss(id);
        }
        self.divide(id, Divider::left);
        if let Some(channel) = self.channels.get_mut(id) {
            channel.reading.is_kept_unread = false;
        }
    }

    /// The user marks a message and all after it as unread.
    pub(super) fn mark_unread(&mut self, id: &ChannelId, message: &MessageId) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        let Some(place) = channel.timeline.stored(message).map(Message::order_key) else { return };
        let mark = channel.reading.unread_from(place.clone(), channel.timeline.place_before(&place));
        channel.reading.tell(Position::UnreadFrom(message.clone()));
        self.commands.push(Command::KeepUnread(id.clone(), mark));
        self.recount(id);
    }

    /// Places the divider above the first message since the user last read the channel, once all of them are loaded.
    pub(super) fn divide_missed(&mut self, id: &ChannelId) {
        self.settle_position(id);
        let (Some(me), Some(channel)) = (&self.me, self.channels.get_mut(id)) else { return };
        let timeline = &channel.timeline;
        let Some(read) = channel.reading.before.take_if(|read| timeline.is_complete_after(read)) else { return };
        channel.reading.is_divided = true;
        let is_missed = |message: &&Message| message.author.id != me.id && message.cmp_place(&read).is_gt();
        let first = timeline.shown_from(&read).find(is_missed).map(Message::order_key);
        let Some(first) = first else { return };
        channel.reading.divider.arrived(first, Attention::Elsewhere);
        if self.attention(id) == Attention::Newest {
            return self.divide(id, |_| ());
        }
        self.recount(id);
    }

    /// Decides from the backend's list if something arrived in a channel since it was last read. A channel that was
    /// never opened counts as read up to where it was first seen.
    pub(super) fn note_news(&mut self, id: &ChannelId) {
        let Some(channel) = self.channels.get_mut(id).filter(|_| self.read_marks.is_some()) else { return };
        let last_at = channel.info.last_at;
        match &channel.reading.mark {
            Some(read) => {
                let is_later = last_at.is_some_and(|at| at > read.at);
                channel.info.has_news = is_later && channel.info.unread == 0 && !channel.opened;
            }
            // In the open channel it is known what they read.
            None if *id == self.selected => {}
            None => {
                let at = last_at.map_or(Timestamp(0), Timestamp::next);
                let mark = OrderKey { at, id: "".into() };
                channel.reading.mark = Some(mark.clone());
                self.commands.push(Command::KeepRead(id.clone(), mark));
            }
        }
    }

    fn forget_count(&mut self, id: &ChannelId) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        if channel.info.is_unread() {
            (channel.info.unread, channel.info.mentions) = (0, 0);
            channel.info.has_news = false;
            self.report_channels();
        }
    }

    fn divide(&mut self, id: &ChannelId, change: impl FnOnce(&mut Divider)) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        change(&mut channel.reading.divider);
        channel.timeline.divide_above(channel.reading.divider.above());
    }
}

fn mentions_me(me: Option<&Arc<Person>>, message: &Message) -> bool {
    me.is_some_and(|me| is_mentioned(message.text(), &me.name))
}
