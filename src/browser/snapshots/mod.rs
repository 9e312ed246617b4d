//! Channels stored for the next visit, by deployment: who owns them, and how they are wiped.
//!
//! The owner is in local storage, which is read and changed synchronously. Without an owner nothing in the database
//! is shown, so a wipe takes effect as soon as the owner is removed, whenever the database follows.

pub mod database;

use super::storage::{prefix, store, stored};
use crate::model::deployment::Deployment;

/// The stored channels of one deployment.
#[derive(Clone, Debug)]
pub struct KeptChannels {
    /// The name of everything that belongs to it.
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

    /// Returns the owner; empty if nothing is stored.
    #[must_use]
    pub fn owner(&self) -> String {
        stored(&self.name)
    }

    /// Makes this person the owner. Returns `false` if the browser stores nothing.
    #[must_use]
    pub fn claim(&self, person: &str) -> bool {
        store(&self.name, person)
    }

    /// Drops everything, as far as the browser permits.
    pub fn wipe(&self) {
        store(&self.name, "");
        if let Some(factory) = web_sys::window().and_then(|window| window.indexed_db().ok().flatten()) {
            let _ = factory.delete_database(&self.name);
        }
    }
}
