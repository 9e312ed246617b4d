//! Deletes stored messages: a line stays in their place.

use super::gaps::Edge;
use super::gone::Gone;
use super::{Row, Timeline};
use crate::model::message::{Content, Message, MessageId, Version};
use crate::model::time::{Millis, Timestamp};

impl Timeline {
    /// Treats a message as deleted. Returns `true` if it is known, in which case a line stays in its place.
    pub(super) fn remove(&mut self, id: &MessageId, gone: Gone) -> bool {
        if !self.gone.insert(id.clone(), gone) {
            return false;
        }
        self.waiting.take(id);
        self.held.retain(|message| message.id != *id);
        let place = self.place_of_id(id);
        if let Some(place) = place
            && let Some(row) = self.confirmed.get_mut(place)
        {
            let before = row.message.clone();
            row.empty();
            self.changed(place);
            self.changed(place + 1);
            self.uncount(&before, gone);
        }
        self.answered_message_changed(id, None);
        place.is_some()
    }

    /// Returns the messages between two edges that are known for long enough and are not among these, and the number
    /// of messages between the edges.
    #[must_use]
    pub fn absent(
        &self,
        (low, high): (&Edge, &Edge),
        listed: &[MessageId],
        known_before: Millis,
    ) -> (Vec<MessageId>, usize) {
        let place = |message: &Message| Edge::At(message.order_key());
        let within = self.confirmed.iter().filter(|row| !row.is_deleted).filter(|row| {
            let place = place(&row.message);
            *low < place && (place < *high || *high == Edge::End)
        });
        let mut count = 0;
        let mut absent = Vec::new();
        for row in within {
            count += 1;
            if row.known_at <= known_before && !listed.contains(&row.message.id) {
                absent.push(row.message.id.clone());
            }
        }
        (absent, count)
    }

    /// Treats messages that a page did not list as deleted.
    pub fn remove_absent(&mut self, ids: &[MessageId], now: Millis) {
        for id in ids {
            self.remove(id, Gone::Absent(now));
        }
    }

    pub(super) fn revive(&mut self, message: &Message) {
        if let Some(place) = self.place_of_id(&message.id)
            && let Some(row) = self.confirmed.get_mut(place)
        {
            row.is_deleted = false;
            row.message.version = Version::At(Timestamp(i64::MIN));
        }
    }
}

impl Row {
    /// Reduces a deleted message to its place.
    pub(super) fn empty(&mut self) {
        self.is_deleted = true;
        self.message.content = Content::default();
    }
}
