//! Who is online.

use litemap::LiteMap;
use std::sync::Arc;

use super::message::{Person, PersonId};
use super::sorting::sorted;
use super::time::Millis;

/// A leave shorter than this is not shown: a reload, a change of network, a backend that restarts.
pub const LEAVE_GRACE_MS: Millis = 5_000;

/// The members of the workspace's presence channel. One person is one member, however many tabs.
#[derive(Clone, Debug, Default)]
pub struct Presence {
    members: LiteMap<PersonId, Member>,
    me: Option<PersonId>,
}

#[derive(Clone, Debug)]
struct Member {
    person: Arc<Person>,
    /// When the leave is to be shown, where the person has left.
    leaves_at: Option<Millis>,
}

impl Presence {
    /// The list as the subscription gave it. Who was here before and is not in it leaves.
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

    /// Somebody came, or came back.
    pub fn join(&mut self, person: Arc<Person>) {
        self.members.insert(person.id.clone(), Member { person, leaves_at: None });
    }

    /// Somebody's last connection ended.
    pub fn leave(&mut self, id: &str, now: Millis) {
        if let Some(member) = self.members.get_mut(id) {
            member.leaves_at.get_or_insert(now + LEAVE_GRACE_MS);
        }
    }

    /// Lets those go whose time has come.
    pub fn expire(&mut self, now: Millis) {
        self.members.retain(|_, member| member.leaves_at.is_none_or(|at| at > now));
    }

    /// When [`Presence::expire`] has something to do next.
    #[must_use]
    pub fn deadline(&self) -> Option<Millis> {
        self.members.values().filter_map(|member| member.leaves_at).min()
    }

    /// Whether anybody but the visitor is here.
    #[must_use]
    pub fn has_others(&self) -> bool {
        self.members.keys().any(|id| Some(id) != self.me.as_ref())
    }

    /// A person who is online.
    #[must_use]
    pub fn person(&self, id: &str) -> Option<&Arc<Person>> {
        self.members.get(id).map(|member| &member.person)
    }

    /// Everybody, the visitor first, then by name.
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
