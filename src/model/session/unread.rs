//! What the visitor has not seen: counted for the sidebar, marked in the list.

use super::Session;
use super::io::Change;
use crate::model::message::{ChannelId, Message};
use crate::model::unread::{Attention, Divider};

impl Session {
    /// How much of a channel is seen now.
    fn attention(&self, id: &ChannelId) -> Attention {
        match (*id == self.selected && self.visible, self.at_newest) {
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
        self.forget_count(id);
    }

    /// The visitor turns away from a channel.
    pub(super) fn leave(&mut self, id: &ChannelId) {
        self.divide(id, Divider::left);
    }

    fn forget_count(&mut self, id: &ChannelId) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        if std::mem::take(&mut channel.info.unread) > 0 {
            self.report_channels();
        }
    }

    fn divide(&mut self, id: &ChannelId, change: impl FnOnce(&mut Divider)) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        change(&mut channel.divider);
        channel.timeline.divide_above(channel.divider.above());
    }
}
