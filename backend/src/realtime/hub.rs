//! Knows who is connected, who is subscribed to what, and who is present.
//!
//! Everything changes under one lock, and every frame is queued under it. So a connection gets the frames about one
//! channel in the order of the events there, and each member is either in `subscription_succeeded` or announced by
//! `member_added`, never both or neither.

use std::collections::{BTreeMap, HashMap, HashSet};

use axum::extract::ws::Utf8Bytes;
use tokio::sync::mpsc;

use super::channel::Member;
use super::protocol::{self, Problem};

/// A connection's number, unique within the process.
pub type ConnectionId = u64;

/// A message to a connection's writer.
#[derive(Debug)]
pub enum Out {
    /// A frame to be sent.
    Frame(Utf8Bytes),
    /// The connection ends: the text for the client, and the close code.
    Close(Problem),
}

#[derive(Default)]
pub struct Hub {
    next: ConnectionId,
    is_closed: bool,
    connections: HashMap<ConnectionId, Connection>,
    channels: HashMap<String, Channel>,
}

struct Connection {
    out: mpsc::Sender<Out>,
    channels: HashSet<String>,
}

#[derive(Default)]
struct Channel {
    /// Its subscribers; in a presence channel with the person's id.
    subscribers: HashMap<ConnectionId, Option<String>>,
    /// For a presence channel: the people, and how many connections each has.
    members: BTreeMap<String, (Member, usize)>,
}

impl Hub {
    /// Registers a connection, unless there are `most` already.
    pub fn connect(&mut self, out: mpsc::Sender<Out>, most: usize) -> Result<ConnectionId, Problem> {
        if self.is_closed {
            return Err(Problem::restart());
        }
        if self.connections.len() >= most {
            return Err(Problem::over_quota(most));
        }
        self.next += 1;
        self.connections.insert(self.next, Connection { out, channels: HashSet::new() });
        Ok(self.next)
    }

    /// Removes a connection and all of its subscriptions.
    pub fn disconnect(&mut self, id: ConnectionId) {
        let Some(connection) = self.connections.remove(&id) else { return };
        for channel in connection.channels {
            self.leave(id, &channel);
        }
    }

    /// Sends a frame to one connection.
    pub fn send(&mut self, id: ConnectionId, frame: String) {
        self.send_all([id].into_iter(), &frame.into());
    }

    /// Subscribes a connection to a channel, as `member` if it is a presence channel. Repeating it has no effect.
    pub fn subscribe(
        &mut self,
        id: ConnectionId,
        name: &str,
        member: Option<Member>,
        limits: &super::Limits,
    ) -> Result<(), Problem> {
        let Some(connection) = self.connections.get_mut(&id) else { return Ok(()) };
        let is_new = !connection.channels.contains(name);
        if is_new && connection.channels.len() >= limits.channels_per_connection {
            return Err(Problem::over_capacity("This connection has too many channels"));
        }
        let channel = self.channels.entry(name.to_owned()).or_default();
        let is_known = member.as_ref().is_none_or(|member| channel.members.contains_key(&member.id));
        if is_new && !is_known && channel.members.len() >= limits.members {
            return Err(Problem::over_capacity("This presence channel has its most members already"));
        }
        let mut added = None;
        if is_new {
            connection.channels.insert(name.to_owned());
            channel.subscribers.insert(id, member.as_ref().map(|member| member.id.clone()));
            if let Some(member) = member.clone() {
                let entry = channel.members.entry(member.id.clone()).or_insert_with(|| (member, 0));
                entry.1 += 1;
                added = (entry.1 == 1).then(|| protocol::member_added(name, &entry.0));
            }
        }
        let members = member.is_some().then(|| channel.members.values().map(|(member, _)| member));
        let succeeded = protocol::subscribed(name, members);
        self.send(id, succeeded);
        if let Some(frame) = added {
            self.publish(name, &frame, Some(id));
        }
        Ok(())
    }

