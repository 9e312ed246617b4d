//! The own messages that it is not yet known to be stored, and their rows below all others.

use super::{RowChange, Timeline};
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

    /// Takes an own message out for good.
    pub fn remove_unsent(&mut self, id: &str) -> Option<Entry> {
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
}
