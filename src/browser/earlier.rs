//! Data that releases before [`Deployment`] stored for a workspace, without naming the backend or the person.
//!
//! It is only read here, with one exception: a draft that is changed or sent is removed.

use super::storage::storage;
use crate::model::deployment::Deployment;

/// Prefix of a page's settings; the page's path follows.
const SETTINGS: &str = "collabspace-settings ";

/// Returns the settings that were stored for the pages of this origin, as JSON.
#[must_use]
pub fn settings() -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let names = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok().flatten());
    let names: Vec<_> = names.filter(|name| name.starts_with(SETTINGS)).collect();
    names.iter().filter_map(|name| storage.get_item(name).ok().flatten()).collect()
}

/// Data of an earlier release that belongs to this deployment.
#[derive(Clone, Debug)]
pub struct Earlier {
    workspace: String,
    /// The name under which its owner is stored.
    owner: String,
}

impl Earlier {
    /// Opens the data stored for this deployment's workspace. It must be the only deployment that the data can belong
    /// to.
    #[must_use]
    pub fn of(deployment: &Deployment) -> Self {
        let owner = ["collabspace-earlier-1 ", &deployment.name()].concat();
        Self { workspace: deployment.workspace().to_owned(), owner }
    }

    /// Returns the name of a channel's draft.
    #[must_use]
    pub fn draft(&self, channel: &str) -> String {
        ["collabspace-draft/", &self.workspace, "/", channel].concat()
    }

    /// Returns the name of the read marks.
    #[must_use]
    pub fn marks(&self) -> String {
        ["collabspace-read/", &self.workspace].concat()
    }

    /// Returns `true` if it belongs to this person, the first one known after the update.
    #[must_use]
    pub fn belongs_to(&self, person: &str) -> bool {
        let Some(storage) = storage() else { return false };
        match storage.get_item(&self.owner).ok().flatten() {
            Some(owner) => owner == person,
            None => storage.set_item(&self.owner, person).is_ok(),
        }
    }
}