    /// Ends a connection's subscription.
    pub fn unsubscribe(&mut self, id: ConnectionId, name: &str) {
        let subscribed = self.connections.get_mut(&id).is_some_and(|connection| connection.channels.remove(name));
        if subscribed {
            self.leave(id, name);
        }
    }

    /// Sends a frame to all subscribers of a channel except `except`.
    pub fn publish(&mut self, name: &str, frame: &str, except: Option<ConnectionId>) {
        let Some(channel) = self.channels.get(name) else { return };
        let to: Vec<_> = channel.subscribers.keys().copied().filter(|id| Some(*id) != except).collect();
        self.send_all(to.into_iter(), &frame.into());
    }

    /// The identity of a connection in a channel: `None` if it is not subscribed, `Some(None)` outside presence
    /// channels.
    pub fn subscriber(&self, id: ConnectionId, name: &str) -> Option<Option<&str>> {
        self.channels.get(name)?.subscribers.get(&id).map(Option::as_deref)
    }

    /// Ends every connection, and accepts no more.
    pub fn close_all(&mut self) {
        self.is_closed = true;
        for (_, connection) in self.connections.drain() {
            // If a connection's queue is full, its sender is dropped here, which ends it too.
            let _ = connection.out.try_send(Out::Close(Problem::restart()));
        }
        self.channels.clear();
    }

    /// Returns `true` once [`Hub::close_all`] was called.
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    fn leave(&mut self, id: ConnectionId, name: &str) {
        let Some(channel) = self.channels.get_mut(name) else { return };
        let person = channel.subscribers.remove(&id).flatten();
        let mut removed = None;
        if let Some(person) = person
            && let Some((_, connections)) = channel.members.get_mut(&person)
        {
            *connections -= 1;
            if *connections == 0 {
                channel.members.remove(&person);
                removed = Some(protocol::member_removed(name, &person));
            }
        }
        if channel.subscribers.is_empty() {
            self.channels.remove(name);
        } else if let Some(frame) = removed {
            self.publish(name, &frame, None);
        }
    }

