//! What the visitor has not seen: counted for the sidebar, marked in the list. Up to where they have read is kept over
//! visits.

use super::Session;
use super::io::Change;
use crate::model::message::{ChannelId, Message, OrderKey};
use crate::model::time::Timestamp;
use crate::model::unread::{Attention, Divider};

impl Session {
    /// How much of a channel is seen now.
    pub(super) fn attention(&self, id: &ChannelId) -> Attention {
        match (*id == self.selected && self.visible && self.shown, self.at_newest) {
            (false, _) => Attention::Elsewhere,
            (true, false) => Attention::FurtherUp,
            (true, true) => Attention::Newest,
        }
    }

    /// A message of somebody else's is new, by whichever way it came.
    pub(super) fn arrived(&mut self, id: &ChannelId, message: Message) {
        let (attention, key) = (self.attention(id), message.order_key());
        self.changes.push(Change::Arrived(id.clone(), message));
        let Some(channel) = self.channels.get_mut(id) else { return };
        if channel.divider.arrived(key, attention) {
            channel.info.unread += 1;
            self.divide(id, |_| ());
            self.report_channels();
        }
    }

    /// A message was deleted: it is not unread any more, and "new" stands above the next one that is.
    pub(super) fn count_out(&mut self, id: &ChannelId, place: &OrderKey) {
        let me = self.me.clone();
        let Some(channel) = self.channels.get_mut(id) else { return };
        let Some(above) = channel.divider.above().filter(|above| place >= *above) else { return };
        let is_others = |message: &Message| me.as_ref().is_none_or(|me| me.id != message.author.id);
        let next = channel.timeline.first_shown_from(above, is_others);
        let was_others = channel.timeline.author_at(place).is_some_and(|author| me.is_none_or(|me| me.id != *author));
        let counted = was_others && channel.info.unread > 0;
        if counted {
            channel.info.unread -= 1;
        }
        self.divide(id, |divider| divider.moved(next));
        if counted {
            self.report_channels();
        }
    }

    /// The visitor looks at the newest message of the open channel, or does not any more.
    pub(super) fn look(&mut self) {
        let id = self.selected.clone();
        if self.attention(&id) == Attention::Newest {
            self.count_as_read(&id);
        }
    }

    /// The visitor opens a channel: what is in it is no news any more, wherever they read there.
    pub(super) fn count_as_read(&mut self, id: &ChannelId) {
        self.divide(id, Divider::seen);
        self.forget_count(id);
    }

    /// The visitor has written into a channel, here or in another tab.
    pub(super) fn answered(&mut self, id: &ChannelId) {
        self.divide(id, Divider::answered);
        self.forget_missed(id);
        self.forget_count(id);
    }

    /// The visitor turns away from a channel.
    pub(super) fn leave(&mut self, id: &ChannelId) {
        self.divide(id, Divider::left);
        self.forget_missed(id);
    }

    /// What an earlier visit had not seen is no news any more once this one has shown the end of it.
    fn forget_missed(&mut self, id: &ChannelId) {
        if let Some(channel) = self.channels.get_mut(id).filter(|channel| channel.timeline.is_loaded()) {
            channel.read_before = None;
            channel.is_missed_over = true;
        }
    }

    /// Puts "new" above the first message that came since the visitor last read the channel, once all of them are
    /// there.
    pub(super) fn divide_missed(&mut self, id: &ChannelId) {
        let (Some(me), Some(channel)) = (&self.me, self.channels.get_mut(id)) else { return };
        let Some(read) = channel.read_before.take_if(|read| channel.timeline.is_complete_after(read)) else { return };
        let later = channel.timeline.messages().rev().take_while(|message| message.cmp_place(&read).is_gt());
        let missed = later.filter(|message| message.author.id != me.id);
        let (mut count, mut first) = (0, None);
        for message in missed {
            count += 1;
            first = Some(message.order_key());
        }
        let Some(first) = first else { return };
        channel.divider.arrived(first, Attention::Elsewhere);
        if self.attention(id) == Attention::Newest {
            return self.divide(id, Divider::seen);
        }
        if let Some(channel) = self.channels.get_mut(id) {
            channel.info.unread = channel.info.unread.max(count);
        }
        self.divide(id, |_| ());
        self.report_channels();
    }

    /// Up to the newest message that is in sight, the visitor has read the open channel.
    pub(super) fn note_read(&mut self) {
        if self.attention(&self.selected) != Attention::Newest || self.read_marks.is_none() {
            return;
        }
        let Some(channel) = self.channels.get_mut(&self.selected).filter(|channel| channel.timeline.is_loaded()) else {
            return;
        };
        let Some(newest) = channel.timeline.messages().next_back() else { return };
        if channel.read.as_ref().is_none_or(|read| newest.cmp_place(read).is_gt()) {
            let newest = newest.order_key();
            self.changes.push(channel.read_up_to(newest));
        }
    }

    /// Says whether something came into a channel since it was last read, by what the backend lists of it. One that was
    /// never opened counts as read up to where it was first seen.
    pub(super) fn note_news(&mut self, id: &ChannelId) {
        let Some(channel) = self.channels.get_mut(id).filter(|_| self.read_marks.is_some()) else { return };
        let last_at = channel.info.last_at;
        match &channel.read {
            Some(read) => {
                let is_later = last_at.is_some_and(|at| at > read.at);
                channel.info.has_news = is_later && channel.info.unread == 0 && !channel.opened;
            }
            None => {
                let at = last_at.map_or(Timestamp(0), Timestamp::next);
                self.changes.push(channel.read_up_to(OrderKey { at, id: "".into() }));
            }
        }
    }

    fn forget_count(&mut self, id: &ChannelId) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        if channel.info.is_unread() {
            channel.info.unread = 0;
            channel.info.has_news = false;
            self.report_channels();
        }
    }

    fn divide(&mut self, id: &ChannelId, change: impl FnOnce(&mut Divider)) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        change(&mut channel.divider);
        channel.timeline.divide_above(channel.divider.above());
    }
}
