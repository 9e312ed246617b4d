//! Decides whose drafts, read marks and unsent messages are shown, before and after the backend has named the user.
//!
//! Several people may use one browser, and must not get each other's data if they can be told apart. So the data is
//! shown once an answer or the subscription names the user, or the site has named them. If neither is possible, for
//! example offline, the last person counts as the user, unless they signed out.

use std::sync::Arc;

use super::Session;
use super::io::{Change, Event};
use super::snapshots::Kept;
use crate::model::failure::Failure;
use crate::model::message::{ChannelId, OrderKey, Person, PersonId};

/// The identity of the user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Author {
    /// It is not known yet.
    #[default]
    Awaited,
    /// It will not become known.
    Nobody,
    /// This person, by their id.
    Person(PersonId),
}

impl Session {
    /// The user's id, as far as it is known or assumed.
    pub(super) fn author_id(&self) -> Option<&PersonId> {
        match &self.author {
            Author::Person(id) => Some(id),
            Author::Awaited | Author::Nobody => None,
        }
    }

    /// Retries what could not be assigned to a person before.
    pub(super) fn restore_unplaced(&mut self) {
        let unplaced = std::mem::take(&mut self.unplaced);
        self.restore(unplaced);
        let unplaced = std::mem::take(&mut self.unplaced_operations);
        self.restore_operations(unplaced);
    }

    /// Returns `true` if this person's data on disk may be shown and sent as the user's.
    pub(super) fn is_own_by(&self, author: Option<&PersonId>) -> bool {
        match (author, &self.author) {
            (None, _) | (Some(_), Author::Nobody) => true,
            (Some(author), Author::Person(id)) => author == id,
            (Some(_), Author::Awaited) => false,
        }
    }

    /// Returns `true` if a message of this author may be sent: it is the user's own, and the user has been named.
    pub(super) fn is_named(&self) -> bool {
        self.me.is_some() || self.options.named.is_some()
    }

    /// Determines the identity of the user by now.
    pub(super) fn settle_author(&mut self) {
        let said = self.me.as_ref().map(|me| &me.id).or(self.options.named.as_ref());
        let author = match said {
            Some(id) => Author::Person(id.clone()),
            None if matches!(self.author, Author::Person(_)) => return,
            None if self.is_unnamed() => self.options.last.clone().map_or(Author::Nobody, Author::Person),
            None if self.is_out_of_reach()
                && let Some(last) = &self.options.last =>
            {
                Author::Person(last.clone())
            }
            None => return,
        };
        if author == self.author {
            return;
        }
        self.may_be_mixed |= matches!(self.author, Author::Person(_));
        self.author = author;
        self.drop_kept(Kept::Anothers);
        self.read_marks = None;
        for channel in self.channels.iter_mut().map(|(_, channel)| channel) {
            (channel.reading.mark, channel.reading.before) = (None, None);
        }
        self.events.push(Event::Author(self.author_id().cloned()));
        self.restore_unplaced();
    }

    /// Returns `true` if the backend never names the user before they have sent something.
    fn is_unnamed(&self) -> bool {
        !self.signed_out && !self.options.has_presence && self.features.is_some_and(|features| !features.me)
    }

    /// Returns `true` if the sources of the user's identity cannot be reached.
    fn is_out_of_reach(&self) -> bool {
        !self.signed_out && (self.is_unanswered || !self.link.is_online() || self.link.needs_polling(self.now))
    }

    /// Records that a call failed without revealing anything about the user.
    pub(super) fn note_failure(&mut self, failure: &Failure) {
        self.is_unanswered |= matches!(failure, Failure::NoAnswer | Failure::Broken { status: 502..=504, .. });
    }

    /// Takes the user's reading positions from before this visit.
    pub(super) fn read_before(&mut self, marks: Vec<(ChannelId, OrderKey)>) {
        for channel in self.channels.iter_mut().map(|(_, channel)| channel) {
            channel.had_read(&marks);
        }
        self.read_marks = Some(marks);
        if self.is_listed {
            let ids: Vec<_> = self.channels.keys().cloned().collect();
            ids.iter().for_each(|id| self.note_news(id));
            self.report_channels();
        }
    }

    /// The user is known from now on.
    pub(super) fn set_me(&mut self, me: Arc<Person>) {
        self.signed_in_as = Some(me.id.clone());
        if self.me.as_ref() == Some(&me) {
            return;
        }
        self.me = Some(me.clone());
        // The new user has another channel of their own, which a member's entry does not name.
        self.me_call.wanted |= self.may_listen();
        self.mine.clear();
        for (id, channel) in &mut self.channels {
            channel.timeline.set_me(me.clone());
            // Another person's unsent messages on this device belong to them, and stay on the disk.
            let unsent = channel.timeline.outbox().entries();
            let others: Vec<_> =
                unsent.iter().filter(|entry| entry.is_anothers(&me)).map(|entry| entry.record(id)).collect();
            for record in others {
                channel.timeline.remove_unsent(&record.id);
                channel.looking.take_if(|looking| looking.entry == record.id);
                self.unplaced.push(record);
            }
        }
        self.put_away_operations();
        self.changes.push(Change::Me(me));
        self.settle_author();
        self.restore_unplaced();
        let ids: Vec<_> = self.channels.keys().cloned().collect();
        for id in &ids {
            self.settle_known(id);
            self.release_held(id);
        }
    }
}
