//! The own messages that it is not yet known to be stored, and their rows below all others.

use super::{RowChange, Timeline};
use crate::model::message::{LocalId, Message, MessageId};
use crate::model::outbox::Entry;

impl Timeline {
    /// Takes an own message in, as the newest.
    pub fn push_unsent(&mut self, entry: Entry) {
        self.outbox.push(entry);
        let at = self.len() - 1;
        self.inserted(at, 1);
    }

    /// Takes an own message of an earlier visit in, before those of this one.
    pub fn insert_unsent(&mut self, position: usize, entry: Entry) {
        self.outbox.insert(position, entry);
        self.inserted(self.confirmed.len() + position, 1);
    }

    /// Changes an own message; its row is drawn anew.
    pub fn update_unsent(&mut self, id: &str, change: impl FnOnce(&mut Entry)) {
        if let Some(position) = self.outbox.position(id) {
            if let Some(entry) = self.outbox.entry(id) {
                change(entry);
            }
            self.changed(self.confirmed.len() + position);
        }
    }

    /// The own message that may be under way, for deciding what to do next.
    #[must_use]
    pub fn head(&self) -> Option<&Entry> {
        self.outbox.head()
    }

    /// Takes an own message out for good. What answered it answers nothing from now on.
    pub fn remove_unsent(&mut self, id: &str) {
        if self.take_unsent(id).is_some() && self.outbox.redirect(id, None) {
            (self.confirmed.len()..self.len()).for_each(|at| self.changed(at));
        }
    }

    /// The own messages that answer another message since this was last asked.
    pub fn take_redirected(&mut self) -> Vec<LocalId> {
        self.outbox.take_redirected()
    }

    /// Takes an own message out, which is put back at once.
    pub fn take_unsent(&mut self, id: &str) -> Option<Entry> {
        let position = self.outbox.position(id)?;
        let at = self.confirmed.len() + position;
        let entry = self.outbox.remove(position);
        if entry.is_withdrawn {
            self.outbox.throw_away(entry.id.clone());
        }
        self.changes.push(RowChange::Remove { at });
        self.changed(at);
        Some(entry)
    }

    /// The stored message that an unsent one has become, if that is what this id names.
    #[must_use]
    pub fn stored_id(&self, id: &MessageId) -> MessageId {
        let is_it = |message: &&Message| message.client_id.as_deref() == Some(&**id);
        self.messages().rev().find(is_it).map_or_else(|| id.clone(), |message| message.id.clone())
    }
}
