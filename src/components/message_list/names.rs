//! The names that can be mentioned: people who were online, and authors of drawn messages.

use std::sync::Arc;

use crate::app::handle::Chat;
use crate::reactive::{Signal, effect};

/// The maximum number of remembered names: each `@` is compared with all of them.
const MOST: usize = 1_000;

/// The names. People who left can still be mentioned, so nothing is removed.
#[derive(Clone, Copy)]
pub struct Names {
    chat: Chat,
    list: Signal<Vec<Arc<str>>>,
}

impl Names {
    /// Collects the names of people who are or come online, until the current reactive owner is gone.
    pub fn new(chat: Chat) -> Self {
        let names = Self { chat, list: Signal::new(Vec::new()) };
        effect(move || {
            chat.state.people.with(|people| people.iter().flatten().for_each(|person| names.note(&person.name)));
        });
        names
    }

    /// Remembers a name. Drawn messages that mention it are redrawn.
    pub fn note(self, name: &Arc<str>) {
        let is_new = |list: &Vec<Arc<str>>| list.len() < MOST && !list.contains(name);
        if self.list.with_untracked(is_new) {
            self.list.update(|list| list.push(name.clone()));
        }
    }

    /// Reads the names, and the user's own; tracked.
    pub fn with<T>(self, read: impl FnOnce(&[Arc<str>], Option<&str>) -> T) -> T {
        self.list.with(|list| self.chat.state.me.with(|me| read(list, me.as_ref().map(|me| &*me.name))))
    }
}
