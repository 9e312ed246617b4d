//! The user's changes to stored messages: shown at once, stored on disk, and sent until the backend accepts or
//! refuses them.

use std::sync::Arc;

use super::Session;
use super::io::{Call, Change, Changed, Command, Event, PersonInput, Refusal, RefusedChange};
use super::options::Features;
use super::sending::SETTLE_MS;
use super::task::RETRY;
use super::ticket::{ForDeletion, ForOperation};
use crate::model::failure::Failure;
use crate::model::message::{ChannelId, LocalId, Message, MessageId, Removal, Version};
use crate::model::operations::{Operation, OperationRecord, Progress, Wish};
use crate::model::reactions::emoji_key;
use crate::model::reason::Reason;
use crate::model::text::{Unsendable, sendable, without_controls};
use crate::model::time::Millis;
use crate::model::timeline::{Offered, Source, Update};

impl Session {
    /// Handles a person's change to a stored message.
    pub(super) fn on_change(&mut self, input: PersonInput) {
        match input {
            PersonInput::Edit { channel, id, message, text, instead_of } => {
                self.edit(&channel, id, message, &text, &instead_of);
            }
            PersonInput::Delete { channel, id, message } => self.wish(&channel, id, message, Wish::Delete),
            PersonInput::React { channel, id, message, emoji, on } => {
                let emoji: Arc<str> = emoji_key(&emoji).into();
                let is_so = self.channels.get(&channel).zip(self.me.as_ref()).is_some_and(|(channel, me)| {
                    let stored = channel.timeline.stored(&message);
                    let known = stored.map(|message| &*message.content.reactions).unwrap_or_default();
                    let known = known.iter().any(|one| one.emoji == emoji && one.person == me.id);
                    let wishes = channel.timeline.operations().of(&message);
                    let wished = wishes.filter_map(|operation| match &operation.wish {
                        Wish::React { emoji: other, on } if *other == emoji => Some(*on),
                        _ => None,
                    });
                    wished.last().unwrap_or(known) == on
                });
                if !is_so {
                    self.wish(&channel, id, message, Wish::React { emoji, on });
                }
            }
            PersonInput::Undo { channel, message } => self.undo(&channel, &message),
            _ => {}
        }
    }

    fn edit(&mut self, id: &ChannelId, local_id: LocalId, message: MessageId, text: &str, instead_of: &str) {
        let Some(channel) = self.channels.get(id) else { return };
        let cleaned = without_controls(text);
        let text: Arc<str> = match sendable(&cleaned) {
            Ok(text) => text.into(),
            Err(Unsendable::Empty) => return,
            Err(Unsendable::TooLong(length)) => {
                return self.refuse_edit(id, message, text.into(), Refusal::Because(Reason::TooLong(length)));
            }
        };
        let (stored, shown) = (channel.timeline.stored(&message), channel.timeline.shown_text(&message));
        match (stored, shown) {
            (_, Some(shown)) if shown == text => {}
            (Some(stored), Some(shown)) if *shown == *instead_of => {
                let base = match stored.version {
                    Version::Rev(rev) => Some(rev),
                    Version::At(_) => None,
                };
                self.wish(id, local_id, message, Wish::Edit { text, base });
            }
            (Some(_), Some(_)) => self.refuse_edit(id, message, text, Refusal::Changed),
            _ => self.refuse_edit(id, message, text, Refusal::Deleted),
        }
    }

    fn refuse_edit(&mut self, id: &ChannelId, message: MessageId, text: Arc<str>, why: Refusal) {
        let what = RefusedChange::Edit(text);
        self.events.push(Event::Refused { channel: id.clone(), message, what, why });
    }

    fn wish(&mut self, id: &ChannelId, local_id: LocalId, target: MessageId, wish: Wish) {
        let author = self.author_id().cloned();
        let Some(channel) = self.channels.get_mut(id) else { return };
        if channel.timeline.stored(&target).is_none() {
            return;
        }
        let operation = Operation::new(local_id, author, target, wish);
        let record = operation.record(id);
        let replaced = channel.timeline.add_operation(operation);
        // The new one is on disk before the old ones are removed.
        self.commands.push(Command::SaveOperation(record));
        self.commands.extend(replaced.into_iter().map(Command::Forget));
    }

