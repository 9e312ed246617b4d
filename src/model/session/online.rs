//! Who is online: the members of the workspace's channel, and what was last reported of them.

use std::sync::Arc;

use crate::model::message::{Person, PersonId};
use crate::model::presence::Presence;
use crate::model::time::Millis;

/// The people who are online. Owns all that a session holds of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Online {
    presence: Presence,
    /// Set once the channel has said who its members are.
    is_known: bool,
    /// The last report: `None` while nobody is known, or nothing was reported yet.
    reported: Option<Vec<Arc<Person>>>,
    has_changed: bool,
}

impl Online {
    /// Takes the list of members of a new subscription.
    pub(super) fn replace(&mut self, me: Option<PersonId>, people: Vec<Arc<Person>>, now: Millis) {
        self.is_known = true;
        self.has_changed = true;
        self.presence.replace(me, people, now);
    }

    /// A person joined, or returned.
    pub(super) fn join(&mut self, person: Arc<Person>) {
        self.presence.join(person);
        self.has_changed = true;
    }

    /// A person's last connection ended.
    pub(super) fn leave(&mut self, id: &str, now: Millis) {
        self.presence.leave(id, now);
        self.has_changed = true;
    }

    /// Removes people whose absence has lasted long enough.
    pub(super) fn expire(&mut self, now: Millis) {
        self.presence.expire(now);
    }

    /// Returns when [`Online::expire`] next has something to do.
    pub(super) fn deadline(&self) -> Option<Millis> {
        self.presence.deadline()
    }

    /// Returns `true` if it is known that the user is alone.
    pub(super) fn is_alone(&self) -> bool {
        self.is_known && !self.presence.has_others()
    }

    /// A person who is online.
    pub(super) fn person(&self, id: &str) -> Option<&Arc<Person>> {
        self.presence.person(id)
    }

    /// Returns who is online if that differs from the last report.
    pub(super) fn report(&mut self) -> Option<Option<Vec<Arc<Person>>>> {
        if !std::mem::take(&mut self.has_changed) && self.presence.deadline().is_none() {
            return None;
        }
        self.has_changed = self.presence.deadline().is_some();
        let people = self.is_known.then(|| self.presence.list());
        if people == self.reported {
            return None;
        }
        self.reported.clone_from(&people);
        Some(people)
    }
}
