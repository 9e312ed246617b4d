//! The own messages that are not known to be stored, and their rows below all others.

use super::{RowChange, Timeline};
use crate::model::message::{LocalId, Message, MessageId};
use crate::model::outbox::Entry;

impl Timeline {
    /// Adds an own message as the newest.
    pub fn push_unsent(&mut self, entry: Entry) {
        self.outbox.push(entry);
        let at = self.len() - 1;
        self.inserted(at, 1);
    }

    /// Adds an own message of an earlier visit, before the present ones.
    pub fn insert_unsent(&mut self, position: usize, entry: Entry) {
        self.outbox.insert(position, entry);
        self.inserted(self.confirmed.len() + position, 1);
    }

    /// Changes an own message; its row is redrawn.
    pub fn update_unsent(&mut self, id: &str, change: impl FnOnce(&mut Entry)) {
        if let Some(position) = self.outbox.position(id) {
            if let Some(entry) = self.outbox.entry(id) {
                change(entry);
            }
            self.changed(self.confirmed.len() + position);
        }
    }

    /// Returns the own message that may be in flight, for deciding what to do next.
    #[must_use]
    pub fn head(&self) -> Option<&Entry> {
        self.outbox.head()
    }

    /// Removes an own message permanently. Replies to it become ordinary messages.
    pub fn remove_unsent(&mut self, id: &str) {
        if self.take_unsent(id).is_some() && self.outbox.redirect(id, None) {
            (self.confirmed.len()..self.len()).for_each(|at| self.changed(at));
        }
    }

    /// Returns the own messages whose original has changed since the last call.
    pub fn take_redirected(&mut self) -> Vec<LocalId> {
        self.outbox.take_redirected()
    }

    /// Removes an own message that is put back at once.
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

    /// Returns the stored message that an unsent one has become, if this id names one.
    #[must_use]
    pub fn stored_id(&self, id: &MessageId) -> MessageId {
        let is_it = |message: &&Message| message.client_id.as_deref() == Some(&**id);
        self.messages().rev().find(is_it).map_or_else(|| id.clone(), |message| message.id.clone())
    }
}