    /// A reader whose queue is full is dropped: it reconnects after a pause and catches up from the history.
    fn send_all(&mut self, to: impl Iterator<Item = ConnectionId>, frame: &Utf8Bytes) {
        let mut slow = Vec::new();
        for id in to {
            let Some(connection) = self.connections.get(&id) else { continue };
            if let Err(mpsc::error::TrySendError::Full(_)) = connection.out.try_send(Out::Frame(frame.clone())) {
                slow.push(id);
            }
        }
        for id in slow {
            tracing::warn!("A live connection was closed because it does not read its messages.");
            self.disconnect(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Limits;
    use super::*;
    use serde_json::{Value, json};

    struct Client {
        id: ConnectionId,
        queue: mpsc::Receiver<Out>,
    }

    impl Client {
        fn new(hub: &mut Hub, room: usize) -> Self {
            let (out, queue) = mpsc::channel(room);
            Self { id: hub.connect(out, 100).expect("there is room"), queue }
        }

        /// The names of the events that it has got since, with whom they tell of.
        fn heard(&mut self) -> Vec<(String, Value)> {
            let mut heard = Vec::new();
            while let Ok(Out::Frame(text)) = self.queue.try_recv() {
                let frame: Value = serde_json::from_str(&text).expect("JSON");
                let data: Value = serde_json::from_str(frame["data"].as_str().unwrap_or("null")).unwrap_or_default();
                let whom = match &data["presence"]["ids"] {
                    Value::Null => data["user_id"].clone(),
                    ids => ids.clone(),
                };
                heard.push((frame["event"].as_str().unwrap_or("").to_owned(), whom));
            }
            heard
        }
    }

    fn member(id: &str) -> Option<Member> {
        Some(Member { id: id.into(), info: json!({ "name": id }) })
    }

    const SUCCEEDED: &str = "pusher_internal:subscription_succeeded";
    const ADDED: &str = "pusher_internal:member_added";
    const REMOVED: &str = "pusher_internal:member_removed";

    #[test]
    fn a_person_in_two_tabs_joins_once_and_leaves_with_the_last() {
        let (mut hub, limits) = (Hub::default(), Limits::default());
        let mut watcher = Client::new(&mut hub, 10);
        hub.subscribe(watcher.id, "presence-x", member("watcher"), &limits).unwrap();
        assert_eq!(watcher.heard(), [(SUCCEEDED.into(), json!(["watcher"]))]);
        let (mut one, two) = (Client::new(&mut hub, 10), Client::new(&mut hub, 10));
        hub.subscribe(one.id, "presence-x", member("ada"), &limits).unwrap();
        hub.subscribe(two.id, "presence-x", member("ada"), &limits).unwrap();
        assert_eq!(one.heard(), [(SUCCEEDED.into(), json!(["ada", "watcher"]))]);
        assert_eq!(watcher.heard(), [(ADDED.into(), json!("ada"))]);
        hub.disconnect(one.id);
        assert_eq!(watcher.heard(), []);
        hub.unsubscribe(two.id, "presence-x");
        assert_eq!(watcher.heard(), [(REMOVED.into(), json!("ada"))]);
    }

    #[test]
    fn to_subscribe_twice_is_to_subscribe_once() {
        let (mut hub, limits) = (Hub::default(), Limits::default());
        let (mut watcher, ada) = (Client::new(&mut hub, 10), Client::new(&mut hub, 10));
        hub.subscribe(watcher.id, "presence-x", member("watcher"), &limits).unwrap();
        hub.subscribe(ada.id, "presence-x", member("ada"), &limits).unwrap();
        hub.subscribe(ada.id, "presence-x", member("ada"), &limits).unwrap();
        hub.disconnect(ada.id);
        let heard: Vec<_> = watcher.heard().into_iter().map(|(event, _)| event).collect();
        assert_eq!(heard, [SUCCEEDED, ADDED, REMOVED]);
    }

    #[test]
    fn a_slow_reader_is_let_go_and_the_others_hear_everything() {
        let (mut hub, limits) = (Hub::default(), Limits::default());
        let (slow, mut quick) = (Client::new(&mut hub, 2), Client::new(&mut hub, 100));
        for id in [slow.id, quick.id] {
            hub.subscribe(id, "news", None, &limits).unwrap();
        }
        for _ in 0..10 {
            hub.publish("news", &protocol::event("news", "x", "{}"), None);
        }
        assert_eq!(hub.subscriber(slow.id, "news"), None);
        assert_eq!(quick.heard().len(), 11);
    }

    #[test]
    fn nothing_is_kept_of_people_who_left() {
        let (mut hub, limits) = (Hub::default(), Limits::default());
        for _ in 0..3 {
            let client = Client::new(&mut hub, 10);
            hub.subscribe(client.id, "presence-x", member("ada"), &limits).unwrap();
            hub.subscribe(client.id, "news", None, &limits).unwrap();
            hub.disconnect(client.id);
        }
        assert!(hub.channels.is_empty() && hub.connections.is_empty());
    }

    #[test]
    fn exceeded_limits_are_reported_by_their_codes() {
        let mut hub = Hub::default();
        let limits = Limits { channels_per_connection: 1, members: 1, ..Limits::default() };
        let (ada, grace) = (Client::new(&mut hub, 10), Client::new(&mut hub, 10));
        hub.subscribe(ada.id, "presence-x", member("ada"), &limits).unwrap();
        let code = |result: Result<(), Problem>| result.unwrap_err().code;
        assert_eq!(code(hub.subscribe(ada.id, "news", None, &limits)), 4100);
        assert_eq!(code(hub.subscribe(grace.id, "presence-x", member("grace"), &limits)), 4100);
        // Another tab of someone who is there is no new member.
        hub.subscribe(grace.id, "presence-x", member("ada"), &limits).unwrap();
        let (out, _queue) = mpsc::channel(1);
        assert_eq!(hub.connect(out, 2).unwrap_err().code, 4004);
    }
}
