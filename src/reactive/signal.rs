//! A value that notifies its readers when it changes.

use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::{LocalStorage, Notify, RwSignal, Track, WithUntracked};

use super::erased::{Erased, change, erased, is_gone, look};

/// A value that notifies its readers when it changes. It belongs to the reactive owner in which it was created; after
/// that owner is gone, it cannot be read, and new values are dropped. `Copy`.
pub struct Signal<T> {
    within: Within,
    of: PhantomData<fn() -> T>,
}

type Within = RwSignal<Erased, LocalStorage>;

impl<T: 'static> Signal<T> {
    /// Creates a signal with this value, of the current reactive owner.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self { within: made(erased(value)), of: PhantomData }
    }

    /// Subscribes to changes, as reading does.
    pub fn track(self) {
        tracked(self.within);
    }

    /// Reads it.
    ///
    /// # Panics
    ///
    /// If its owner is gone, or it is being changed.
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        look(tracked(self.within), read).unwrap_or_else(|| is_gone())
    }

    /// Reads it without subscribing to changes.
    ///
    /// # Panics
    ///
    /// If its owner is gone, or it is being changed.
    pub fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
        self.try_with_untracked(read).unwrap_or_else(|| is_gone())
    }

    /// Reads it without subscribing; `None` if its owner is gone, or it is in use.
    pub fn try_with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> Option<U> {
        look(held(self.within), read)
    }

    /// Changes it and notifies.
    pub fn update(self, run: impl FnOnce(&mut T)) {
        self.try_update(run);
    }

    /// Changes it and notifies; `None` if its owner is gone, or it is in use.
    pub fn try_update<U>(self, run: impl FnOnce(&mut T) -> U) -> Option<U> {
        let made = change(held(self.within), run);
        notify(self.within);
        made
    }

    /// Changes it without notifying.
    pub fn update_untracked(self, run: impl FnOnce(&mut T)) {
        change(held(self.within), run);
    }

    /// Sets it and notifies.
    pub fn set(self, value: T) {
        self.try_update(|held| *held = value);
    }

    /// Sets it and notifies. Returns `false` if its owner is gone, or it is in use.
    pub fn try_set(self, value: T) -> bool {
        self.try_update(|held| *held = value).is_some()
    }
}

impl<T: Clone + 'static> Signal<T> {
    /// Returns its value.
    ///
    /// # Panics
    ///
    /// If its owner is gone, or it is being changed.
    #[must_use]
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// Returns its value without subscribing to changes.
    ///
    /// # Panics
    ///
    /// If its owner is gone, or it is being changed.
    #[must_use]
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }

    /// Returns its value without subscribing; `None` if its owner is gone, or it is in use.
    #[must_use]
    pub fn try_get_untracked(self) -> Option<T> {
        self.try_with_untracked(T::clone)
    }
}

// One instance of each, whatever is held.

#[inline(never)]
fn made(value: Erased) -> Within {
    RwSignal::new_local(value)
}

#[inline(never)]
fn held(within: Within) -> Option<Erased> {
    within.try_with_untracked(Rc::clone)
}

#[inline(never)]
fn tracked(within: Within) -> Option<Erased> {
    within.track();
    held(within)
}

#[inline(never)]
fn notify(within: Within) {
    within.notify();
}

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T: Default + 'static> Default for Signal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> fmt::Debug for Signal<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Signal")
    }
}
