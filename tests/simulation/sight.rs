//! What somebody sees of the open channel. Nothing else may ever count as read.

use std::collections::BTreeMap;
use std::sync::Arc;

use collabspace_chat::model::gaze::InSight;
use collabspace_chat::model::message::{ChannelId, OrderKey};
use collabspace_chat::model::session::{Input, PersonInput, TabInput};
use collabspace_chat::model::timeline::RowView;

/// What was ever before somebody's eyes in one life of a tab.
#[derive(Debug, Default)]
pub struct Sight {
    is_hidden: bool,
    in_sight: BTreeMap<ChannelId, InSight>,
    lowest: BTreeMap<ChannelId, OrderKey>,
}

impl Sight {
    /// Takes note of what the person, or the list for them, tells the session.
    pub fn told(&mut self, input: &Input) {
        match input {
            Input::Tab(TabInput::Visible(is_visible)) => self.is_hidden = !is_visible,
            // Where the list stands is told once it is there.
            Input::Person(PersonInput::Select { channel }) => self.in_sight.retain(|open, _| open == channel),
            Input::Person(PersonInput::Scroll { channel, in_sight }) => {
                self.in_sight.clear();
                self.in_sight.insert(channel.clone(), in_sight.clone());
            }
            _ => {}
        }
    }

    /// These rows of the open channel are on the screen now.
    pub fn drawn(&mut self, channel: &ChannelId, rows: &[Arc<RowView>]) {
        let lowest = match self.in_sight.get(channel).filter(|_| !self.is_hidden) {
            Some(InSight::Newest) => rows.iter().rev().find_map(|row| place(row)),
            Some(InSight::UpTo(place)) => Some(place.clone()),
            None => None,
        };
        if let Some(lowest) = lowest.filter(|lowest| self.lowest.get(channel).is_none_or(|before| before < lowest)) {
            self.lowest.insert(channel.clone(), lowest);
        }
    }

    /// Says what is wrong if a channel counts as read up to a place that nobody has seen. Who has written something
    /// there has read what is above it.
    pub fn judge(&self, channel: &ChannelId, read: &OrderKey, rows: &[Arc<RowView>]) -> Result<(), String> {
        let is_answered = rows.iter().any(|row| row.is_own && place(row).is_none_or(|own| own >= *read));
        match self.lowest.get(channel) {
            _ if read.id.is_empty() || is_answered => Ok(()),
            Some(lowest) if lowest >= read => Ok(()),
            lowest => Err(format!("{channel} counts as read up to {read:?}, and only {lowest:?} was ever in sight")),
        }
    }
}

/// The place of a stored message.
pub fn place(row: &RowView) -> Option<OrderKey> {
    row.place()
}
