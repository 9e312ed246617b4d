//! A value stored by the current reactive owner.

use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::{LocalStorage, StoredValue, WithValue};

use super::erased::{Erased, change, erased, is_gone, look};

/// A value that notifies no one when it changes. It belongs to the reactive owner in which it was created; after that
/// owner is gone, it cannot be read, and new values are dropped. `Copy`.
pub struct Stored<T> {
    within: Within,
    of: PhantomData<fn() -> T>,
}

type Within = StoredValue<Erased, LocalStorage>;

impl<T: 'static> Stored<T> {
    /// Stores this value with the current reactive owner, until that is gone.
    pub fn new(value: T) -> Self {
        Self { within: made(erased(value)), of: PhantomData }
    }

    /// Reads it.
    ///
    /// # Panics
    ///
    /// If its owner is gone, or it is being changed.
    pub fn with_value<U>(self, read: impl FnOnce(&T) -> U) -> U {
        self.try_with_value(read).unwrap_or_else(|| is_gone())
    }

    /// Reads it; `None` if its owner is gone, or it is in use.
    pub fn try_with_value<U>(self, read: impl FnOnce(&T) -> U) -> Option<U> {
        look(held(self.within), read)
    }

    /// Changes it.
    pub fn update_value(self, run: impl FnOnce(&mut T)) {
        self.try_update_value(run);
    }

    /// Changes it; `None` if its owner is gone, or it is in use.
    pub fn try_update_value<U>(self, run: impl FnOnce(&mut T) -> U) -> Option<U> {
        change(held(self.within), run)
    }

    /// Sets it.
    pub fn set_value(self, value: T) {
        self.try_update_value(|held| *held = value);
    }
}

impl<T: Clone + 'static> Stored<T> {
    /// Returns its value.
    ///
    /// # Panics
    ///
    /// If its owner is gone, or it is being changed.
    #[must_use]
    pub fn get_value(self) -> T {
        self.with_value(T::clone)
    }

    /// Returns its value; `None` if its owner is gone, or it is in use.
    #[must_use]
    pub fn try_get_value(self) -> Option<T> {
        self.try_with_value(T::clone)
    }
}

// One instance of each, whatever is held.

#[inline(never)]
fn made(value: Erased) -> Within {
    StoredValue::new_local(value)
}

#[inline(never)]
fn held(within: Within) -> Option<Erased> {
    within.try_with_value(Rc::clone)
}

impl<T> Clone for Stored<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Stored<T> {}

impl<T: Default + 'static> Default for Stored<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> fmt::Debug for Stored<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Stored")
    }
}
