//! A value derived from signals.

use std::fmt;

use leptos::prelude::{Get, GetUntracked};
use send_wrapper::SendWrapper;

use super::stored::Stored;

/// A value derived from signals, which notifies its readers when it differs. It is computed on the first read, and
/// belongs to the reactive owner in which it was created. `Copy`.
pub struct Memo<T> {
    /// How often the value has changed.
    version: Version,
    value: Stored<Option<T>>,
}

type Version = leptos::prelude::Memo<u32>;

impl<T: PartialEq + 'static> Memo<T> {
    /// Creates a memo of the current reactive owner. `make` is given the previous value.
    #[must_use]
    pub fn new(make: impl Fn(Option<&T>) -> T + 'static) -> Self {
        let value = Stored::new(None);
        let version = versions(Box::new(move || {
            let next = value.with_value(|was: &Option<T>| make(was.as_ref()));
            let is_another = value.with_value(|was| was.as_ref() != Some(&next));
            if is_another {
                value.set_value(Some(next));
            }
            is_another
        }));
        Self { version, value }
    }
}

impl<T: Clone + 'static> Memo<T> {
    /// Returns its value.
    ///
    /// # Panics
    ///
    /// If its owner is gone.
    #[must_use]
    pub fn get(self) -> T {
        made(self.version);
        self.value()
    }

    /// Returns its value without subscribing to changes.
    ///
    /// # Panics
    ///
    /// If its owner is gone.
    #[must_use]
    pub fn get_untracked(self) -> T {
        made_untracked(self.version);
        self.value()
    }

    fn value(self) -> T {
        self.value.try_get_value().flatten().unwrap_or_else(|| super::erased::is_gone())
    }
}

// One instance of each, whatever is derived.

fn versions(make: Box<dyn Fn() -> bool>) -> Version {
    let make = SendWrapper::new(make);
    Version::new(move |was| was.map_or(0, |was| *was) + u32::from(make()))
}

#[inline(never)]
fn made(version: Version) {
    version.get();
}

#[inline(never)]
fn made_untracked(version: Version) {
    version.get_untracked();
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T> fmt::Debug for Memo<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Memo")
    }
}
