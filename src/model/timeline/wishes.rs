//! The user's own changes to stored messages: shown at once, over the known state.

use std::sync::Arc;

use super::row::{Extras, RowKind, RowView, Shown, WishView};
use super::{Row, Timeline};
use crate::model::message::{Edited, LocalId, Message, MessageId, OrderKey, PersonId};
use crate::model::operations::{Operation, Operations, Progress, Wish, set_reaction};

impl Timeline {
    /// Returns the user's changes that the backend is not known to have.
    #[must_use]
    pub fn operations(&self) -> &Operations {
        &self.operations
    }

    /// Returns a stored message in the backend's last known state; `None` if it is not loaded, or deleted.
    #[must_use]
    pub fn stored(&self, id: &str) -> Option<&Message> {
        let row = self.confirmed.get(self.place_of_id(id)?)?;
        (!row.is_deleted).then_some(&row.message)
    }

    /// Returns `true` if a message is known to be deleted.
    #[must_use]
    pub fn is_gone(&self, id: &str) -> bool {
        self.gone.get(id).is_some()
    }

    /// Returns the shown text of a stored message; `None` if it is not loaded, or no text is shown.
    #[must_use]
    pub fn shown_text(&self, id: &str) -> Option<Arc<str>> {
        let row = self.confirmed.get(self.place_of_id(id)?)?;
        let edited = self.operations.of(id).filter_map(|operation| match &operation.wish {
            Wish::Edit { text, .. } => Some(text.clone()),
            _ => None,
        });
        let last = edited.last();
        (!self.is_hidden(row)).then(|| last.unwrap_or_else(|| row.message.shared_text()))
    }

    /// Takes the discarded own messages that turned out to be stored since the last call.
    pub fn take_unwanted(&mut self) -> Vec<MessageId> {
        std::mem::take(&mut self.unwanted)
    }

    /// Adds an operation. Returns the keys of those that it replaces.
    pub fn add_operation(&mut self, operation: Operation) -> Vec<LocalId> {
        let target = operation.target.clone();
        let replaced = self.operations.add(operation);
        self.wishes_changed(&target);
        replaced
    }

    /// Adds operations of earlier visits. Returns the keys of those that were replaced meanwhile.
    pub fn restore_operations(&mut self, operations: Vec<Operation>) -> Vec<LocalId> {
        let targets: Vec<_> = operations.iter().map(|operation| operation.target.clone()).collect();
        let replaced = self.operations.restore(operations);
        targets.iter().for_each(|target| self.wishes_changed(target));
        replaced
    }

    /// Changes the state of an operation.
    pub fn update_operation(&mut self, id: &str, change: impl FnOnce(&mut Operation)) {
        let Some(operation) = self.operations.get_mut(id) else { return };
        change(operation);
        let target = operation.target.clone();
        self.wishes_changed(&target);
    }

    /// Removes an operation: it is done, refused or undone.
    pub fn remove_operation(&mut self, id: &str) -> Option<Operation> {
        let operation = self.operations.remove(id)?;
        self.wishes_changed(&operation.target);
        Some(operation)
    }

    /// The person whose reactions are wished for has only now become known.
    pub(super) fn all_wishes_changed(&mut self) {
        let targets: Vec<_> = self.operations.all().iter().map(|operation| operation.target.clone()).collect();
        targets.iter().for_each(|target| self.wishes_changed(target));
    }

    /// The view of a message, and of its replies, has changed; it need not be loaded for that.
    fn wishes_changed(&mut self, target: &MessageId) {
        let place = self.place_of_id(target);
        if let Some(place) = place {
            self.changed(place);
            self.changed(place + 1);
        }
        self.answered_message_changed(target, None);
        let row = place.and_then(|place| self.confirmed.get(place));
        let answered = row.and_then(|row| row.message.content.reply_to.clone());
        self.answers_changed(answered.as_ref());
    }

    /// Returns the author of the message at this position, which may be deleted.
    #[must_use]
    pub fn author_at(&self, place: &OrderKey) -> Option<&PersonId> {
        self.confirmed.get(self.place_of(place)).map(|row| &row.message.author.id)
    }

    /// Returns the messages at this position and after it of which more than their place is shown.
    pub fn shown_from(&self, place: &OrderKey) -> impl Iterator<Item = &Message> {
        let rows = self.confirmed.range(self.place_of(place)..);
        rows.filter(|row| !row.is_deleted).map(|row| &row.message)
    }

    /// Returns the position of the previous message, if there is one.
    #[must_use]
    pub fn place_before(&self, place: &OrderKey) -> Option<OrderKey> {
        let before = self.place_of(place).checked_sub(1)?;
        self.confirmed.get(before).map(|row| row.message.order_key())
    }

    /// Returns `true` if only a stored message's place is shown.
    pub(super) fn is_hidden(&self, row: &Row) -> bool {
        row.is_deleted || self.is_to_be_deleted(&row.message.id)
    }

    pub(super) fn is_to_be_deleted(&self, id: &str) -> bool {
        self.operations.of(id).any(|operation| operation.wish == Wish::Delete)
    }

    /// Applies the user's wishes to a row with the known state.
    pub(super) fn decorate(&self, view: &mut RowView) {
        let RowKind::Stored(stored) = &mut view.kind else { return };
        if self.operations.all().is_empty() || stored.shown == Shown::Deleted {
            return;
        }
        let mut extras = None;
        for operation in self.operations.of(&stored.id.clone()) {
            let Operation { wish, progress, .. } = operation;
            let extras: &mut Extras = extras.get_or_insert_with(|| view.extras.as_deref().cloned().unwrap_or_default());
            match wish {
                Wish::Edit { text, .. } => {
                    view.text = text.clone();
                    extras.edited = Some(Edited::Sometime);
                }
                Wish::Delete => {
                    (stored.shown, view.text, *extras) = (Shown::Deleted, Arc::default(), Extras::default());
                }
                Wish::React { emoji, on } => {
                    if let Some(me) = &self.me {
                        set_reaction(&mut extras.reactions, emoji, &me.id, *on);
                    }
                }
            }
            if !matches!(wish, Wish::React { .. }) {
                let why = match progress {
                    Progress::Waiting { why, .. } => Some(why.clone()),
                    _ => None,
                };
                let can_undo = operation.is_certainly_unsent();
                extras.wish = Some(WishView { is_deletion: *wish == Wish::Delete, why, can_undo });
            }
        }
        if let Some(extras) = extras {
            view.extras = (extras != Extras::default()).then(|| Arc::new(extras));
        }
    }
}
