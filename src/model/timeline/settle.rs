//! Settles an own message that turns out to be stored: its row moves to its final place, with its key.

use super::apply::Source;
use super::{RowChange, Timeline};
use crate::model::message::{Body, Content, LocalId, Message, RowKey};
use crate::model::time::Millis;

impl Timeline {
    /// Settles own messages that are among the known ones, because they were restored, or the user became known, only
    /// after these were shown.
    pub fn settle_known(&mut self) -> Vec<LocalId> {
        let mut settled = Vec::new();
        if self.outbox.entries().is_empty() {
            return settled;
        }
        let known: Vec<_> =
            self.confirmed.iter().filter(|row| !row.is_deleted).map(|row| row.message.clone()).collect();
        for message in known {
            let me = self.me.as_ref().map(|me| &*me.id);
            if let Some(position) = self.outbox.claim(&message, me) {
                settled.push(self.settle(position, message));
            }
        }
        settled
    }

    /// Messages that were held back until their author is known.
    pub fn take_held(&mut self) -> Vec<Message> {
        std::mem::take(&mut self.held)
    }

    /// Settles an own message by the answer to its POST. Does nothing if it is already settled.
    pub fn settle_by_answer(
        &mut self,
        id: &LocalId,
        message: Message,
        now: Millis,
        next_key: &mut impl FnMut() -> RowKey,
    ) {
        self.now = now;
        match self.outbox.position(id) {
            Some(position) => {
                self.settle(position, message);
            }
            None if !self.knows(&message.id) && self.gone.get(&message.id).is_none() => {
                self.insert_all(vec![message], next_key);
            }
            None => {}
        }
    }

    pub(super) fn settle(&mut self, position: usize, mut message: Message) -> LocalId {
        let unsent_at = self.confirmed.len() + position;
        let entry = self.outbox.remove(position);
        self.outbox.settle(message.id.clone());
        self.outbox.redirect(&entry.id, Some(&message.id));
        // A draft may reply to it under this name.
        message.client_id = message.client_id.or_else(|| Some(entry.id.clone()));
        if entry.is_withdrawn {
            self.unwanted.push(message.id.clone());
        }
        let id = message.id.clone();
        if message.content.reply_to.is_none() {
            message.content.reply_to = entry.reply_to;
        }
        if self.knows(&message.id) {
            // Its event was shown before it could be recognised as ours: that row stays, this one is removed.
            self.changes.push(RowChange::Remove { at: unsent_at });
            self.changed(unsent_at);
            self.join(message, Source::NewMessage);
            self.answered_message_changed(&id, None);
            return entry.id;
        }
        // The sent text is the whole text, unless it was edited since.
        if message.content.is_cut && message.content.edited.is_none() {
            message.content = Content { body: Body::Text(entry.text), is_cut: false, ..message.content };
        }
        let at = self.place_of(&message.order_key());
        self.known.insert(message.id.clone(), message.created_at);
        let is_gone = self.gone.get(&message.id).is_some();
        let mut row = self.new_row(entry.key, message);
        if is_gone {
            row.empty();
        }
        let answered = self.note_answer(&row.message);
        self.confirmed.insert(at, row);
        if at != unsent_at {
            self.changes.push(RowChange::Move { from: unsent_at, to: at });
        }
        self.changed(at);
        self.changed(at + 1);
        if at != unsent_at {
            self.changed(unsent_at + 1);
        }
        self.answers_changed(answered.as_ref());
        self.answered_message_changed(&id, None);
        entry.id
    }
}
