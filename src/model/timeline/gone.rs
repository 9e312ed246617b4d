//! The messages that are known to be deleted, so that a slow answer does not bring one back.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use crate::model::message::MessageId;
use crate::model::time::Millis;

/// How many are remembered; the oldest are dropped first.
const MOST: usize = 10_000;

/// How a deletion became known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// The backend said so, which is final.
    Told,
    /// It was missing in a page at this time. A page that was requested later and contains it is right.
    Absent(Millis),
}

/// The ids of deleted messages.
#[derive(Clone, Debug, Default)]
pub(super) struct Tombstones {
    by_id: FxHashMap<MessageId, Gone>,
    order: VecDeque<MessageId>,
}

impl Tombstones {
    /// Returns how this message's deletion is known, if it is deleted.
    pub fn get(&self, id: &str) -> Option<Gone> {
        self.by_id.get(id).copied()
    }

    /// Records a deletion. Returns `true` if it is new.
    pub fn insert(&mut self, id: MessageId, gone: Gone) -> bool {
        let before = self.by_id.get(&id).copied();
        if before == Some(Gone::Told) {
            return false;
        }
        self.by_id.insert(id.clone(), gone);
        if before.is_some() {
            return false;
        }
        if self.order.len() >= MOST
            && let Some(oldest) = self.order.pop_front()
        {
            self.by_id.remove(&oldest);
        }
        self.order.push_back(id);
        true
    }

    /// Forgets a deletion, because the message turned out to exist.
    pub fn remove(&mut self, id: &str) {
        self.by_id.remove(id);
        self.order.retain(|other| **other != *id);
    }
}
