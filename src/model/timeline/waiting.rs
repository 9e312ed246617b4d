//! Facts about messages that are not loaded, kept for answers that may be on their way.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use crate::model::message::{Message, MessageId, Reacted};

/// The maximum number of such messages; the oldest facts are dropped first.
const MOST: usize = 500;

/// The facts about a message that is not loaded.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    /// Its newest state.
    pub message: Option<Message>,
    /// Reactions to it.
    pub reacted: Vec<Reacted>,
}

/// Facts by message.
#[derive(Clone, Debug, Default)]
pub(super) struct Waiting {
    by_id: FxHashMap<MessageId, Facts>,
    order: VecDeque<MessageId>,
}

impl Waiting {
    /// Keeps the state of a message if it is the newest.
    pub fn put(&mut self, message: Message) {
        let facts = self.facts(&message.id);
        if facts.message.as_ref().is_none_or(|known| known.version <= message.version) {
            facts.message = Some(message);
        }
    }

    /// Keeps a reaction.
    pub fn react(&mut self, reacted: Reacted) {
        self.facts(&reacted.id).reacted.push(reacted);
    }

    /// Removes and returns the facts about a message that is loaded now, or was deleted.
    pub fn take(&mut self, id: &str) -> Option<Facts> {
        if self.by_id.is_empty() {
            return None;
        }
        self.order.retain(|other| **other != *id);
        self.by_id.remove(id)
    }

    fn facts(&mut self, id: &MessageId) -> &mut Facts {
        if !self.by_id.contains_key(id) {
            if self.order.len() >= MOST
                && let Some(oldest) = self.order.pop_front()
            {
                self.by_id.remove(&oldest);
            }
            self.order.push_back(id.clone());
        }
        self.by_id.entry(id.clone()).or_default()
    }
}