    /// Undoes an edit or deletion that was certainly not sent.
    fn undo(&mut self, id: &ChannelId, message: &MessageId) {
        let Some(channel) = self.channels.get(id) else { return };
        let all = channel.timeline.operations().of(message);
        let unsent = all.filter(|one| one.is_certainly_unsent() && !matches!(one.wish, Wish::React { .. }));
        for id_of_operation in unsent.map(|operation| operation.id.clone()).collect::<Vec<_>>() {
            self.end_operation(id, &id_of_operation);
        }
    }

    /// Adopts what earlier visits, or closed tabs, left on disk.
    pub(super) fn restore_operations(&mut self, records: Vec<OperationRecord>) {
        let mut by_channel: Vec<(ChannelId, Vec<Operation>)> = Vec::new();
        for record in records {
            let is_own = self.is_own_by(record.author.as_ref());
            let Some(channel) = self.channels.get_mut(&record.channel).filter(|_| is_own) else {
                self.unplaced_operations.push(record);
                continue;
            };
            if channel.timeline.operations().get(&record.id).is_some() {
                continue;
            }
            let mut operation = Operation::new(record.id, record.author, record.target, record.wish);
            // It may have been sent just before the tab closed.
            (operation.is_in_doubt, operation.progress) = (true, Progress::Queued);
            operation.not_before = self.now + SETTLE_MS;
            match by_channel.iter_mut().find(|(id, _)| *id == record.channel) {
                Some((_, operations)) => operations.push(operation),
                None => by_channel.push((record.channel, vec![operation])),
            }
        }
        for (id, operations) in by_channel {
            if let Some(channel) = self.channels.get_mut(&id) {
                let replaced = channel.timeline.restore_operations(operations);
                self.commands.extend(replaced.into_iter().map(Command::Forget));
            }
        }
    }

    /// Sets aside the operations of other people: they stay on the disk.
    pub(super) fn put_away_operations(&mut self) {
        let Some(me) = self.me.clone() else { return };
        for (id, channel) in &mut self.channels {
            let all = channel.timeline.operations().all().iter();
            let others: Vec<_> = all
                .filter(|operation| operation.author.as_ref().is_some_and(|author| *author != me.id))
                .map(|operation| operation.record(id))
                .collect();
            for record in others {
                channel.timeline.remove_operation(&record.id);
                self.unplaced_operations.push(record);
            }
        }
    }

    pub(super) fn operation_saved(&mut self, id: &LocalId) {
        for (_, channel) in &mut self.channels {
            channel.timeline.update_operation(id, |operation| {
                if operation.progress == Progress::Saving {
                    operation.progress = Progress::Queued;
                }
            });
        }
    }

    /// Sends what is due, and drops what has become pointless.
    pub(super) fn drive_operations(&mut self, id: &ChannelId) {
        self.delete_unwanted(id);
        let (now, is_named) = (self.now, self.is_named());
        let (Some(features), Some(channel)) = (self.features, self.channels.get(id)) else { return };
        if channel.timeline.operations().all().is_empty() {
            return;
        }
        for local_id in channel.timeline.operations().due(now) {
            let Some(channel) = self.channels.get_mut(id) else { return };
            let Some(operation) = channel.timeline.operations().get(&local_id).cloned() else { continue };
            if operation.author.is_some() && !is_named {
                // An earlier visit left it, and it is not known yet if by the same person.
                continue;
            }
            if channel.timeline.is_gone(&operation.target) {
                self.refuse_operation(id, &operation, Refusal::Deleted);
            } else if features.offers(&operation.wish) {
                channel.timeline.update_operation(&local_id, |operation| {
                    operation.progress = Progress::Sending;
                    operation.attempts += 1;
                });
                let message = operation.target;
                let ticket = self.ticket(ForOperation { channel: id.clone(), id: local_id, asked_at: now });
                self.call(match operation.wish {
                    Wish::Edit { text, base } => Call::Edit { ticket, message, text, rev: base },
                    Wish::Delete => Call::Delete(ticket.map(ForDeletion), message),
                    Wish::React { emoji, on } => Call::React { ticket, message, emoji, on },
                });
            } else {
                self.refuse_operation(id, &operation, Refusal::NotOffered);
            }
        }
    }

