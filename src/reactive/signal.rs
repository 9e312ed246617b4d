//! A value that tells who has read it when it changes.

use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::{LocalStorage, Notify, RwSignal, Track, WithUntracked};

use super::erased::{Erased, change, erased, is_gone, look};

/// A value that tells who has read it when it changes. It belongs to the reactive owner in which it was made; when that
/// is gone, it cannot be read, and what is set is dropped. Copy it freely.
pub struct Signal<T> {
    within: Within,
    of: PhantomData<fn() -> T>,
}

type Within = RwSignal<Erased, LocalStorage>;

impl<T: 'static> Signal<T> {
    /// A signal with this value, of the current reactive owner.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self { within: made(erased(value)), of: PhantomData }
    }

    /// Runs something again when this changes, as if it had been read.
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

    /// Reads it without being told when it changes.
    ///
    /// # Panics
    ///
    /// If its owner is gone, or it is being changed.
    pub fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
        self.try_with_untracked(read).unwrap_or_else(|| is_gone())
    }

    /// Reads it without being told when it changes; `None` if its owner is gone, or it is in use.
    pub fn try_with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> Option<U> {
        look(held(self.within), read)
    }

    /// Changes it, and tells.
    pub fn update(self, run: impl FnOnce(&mut T)) {
        self.try_update(run);
    }

    /// Changes it, and tells; `None` if its owner is gone, or it is in use.
    pub fn try_update<U>(self, run: impl FnOnce(&mut T) -> U) -> Option<U> {
        let made = change(held(self.within), run);
        notify(self.within);
        made
    }

    /// Changes it, and tells nobody.
    pub fn update_untracked(self, run: impl FnOnce(&mut T)) {
        change(held(self.within), run);
    }

    /// Sets it, and tells.
    pub fn set(self, value: T) {
        self.try_update(|held| *held = value);
    }

    /// Sets it, and tells. Returns `false` if its owner is gone, or it is in use.
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

    /// Returns its value without being told when it changes.
    ///
    /// # Panics
    ///
    /// If its owner is gone, or it is being changed.
    #[must_use]
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }

    /// Returns its value without being told when it changes; `None` if its owner is gone, or it is in use.
    #[must_use]
    pub fn try_get_untracked(self) -> Option<T> {
        self.try_with_untracked(T::clone)
    }
}

// One of each, whatever is held.

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
