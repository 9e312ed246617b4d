//! Who is online.

use litemap::LiteMap;
use std::sync::Arc;

use super::message::{Person, PersonId};
use super::sorting::sorted;
use super::time::Millis;

/// A shorter absence is not shown: a reload, a change of network, a backend that restarts.
pub const LEAVE_GRACE_MS: Millis = 5_000;

/// The members of the workspace's presence channel. A person counts once, in however many tabs.
#[derive(Clone, Debug, Default)]
pub struct Presence {
    members: LiteMap<PersonId, Member>,
    me: Option<PersonId>,
}

#[derive(Clone, Debug)]
struct Member {
    person: Arc<Person>,
    /// When to show that the person has left, if they have.
    leaves_at: Option<Millis>,
}

impl Presence {
    /// Takes the list of a new subscription. Members that are missing in it have left.
    pub fn replace(&mut self, me: Option<PersonId>, people: Vec<Arc<Person>>, now: Millis) {
        self.me = me;
        let present: Vec<_> = people.iter().map(|person| person.id.clone()).collect();
        for member in self.members.iter_mut().map(|(_, value)| value) {
            if !present.contains(&member.person.id) {
                member.leaves_at.get_or_insert(now + LEAVE_GRACE_MS);
            }
        }
        people.into_iter().for_each(|person| self.join(person));
    }

    /// A person joined, or returned.
    pub fn join(&mut self, person: Arc<Person>) {
        self.members.insert(person.id.clone(), Member { person, leaves_at: None });
    }

    /// A person's last connection ended.
    pub fn leave(&mut self, id: &str, now: Millis) {
        if let Some(member) = self.members.get_mut(id) {
            member.leaves_at.get_or_insert(now + LEAVE_GRACE_MS);
        }
    }

    /// Removes people whose absence has lasted long enough.
    pub fn expire(&mut self, now: Millis) {
        self.members.retain(|_, member| member.leaves_at.is_none_or(|at| at > now));
    }

    /// Returns when [`Presence::expire`] next has something to do.
    #[must_use]
    pub fn deadline(&self) -> Option<Millis> {
        self.members.values().filter_map(|member| member.leaves_at).min()
    }

    /// Returns `true` if anyone besides the user is online.
    #[must_use]
    pub fn has_others(&self) -> bool {
        self.members.keys().any(|id| Some(id) != self.me.as_ref())
    }

    /// A person who is online.
    #[must_use]
    pub fn person(&self, id: &str) -> Option<&Arc<Person>> {
        self.members.get(id).map(|member| &member.person)
    }

    /// Returns everyone, the user first, then by name.
    #[must_use]
    pub fn list(&self) -> Vec<Arc<Person>> {
        let keyed = self.members.values().map(|member| {
            let person = &member.person;
            ((Some(&person.id) != self.me.as_ref(), person.name.to_ascii_lowercase()), person.clone())
        });
        let in_order = sorted(keyed, |(a, one), (b, other)| a.cmp(b).then_with(|| one.id.cmp(&other.id)));
        in_order.into_iter().map(|(_, person)| person).collect()
    }
}
