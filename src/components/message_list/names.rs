//! Whose names are known, so that they can be mentioned: who was online and who wrote what has been drawn.

use std::sync::Arc;

use crate::app::handle::Chat;
use crate::reactive::{Signal, effect};

/// More names are not remembered: each `@` is held against all of them.
const MOST: usize = 1_000;

/// The names. Who has left can still be mentioned: nothing is taken away.
#[derive(Clone, Copy)]
pub struct Names {
    chat: Chat,
    list: Signal<Vec<Arc<str>>>,
}

impl Names {
    /// The names of who is online now, and of who comes, until the current reactive owner is gone.
    pub fn new(chat: Chat) -> Self {
        let names = Self { chat, list: Signal::new(Vec::new()) };
        effect(move || {
            chat.state.people.with(|people| people.iter().flatten().for_each(|person| names.note(&person.name)));
        });
        names
    }

    /// Remembers a name. What mentions it and is drawn already is drawn anew.
    pub fn note(self, name: &Arc<str>) {
        let is_new = |list: &Vec<Arc<str>>| list.len() < MOST && !list.contains(name);
        if self.list.with_untracked(is_new) {
            self.list.update(|list| list.push(name.clone()));
        }
    }

    /// Reads the names, and the visitor's own; tracked.
    pub fn with<T>(self, read: impl FnOnce(&[Arc<str>], Option<&str>) -> T) -> T {
        self.list.with(|list| self.chat.state.me.with(|me| read(list, me.as_ref().map(|me| &*me.name))))
    }
}
