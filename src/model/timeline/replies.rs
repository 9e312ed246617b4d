//! How many messages answer each one.
//!
//! The backend counts them whenever it answers (`replyCount`); events say nothing of it. To its last count are added
//! the answers that are newer than all that was known then; those that are deleted later are taken off. The count of
//! the loaded ones is shown if that is more: the backend may not count at all.

use super::apply::{Source, Update};
use super::gone::Gone;
use super::row::{Replies, excerpt_of};
use super::{Row, Timeline};
use crate::model::message::{Message, MessageId};
use crate::model::time::Timestamp;

/// The counts that an answer of the backend says, by message.
pub(super) type Counts = Vec<(MessageId, u32)>;

impl Timeline {
    /// How many messages answer the one of this row.
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

    /// Takes note of what these messages answer. Returns the messages that these answer, and those that answer these.
    pub(super) fn note_answers(&mut self, rows: &[Row]) -> Vec<MessageId> {
        let mut related: Vec<_> = rows.iter().filter_map(|row| self.note_answer(&row.message)).collect();
        if !self.answers.is_empty() {
            let answers = rows.iter().flat_map(|row| self.answers_to(&row.message.id));
            related.extend(answers.map(|(_, id)| id.clone()));
        }
        related
    }

    /// Takes note that a message answers another one, which is returned.
    pub(super) fn note_answer(&mut self, message: &Message) -> Option<MessageId> {
        let answered = message.content.reply_to.clone()?;
        let pair = (answered.clone(), message.id.clone());
        if let Err(place) = self.answers.binary_search(&pair) {
            self.answers.insert(place, pair);
        }
        Some(answered)
    }

    /// A message is not loaded any more, or answers nothing.
    pub(super) fn forget_answer(&mut self, message: &Message) {
        if let Some(answered) = &message.content.reply_to {
            self.answers.retain(|(target, id)| target != answered || *id != message.id);
        }
    }

    /// A message does not answer what it did any more: what the backend counted is one less, if it is known to be.
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

    /// The message at this place may answer another one than before.
    pub(super) fn answers_another(&mut self, place: usize, before: &Message) {
        let Some(message) = self.confirmed.get(place).map(|row| row.message.clone()) else { return };
        if message.content.reply_to != before.content.reply_to {
            self.uncount(before, Gone::Told);
            let answered = self.note_answer(&message);
            self.answers_changed(answered.as_ref());
        }
    }

    /// The messages that answer this one show its beginning: they are drawn again. What the backend joined to them is
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

    /// The unsent messages that answer one of these are drawn again.
    pub(super) fn unsent_answers_changed(&mut self, answered: &[MessageId]) {
        for position in 0..self.outbox.entries().len() {
            let reply_to = self.outbox.entries().get(position).and_then(|entry| entry.reply_to.as_ref());
            if reply_to.is_some_and(|id| answered.contains(id)) {
                self.changed(self.confirmed.len() + position);
            }
        }
    }

    /// A message is drawn again if it is loaded: others answer it than before.
    pub(super) fn answers_changed(&mut self, answered: Option<&MessageId>) {
        if let Some(place) = answered.and_then(|id| self.place_of_id(id)) {
            self.changed(place);
        }
    }

    /// What is taken in now counts up to the newest message in it, or known. Returns the counts.
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

    /// Takes over what the backend counts of known messages.
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
