//! A value that is made from signals.

use std::fmt;

use leptos::prelude::{Get, GetUntracked};
use send_wrapper::SendWrapper;

use super::stored::Stored;

/// A value that is made from signals, and tells who has read it when it is another one. It is made when it is first
/// read. It belongs to the reactive owner in which it was made. Copy it freely.
pub struct Memo<T> {
    /// How often it has become another one.
    version: Version,
    value: Stored<Option<T>>,
}

type Version = leptos::prelude::Memo<u32>;

impl<T: PartialEq + 'static> Memo<T> {
    /// A memo of the current reactive owner. `make` is given what it made the last time.
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

    /// Returns its value without being told when it changes.
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

// One of each, whatever is made.

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
