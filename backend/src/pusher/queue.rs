//! Events waiting to be published: messages in order, and typing, which yields to them.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tokio::time::Instant;

use super::Event;

/// How many messages may wait, so that an unavailable server does not fill the memory.
const MESSAGES: usize = 1_000;
/// How many typing events may wait. Each is outdated within seconds.
const TYPING: usize = 100;

/// A message's event being delivered.
#[derive(Debug)]
pub struct Waiting {
    pub event: Event,
    /// When it was first tried; `None` before that.
    pub since: Option<Instant>,
}

/// The events of one call.
#[derive(Debug, Default)]
pub struct Batch {
    pub messages: Vec<Waiting>,
    pub typing: Vec<Event>,
}

#[derive(Default)]
struct Events {
    messages: VecDeque<Waiting>,
    typing: VecDeque<Event>,
    is_closed: bool,
}

/// The queue. Only [`Queue::next`] waits.
#[derive(Default)]
pub struct Queue {
    events: Mutex<Events>,
    changed: Notify,
}

impl Queue {
    /// Adds a message's event. Returns `false` if the queue is full or closed.
    pub fn add_message(&self, event: Event) -> bool {
        let mut events = self.lock();
        if events.is_closed || events.messages.len() >= MESSAGES {
            return false;
        }
        events.messages.push_back(Waiting { event, since: None });
        drop(events);
        self.changed.notify_one();
        true
    }

    /// Adds a typing event. If too many wait, the oldest is dropped.
    pub fn add_typing(&self, event: Event) {
        let mut events = self.lock();
        if events.typing.len() >= TYPING {
            events.typing.pop_front();
        }
        events.typing.push_back(event);
        drop(events);
        self.changed.notify_one();
    }

    /// Returns messages to the front of the queue.
    pub fn put_back(&self, messages: Vec<Waiting>) {
        let mut events = self.lock();
        for message in messages.into_iter().rev() {
            events.messages.push_front(message);
        }
    }

    /// Accepts no more events. Typing events that are left are outdated.
    pub fn close(&self) {
        let mut events = self.lock();
        events.is_closed = true;
        events.typing.clear();
        drop(events);
        self.changed.notify_one();
    }

    /// Waits for events and returns up to `limit`, messages first; `None` once the queue is closed and empty.
    /// One caller at a time.
    pub async fn next(&self, limit: usize) -> Option<Batch> {
        loop {
            {
                let mut events = self.lock();
                let count = events.messages.len().min(limit);
                let messages: Vec<Waiting> = events.messages.drain(..count).collect();
                let count = events.typing.len().min(limit - count);
                let typing: Vec<Event> = events.typing.drain(..count).collect();
                if !messages.is_empty() || !typing.is_empty() {
                    return Some(Batch { messages, typing });
                }
                if events.is_closed {
                    return None;
                }
            }
            self.changed.notified().await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Events> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(name: &'static str, data: usize) -> Event {
        Event { channel: "c".into(), name, data: data.to_string() }
    }

    fn data(batch: &Batch) -> (Vec<&str>, Vec<&str>) {
        let messages = batch.messages.iter().map(|message| &*message.event.data).collect();
        (messages, batch.typing.iter().map(|event| &*event.data).collect())
    }

    #[tokio::test]
    async fn messages_go_first_and_of_typing_the_newest_stay() {
        let queue = Queue::default();
        for number in 0..TYPING + 3 {
            queue.add_typing(event("typing", number));
        }
        for number in 0..3 {
            assert!(queue.add_message(event("new-message", number)));
        }
        let batch = queue.next(5).await.unwrap();
        assert_eq!(data(&batch), (vec!["0", "1", "2"], vec!["3", "4"]));
        queue.put_back(batch.messages);
        queue.close();
        assert_eq!(data(&queue.next(2).await.unwrap()), (vec!["0", "1"], vec![]));
        assert_eq!(data(&queue.next(2).await.unwrap()), (vec!["2"], vec![]));
        assert!(queue.next(2).await.is_none());
        assert!(!queue.add_message(event("new-message", 3)), "it is closed");
    }

    #[test]
    fn a_full_queue_takes_no_more_messages() {
        let queue = Queue::default();
        assert!((0..MESSAGES).all(|number| queue.add_message(event("new-message", number))));
        assert!(!queue.add_message(event("new-message", 0)));
    }
}