    /// A discarded message with an unknown outcome turned out to be stored: it is deleted, if the backend offers
    /// that.
    fn delete_unwanted(&mut self, id: &ChannelId) {
        let can_delete = self.offered().delete;
        let Some(channel) = self.channels.get_mut(id) else { return };
        let unwanted = channel.timeline.take_unwanted();
        for target in unwanted.into_iter().filter(|_| can_delete) {
            // Its `clientId` is free as a key: the post is off the disk.
            let stored = self.channels.get(id).and_then(|channel| channel.timeline.stored(&target));
            if let Some(key) = stored.and_then(|message| message.client_id.clone()) {
                self.wish(id, key, target, Wish::Delete);
            }
        }
    }

    pub(super) fn operation_answered(&mut self, asked: &ForOperation, result: Result<Changed, Failure>) {
        let ForOperation { channel: id, id: local_id, asked_at } = asked;
        let Some(channel) = self.channels.get(id) else { return };
        let Some(operation) = channel.timeline.operations().get(local_id).cloned() else { return };
        let asked_at = *asked_at;
        match result {
            Ok(Changed::Done(message)) => {
                self.rebase(id, &operation, &message);
                self.take_message(id, message, asked_at);
                self.end_operation(id, local_id);
            }
            Ok(Changed::Conflict(message)) => {
                let is_so = matches!(&operation.wish, Wish::Edit { text, .. } if **text == *message.text());
                self.take_message(id, message, asked_at);
                // The same text: an earlier attempt succeeded.
                if is_so {
                    self.end_operation(id, local_id);
                } else {
                    self.refuse_operation(id, &operation, Refusal::Changed);
                }
            }
            Err(failure) => self.operation_failed(id, &operation, &failure),
        }
    }

    pub(super) fn deletion_answered(&mut self, ForDeletion(asked): &ForDeletion, result: Result<(), Failure>) {
        let ForOperation { channel: id, id: local_id, asked_at } = asked;
        let Some(channel) = self.channels.get(id) else { return };
        let Some(operation) = channel.timeline.operations().get(local_id).cloned() else { return };
        match result {
            Ok(()) | Err(Failure::Refused { status: 404 | 410, .. }) => {
                let removal = Update::Remove(Removal { id: operation.target.clone() });
                self.take_answer(id, vec![removal], None, Source::Answer(*asked_at));
                self.end_operation(id, local_id);
            }
            Err(failure) => self.operation_failed(id, &operation, &failure),
        }
    }

    fn operation_failed(&mut self, id: &ChannelId, operation: &Operation, failure: &Failure) {
        match failure {
            Failure::SignedOut => {
                self.update_operation(id, &operation.id, |one| one.progress = Progress::Queued);
                self.sign_out();
            }
            Failure::Refused { .. } | Failure::Broken { status: 501, .. } => {
                self.refuse_operation(id, operation, Refusal::Because(failure.reason()));
            }
            failure => self.retry_operation(id, &operation.id, failure),
        }
    }

    /// A later waiting edit was based on the text of this one.
    fn rebase(&mut self, id: &ChannelId, done: &Operation, message: &Message) {
        let (Wish::Edit { .. }, Version::Rev(rev)) = (&done.wish, message.version) else { return };
        let Some(channel) = self.channels.get_mut(id) else { return };
        let later = channel.timeline.operations().of(&done.target).filter(|later| later.id != done.id);
        for later in later.map(|later| later.id.clone()).collect::<Vec<_>>() {
            let mut record = None;
            channel.timeline.update_operation(&later, |later| {
                if let Wish::Edit { base, .. } = &mut later.wish {
                    *base = Some(rev);
                    record = Some(later.record(id));
                }
            });
            self.commands.extend(record.map(Command::SaveOperation));
        }
    }

