//! Turns a change in the store into an event.
//!
//! A process publishes every requested change that it has not published itself, even if the change was made before:
//! the process that made it may have been killed before publishing it.

use crate::attachments::Signer;
use crate::config::Config;
use crate::message::Message;
use crate::pusher::{self, Event, Publisher, RecentIds};
use crate::store::Change;

/// Publishes changes, each once.
pub struct ChangePublisher {
    config: Config,
    signer: Signer,
    publisher: Publisher,
    published: RecentIds,
}

impl ChangePublisher {
    pub fn new(config: Config, publisher: Publisher) -> Self {
        let signer = Signer::new(&config.session_secret);
        Self { config, signer, publisher, published: RecentIds::default() }
    }

    /// Publishes a change, unless this process has done so before. Never blocks.
    pub fn publish(&self, change: &Change) {
        if self.published.is_first(&change.key()) {
            let channel = self.config.pusher_channel(change.workspace_id());
            self.publisher.publish(self.event(channel, change));
        }
    }

    fn event(&self, channel: String, change: &Change) -> Event {
        match change {
            Change::New(message) => pusher::new_message(channel, self.shown(message)),
            Change::Updated(message) => pusher::message_updated(channel, self.shown(message)),
            Change::Deleted(tombstone) => pusher::message_deleted(channel, tombstone),
            Change::Reacted { message, reaction, rev, on } => {
                pusher::message_reacted(channel, message, reaction, *rev, *on)
            }
        }
    }

    fn shown(&self, message: &Message) -> Message {
        let mut message = self.config.features.shown(message.clone());
        self.signer.sign_all(&mut message);
        message
    }
}
