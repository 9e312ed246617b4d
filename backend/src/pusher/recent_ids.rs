//! The messages and changes that this process has published.
//!
//! A message that is sent twice is stored once. Only the process that stored it knows if it was published: that
//! process may have been killed in between. So a process publishes every message that it answers and has not
//! published itself; pages drop duplicates.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

/// How many ids are remembered. Most messages that are sent again are sent within seconds.
const REMEMBERED: usize = 10_000;

/// The latest ids.
#[derive(Default)]
pub struct RecentIds {
    ids: Mutex<Ids>,
}

#[derive(Default)]
struct Ids {
    known: HashSet<String>,
    oldest_first: VecDeque<String>,
}

impl RecentIds {
    /// Returns `true` if this id is new, and remembers it.
    pub fn is_first(&self, id: &str) -> bool {
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        let ids = &mut *ids;
        if !ids.known.insert(id.to_owned()) {
            return false;
        }
        ids.oldest_first.push_back(id.to_owned());
        if ids.oldest_first.len() > REMEMBERED
            && let Some(oldest) = ids.oldest_first.pop_front()
        {
            ids.known.remove(&oldest);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_first_once_and_the_oldest_are_forgotten() {
        let ids = RecentIds::default();
        assert!(ids.is_first("a"));
        assert!(!ids.is_first("a"));
        for number in 0..REMEMBERED {
            assert!(ids.is_first(&number.to_string()));
        }
        assert!(!ids.is_first(&(REMEMBERED - 1).to_string()));
        assert!(ids.is_first("a"), "more is remembered than was said");
    }
}
