//! Whose drafts, read marks and unsent messages are shown, before the backend has said who the visitor is and after.
//!
//! Several people may use one browser. What one of them left there is another's only if nobody can tell them apart. So
//! it is shown once an answer or the subscription names the visitor, or the site has named them. If neither can be had,
//! say without a network, the visitor counts as the person who was there last; not after a sign-out, which ends that.

use std::sync::Arc;

use super::Session;
use super::io::{Change, Event};
use super::snapshots::Kept;
use crate::model::failure::Failure;
use crate::model::message::{ChannelId, OrderKey, Person, PersonId};

/// As whom the visitor counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Author {
    /// It is not known yet.
    #[default]
    Awaited,
    /// Nobody is going to say.
    Nobody,
    /// This person, by their id.
    Person(PersonId),
}

impl Session {
    /// Their id, as far as it is known or assumed.
    pub(super) fn author_id(&self) -> Option<&PersonId> {
        match &self.author {
            Author::Person(id) => Some(id),
            Author::Awaited | Author::Nobody => None,
        }
    }

    /// Tries again to place what could not be placed before.
    pub(super) fn restore_unplaced(&mut self) {
        let unplaced = std::mem::take(&mut self.unplaced);
        self.restore(unplaced);
        let unplaced = std::mem::take(&mut self.unplaced_operations);
        self.restore_operations(unplaced);
    }

    /// Returns `true` if what this person left on disk may be shown and sent as the visitor's.
    pub(super) fn is_own_by(&self, author: Option<&PersonId>) -> bool {
        match (author, &self.author) {
            (None, _) | (Some(_), Author::Nobody) => true,
            (Some(author), Author::Person(id)) => author == id,
            (Some(_), Author::Awaited) => false,
        }
    }

    /// Whether a message of this author may go out: as the visitor's own, whom somebody has named.
    pub(super) fn is_named(&self) -> bool {
        self.me.is_some() || self.options.named.is_some()
    }

    /// Finds out as whom the visitor counts by now.
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

    /// Whether the backend never says who the visitor is, before they have sent something.
    fn is_unnamed(&self) -> bool {
        !self.signed_out && !self.options.has_presence && self.features.is_some_and(|features| !features.me)
    }

    /// Whether what would say it cannot be reached.
    fn is_out_of_reach(&self) -> bool {
        !self.signed_out && (self.is_unanswered || !self.link.is_online() || self.link.needs_polling(self.now))
    }

    /// Notes that a call has failed without saying anything about the visitor.
    pub(super) fn note_failure(&mut self, failure: &Failure) {
        self.is_unanswered |= matches!(failure, Failure::NoAnswer | Failure::Broken { status: 502..=504, .. });
    }

    /// Takes in up to where the visitor had read before this visit.
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

    /// Who the visitor is, is known from now on.
    pub(super) fn set_me(&mut self, me: Arc<Person>) {
        self.signed_in_as = Some(me.id.clone());
        if self.me.as_ref() == Some(&me) {
            return;
        }
        self.me = Some(me.clone());
        // The new one has another channel of their own, which a member's word does not name.
        self.me_call.wanted |= self.may_listen();
        self.mine.clear();
        for (id, channel) in &mut self.channels {
            channel.timeline.set_me(me.clone());
            // What another person left unsent on this device is theirs: it stays on the disk.
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
