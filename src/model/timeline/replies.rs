//! The number of replies to each message.
//!
//! The backend counts them whenever it answers (`replyCount`); events do not mention them. The replies newer than all
//! messages known at its last count are added, and those deleted later are subtracted. If more are loaded than that,
//! their number is shown, since the backend may not count at all.

use super::apply::{Source, Update};
use super::gone::Gone;
use super::row::{Replies, excerpt_of};
use super::{Row, Timeline};
use crate::model::message::{Message, MessageId};
use crate::model::time::Timestamp;

/// The counts in an answer of the backend, by message.
pub(super) type Counts = Vec<(MessageId, u32)>;

impl Timeline {
    /// Returns the number of replies to this row's message.
    pub(super) fn replies(&self, row: &Row) -> Option<Replies> {
        let mut counted = row.message.reply_count as usize;
        let mut here = 0;
        if !row.is_deleted {
            for (_, id) in self.answers_to(&row.message.id) {
                let is_newer = self.known.get(id).is_some_and(|at| *at > row.counted_until);
                let is_shown = !self.is_to_be_deleted(id);
                here += usize::from(is_shown);
                match (is_newer, is_shown) {
                    (true, true) => counted += 1,
                    (false, false) => counted = counted.saturating_sub(1),
                    _ => {}
                }
            }
        }
        let count = counted.max(here);
        (count > 0 && !row.is_deleted).then_some(Replies { count, is_counted: counted >= here })
    }

    fn answers_to(&self, id: &str) -> &[(MessageId, MessageId)] {
        let begin = self.answers.partition_point(|(answered, _)| **answered < *id);
        let rest = self.answers.get(begin..).unwrap_or_default();
        rest.get(..rest.partition_point(|(answered, _)| **answered == *id)).unwrap_or_default()
    }

    /// Records which messages these reply to. Returns the originals of these, and the replies to these.
    pub(super) fn note_answers(&mut self, rows: &[Row]) -> Vec<MessageId> {
        let mut related: Vec<_> = rows.iter().filter_map(|row| self.note_answer(&row.message)).collect();
        if !self.answers.is_empty() {
            let answers = rows.iter().flat_map(|row| self.answers_to(&row.message.id));
            related.extend(answers.map(|(_, id)| id.clone()));
        }
        related
    }

    /// Records that a message replies to another one, which is returned.
    pub(super) fn note_answer(&mut self, message: &Message) -> Option<MessageId> {
        let answered = message.content.reply_to.clone()?;
        let pair = (answered.clone(), message.id.clone());
        if let Err(place) = self.answers.binary_search(&pair) {
            self.answers.insert(place, pair);
        }
        Some(answered)
    }

    /// A message is no longer loaded, or no longer a reply.
    pub(super) fn forget_answer(&mut self, message: &Message) {
        if let Some(answered) = &message.content.reply_to {
            self.answers.retain(|(target, id)| target != answered || *id != message.id);
        }
    }

    /// A message no longer replies to its original: the backend's count is one less, if it included this one.
    pub(super) fn uncount(&mut self, before: &Message, gone: Gone) {
        self.forget_answer(before);
        let answered = before.content.reply_to.as_ref();
        if let Some(place) = answered.and_then(|id| self.place_of_id(id))
            && let Some(row) = self.confirmed.get_mut(place)
            && gone == Gone::Told
            && before.created_at <= row.counted_until
        {
            row.message.reply_count = row.message.reply_count.saturating_sub(1);
        }
        self.answers_changed(answered);
    }

    /// The message at this position may reply to a different one than before.
    pub(super) fn answers_another(&mut self, place: usize, before: &Message) {
        let Some(message) = self.confirmed.get(place).map(|row| row.message.clone()) else { return };
        if message.content.reply_to != before.content.reply_to {
            self.uncount(before, Gone::Told);
            let answered = self.note_answer(&message);
            self.answers_changed(answered.as_ref());
        }
    }

    /// The replies to this message show its beginning, so they are redrawn. The backend's excerpt in them is
    /// corrected if the message itself is not loaded.
    pub(super) fn answered_message_changed(&mut self, id: &MessageId, unloaded: Option<&Message>) {
        for (_, answer) in self.answers_to(id).to_vec() {
            let Some(at) = self.place_of_id(&answer) else { continue };
            if let Some(message) = unloaded
                && let Some(row) = self.confirmed.get_mut(at)
            {
                row.message.content.reply = Some(excerpt_of(message).into());
            }
            self.changed(at);
        }
        self.unsent_answers_changed(std::slice::from_ref(id));
    }

    /// Redraws the unsent replies to one of these.
    pub(super) fn unsent_answers_changed(&mut self, answered: &[MessageId]) {
        for position in 0..self.outbox.entries().len() {
            let reply_to = self.outbox.entries().get(position).and_then(|entry| entry.reply_to.as_ref());
            if reply_to.is_some_and(|id| answered.contains(id)) {
                self.changed(self.confirmed.len() + position);
            }
        }
    }

    /// Redraws a message, if it is loaded, because its replies have changed.
    pub(super) fn answers_changed(&mut self, answered: Option<&MessageId>) {
        if let Some(place) = answered.and_then(|id| self.place_of_id(id)) {
            self.changed(place);
        }
    }

    /// Incoming messages now count up to the newest one in them, or known. Returns the counts.
    pub(super) fn begin_counts(&mut self, updates: &[Update], source: Source) -> Counts {
        self.counted_until = Timestamp(i64::MIN);
        if source.is_event() {
            return Vec::new();
        }
        let newest = self.confirmed.back().map(|row| row.message.created_at);
        let put = |update: &Update| if let Update::Put(message) = update { Some(message.created_at) } else { None };
        let all = updates.iter().filter_map(put).chain(newest);
        self.counted_until = all.max().unwrap_or(self.counted_until);
        let count = |update: &Update| match update {
            Update::Put(message) => Some((message.id.clone(), message.reply_count)),
            _ => None,
        };
        updates.iter().filter_map(count).collect()
    }

    /// Takes over the backend's counts for known messages.
    pub(super) fn take_counts(&mut self, counts: Counts) {
        for (id, count) in counts {
            let Some(place) = self.place_of_id(&id) else { continue };
            let before = self.confirmed.get(place).and_then(|row| self.replies(row));
            let until = self.counted_until;
            if let Some(row) = self.confirmed.get_mut(place) {
                (row.message.reply_count, row.counted_until) = (count, until);
            }
            if self.confirmed.get(place).and_then(|row| self.replies(row)) != before {
                self.changed(place);
            }
        }
    }
}