    fn take_message(&mut self, id: &ChannelId, message: Message, asked_at: Millis) {
        self.take_answer(id, vec![Update::Put(message)], None, Source::OneMessage(asked_at));
    }

    fn retry_operation(&mut self, id: &ChannelId, local_id: &LocalId, failure: &Failure) {
        let attempts = self.channels.get(id).and_then(|channel| channel.timeline.operations().get(local_id));
        let tries = attempts.map_or(0, |operation| operation.attempts.saturating_sub(1));
        let delay = failure.retry_after().unwrap_or_else(|| RETRY.delay(tries, &mut self.random));
        let had_no_effect = matches!(failure, Failure::TooMany { .. });
        let least = if had_no_effect { 0 } else { SETTLE_MS };
        let not_before = self.now + failure.retry_after().unwrap_or(0).max(least);
        let (until, why) = ((self.now + delay).max(not_before), failure.reason());
        self.update_operation(id, local_id, |operation| {
            operation.progress = Progress::Waiting { until, why };
            operation.not_before = not_before;
            operation.is_in_doubt |= !had_no_effect;
        });
    }

    fn refuse_operation(&mut self, id: &ChannelId, operation: &Operation, why: Refusal) {
        self.end_operation(id, &operation.id);
        let what = match &operation.wish {
            Wish::Edit { text, .. } => RefusedChange::Edit(text.clone()),
            // A deletion of, or a reaction to, a message that is gone has nothing to lose.
            Wish::Delete | Wish::React { .. } if why == Refusal::Deleted => return,
            Wish::Delete => RefusedChange::Delete,
            Wish::React { emoji, on } => RefusedChange::React { emoji: emoji.clone(), on: *on },
        };
        self.events.push(Event::Refused { channel: id.clone(), message: operation.target.clone(), what, why });
    }

    fn end_operation(&mut self, id: &ChannelId, local_id: &LocalId) {
        if let Some(channel) = self.channels.get_mut(id)
            && channel.timeline.remove_operation(local_id).is_some()
        {
            self.commands.push(Command::Forget(local_id.clone()));
        }
    }

    fn update_operation(&mut self, id: &ChannelId, local_id: &LocalId, change: impl FnOnce(&mut Operation)) {
        if let Some(channel) = self.channels.get_mut(id) {
            channel.timeline.update_operation(local_id, change);
        }
    }

    /// Everything that only waits for time is due now.
    pub(super) fn hurry_operations(&mut self) {
        let now = self.now;
        for (_, channel) in &mut self.channels {
            let waiting: Vec<_> = channel.timeline.operations().all().iter().map(|one| one.id.clone()).collect();
            for id in waiting {
                channel.timeline.update_operation(&id, |operation| {
                    if let Progress::Waiting { until, .. } = &mut operation.progress {
                        *until = (*until).min(now.max(operation.not_before));
                    }
                });
            }
        }
    }

    /// Returns the changes to messages that the backend and the site offer.
    #[must_use]
    pub fn offered(&self) -> Offered {
        let allowed = self.options.allowed;
        self.features.map_or_else(Offered::default, |features| Offered {
            edit: features.changes.edit && allowed.edit,
            delete: features.changes.delete && allowed.delete,
            react: features.changes.react && allowed.react,
            reply: features.changes.reply && allowed.reply,
            search: features.changes.search && allowed.search,
            attach: features.changes.attach.filter(|_| allowed.attach.is_some()),
        })
    }

    pub(super) fn report_offered(&mut self) {
        let offered = self.offered();
        if std::mem::replace(&mut self.shown_offered, offered) != offered {
            self.changes.push(Change::Offered(offered));
        }
    }
}

impl Features {
    fn offers(&self, wish: &Wish) -> bool {
        match wish {
            Wish::Edit { .. } => self.changes.edit,
            Wish::Delete => self.changes.delete,
            Wish::React { .. } => self.changes.react,
        }
    }
}
