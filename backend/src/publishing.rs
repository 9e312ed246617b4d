//! From a change of the store to an event.
//!
//! A process publishes every change that it is asked for and has not published itself, also if the change
//! was made before: the process that made it may have been killed before it could publish it.

use crate::config::Config;
use crate::features::Features;
use crate::pusher::{self, Event, Publisher, RecentIds};
use crate::store::Change;

/// Publishes changes, each once.
pub struct ChangePublisher {
    config: Config,
    publisher: Publisher,
    published: RecentIds,
}

impl ChangePublisher {
    pub fn new(config: Config, publisher: Publisher) -> Self {
        Self { config, publisher, published: RecentIds::default() }
    }

    /// Publishes a change, unless this process has done so before. Never blocks.
    pub fn publish(&self, change: &Change) {
        if self.published.is_first(&change.key()) {
            let channel = self.config.pusher_channel(change.workspace_id());
            self.publisher.publish(event(channel, change, self.config.features));
        }
    }
}

fn event(channel: String, change: &Change, features: Features) -> Event {
    match change {
        Change::New(message) => pusher::new_message(channel, features.shown(message.clone())),
        Change::Updated(message) => pusher::message_updated(channel, features.shown(message.clone())),
        Change::Deleted(tombstone) => pusher::message_deleted(channel, tombstone),
        Change::Reacted { message, reaction, rev, on } => {
            pusher::message_reacted(channel, message, reaction, *rev, *on)
        }
    }
}
