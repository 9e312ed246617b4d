//! A Pusher that keeps the protocol: connections, one channel, its members. What a connection is sent arrives in order,
//! unless the connection dies on the way.

use std::sync::Arc;

use collabspace_chat::model::message::Person;
use collabspace_chat::model::session::LiveInput;

use crate::backend::person;

/// A connection of a tab's.
#[derive(Clone, Debug)]
pub struct Connection {
    pub tab: usize,
    pub life: u32,
    pub person: usize,
    pub is_subscribed: bool,
    /// Nothing gets through any more; the service has not noticed yet.
    pub is_dead: bool,
    /// When the last of what was sent on it arrives.
    pub arrives: i64,
}

/// All connections, by number; those that have ended are `None`.
#[derive(Debug, Default)]
pub struct Service {
    connections: Vec<Option<Connection>>,
}

impl Service {
    pub fn open(&mut self, tab: usize, life: u32, person: usize, now: i64) -> usize {
        self.connections.push(Some(Connection {
            tab,
            life,
            person,
            is_subscribed: false,
            is_dead: false,
            arrives: now,
        }));
        self.connections.len() - 1
    }

    pub fn get(&mut self, connection: usize) -> Option<&mut Connection> {
        self.connections.get_mut(connection).and_then(Option::as_mut)
    }

    /// The numbers of the connections that have the channel.
    pub fn subscribers(&self) -> Vec<usize> {
        let open = self.connections.iter().enumerate();
        open.filter(|(_, c)| c.as_ref().is_some_and(|c| c.is_subscribed)).map(|(n, _)| n).collect()
    }

    fn is_here(&self, person: usize) -> bool {
        self.connections.iter().flatten().any(|c| c.is_subscribed && c.person == person)
    }

    fn people(&self) -> Vec<Arc<Person>> {
        let mut people: Vec<_> =
            self.connections.iter().flatten().filter(|c| c.is_subscribed).map(|c| c.person).collect();
        people.sort_unstable();
        people.dedup();
        people.into_iter().map(person).collect()
    }

    /// Subscribes a connection; what is to be sent to whom.
    pub fn subscribe(&mut self, connection: usize, has_presence: bool) -> Vec<(usize, LiveInput)> {
        let Some(number) = self.get(connection).map(|c| c.person) else { return Vec::new() };
        let is_new = !self.is_here(number);
        let mut sent = Vec::new();
        if is_new && has_presence {
            sent.extend(self.subscribers().into_iter().map(|to| (to, LiveInput::Joined(person(number)))));
        }
        if let Some(connection) = self.get(connection) {
            connection.is_subscribed = true;
        }
        let subscribed = if has_presence {
            LiveInput::Subscribed { me: Some(person(number)), people: self.people() }
        } else {
            LiveInput::Subscribed { me: None, people: Vec::new() }
        };
        sent.push((connection, subscribed));
        sent
    }

    /// A connection has ended; what is to be sent to whom.
    pub fn close(&mut self, connection: usize, has_presence: bool) -> Vec<(usize, LiveInput)> {
        let Some(closed) = self.connections.get_mut(connection).and_then(Option::take) else { return Vec::new() };
        if !has_presence || !closed.is_subscribed || self.is_here(closed.person) {
            return Vec::new();
        }
        let left = LiveInput::Left(person(closed.person).id.clone());
        self.subscribers().into_iter().map(|to| (to, left.clone())).collect()
    }
}
