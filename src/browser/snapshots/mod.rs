//! What is kept of channels for the next visit, by deployment: whose it is, and how all of it is wiped.
//!
//! Whose it is stands in the local storage, which is read and changed at once. Without it nothing of the database is
//! shown, so a wipe holds from the moment on in which it is taken away, whenever the database follows.

pub mod database;

use super::storage::{prefix, store, stored};
use crate::model::deployment::Deployment;

/// What is kept for one deployment.
#[derive(Clone, Debug)]
pub struct KeptChannels {
    /// The name of all that belongs to it.
    name: String,
}

impl KeptChannels {
    /// What is kept for this deployment.
    #[must_use]
    pub fn of(deployment: &Deployment) -> Self {
        Self { name: prefix("collabspace-channels-1", deployment, None) }
    }

    /// The name of the database, and of the lock of the tab that writes it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whose it is; empty if nothing is kept.
    #[must_use]
    pub fn owner(&self) -> String {
        stored(&self.name)
    }

    /// From now on it is this person's. Returns `false` if the browser keeps nothing.
    #[must_use]
    pub fn claim(&self, person: &str) -> bool {
        store(&self.name, person)
    }

    /// Drops everything, as far as the browser lets it.
    pub fn wipe(&self) {
        store(&self.name, "");
        if let Some(factory) = web_sys::window().and_then(|window| window.indexed_db().ok().flatten()) {
            let _ = factory.delete_database(&self.name);
        }
    }
}
